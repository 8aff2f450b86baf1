"""What queries return: frozen records, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Occupation:
    """An occupation; ``code`` is its O*NET-SOC code, where the datasets hold facts about just it.

    ``counted_with``: the codes of the occupations with which its people are counted, where none is its own.
    """

    key: str
    name: str
    plural: str
    featured: bool
    code: str | None = None
    counted_with: tuple[str, ...] = ()

    @property
    def only_in_datasets(self) -> bool:
        """Whether the content holds nothing of it."""
        return self.key == self.code

    @property
    def with_article(self) -> str:
        """The name with its article: ``a machine learning engineer``."""
        return f"{'an' if self.name[:1].lower() in 'aeiou' else 'a'} {self.name}"


@dataclass(frozen=True)
class OccupationCode:
    """An occupation's number in a classification, and what the classification itself calls that number."""

    scheme: str
    code: str
    title: str | None
    note: str | None
    source: Source


@dataclass(frozen=True)
class Topic:
    """A subject people ask about."""

    key: str
    title: str
    question: str
    group: str
    rank: int
    tells: tuple[str, ...] = ()  # what people ask for that no source but this topic's tells: "remote"

    def question_about(self, occupation: Occupation) -> str:
        """Return the question that asks for this topic of an occupation."""
        asked = self.question.format(occupation=occupation.with_article, occupations=occupation.plural)
        return asked[:1].upper() + asked[1:]


@dataclass(frozen=True)
class Source:
    """Where a fact comes from. ``published`` is an ISO date as precise as known, or None."""

    key: str
    title: str
    title_supplied: bool
    publisher: str | None
    published: str | None
    date_note: str | None
    location: str
    licence: str
    attribution: str | None


@dataclass(frozen=True)
class Entity:
    """A thing that people name; ``kind`` is one of ``content_schema.EntityKind``."""

    key: str
    name: str
    kind: str
    category: str | None
    description: str | None


@dataclass(frozen=True)
class Measure:
    """What a figure measures; ``chart_type`` (``actions.composition.charts``) is how several are drawn."""

    key: str
    title: str
    dimension: str | None
    chart_type: str


@dataclass(frozen=True)
class Row:
    """Base of every row about an occupation. ``as_of`` is a year or ``first-last`` year."""

    key: str
    source: Source
    attributed_to: str | None
    as_of: str | None
    place: str | None


@dataclass(frozen=True)
class Statement(Row):
    """What a source says under a topic."""

    topic: str
    kind: str | None
    rank: int
    text: str
    detail: str | None
    why: str | None

    @property
    def in_full(self) -> str:
        """The text with its detail, where there is one."""
        return f"{self.text} {self.detail}" if self.detail else self.text


@dataclass(frozen=True)
class Association(Row):
    """What a source says of an entity for an occupation.

    ``requirement`` is one of ``content_schema.Requirement``, ``skill_type`` "hard" or "soft" where the source
    says so; ``rank`` is the order in the source's list.
    """

    topic: str
    requirement: str
    skill_type: str | None
    in_demand: bool
    widely_held: bool
    rank: int
    text: str
    why: str | None
    entity: Entity


@dataclass(frozen=True)
class Figure(Row):
    """A number in ``unit``; ``entity`` is the dimension that it belongs to."""

    topic: str
    measure: Measure
    entity: Entity | None
    rank: int
    value: float
    unit: str
    bound: str | None
    note: str | None


@dataclass(frozen=True)
class Certification:
    """The attributes of a certification or course; None where no source states them."""

    entity: Entity
    source: Source | None
    provider: str | None
    level: str | None
    courses: int | None
    weeks: int | None
    price: int | None
    currency: str | None  # of the price, by its code of ISO 4217 in lower case


@dataclass(frozen=True)
class Misconception(Row):
    """What people believe and what is true."""

    rank: int
    title: str
    belief: str
    reality: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Comparison(Row):
    """Two occupations under one aspect; ``text`` holds for ``occupation``, ``other_text`` for ``other``."""

    occupation: str
    other: str
    aspect: str
    layout: str
    rank: int
    text: str
    other_text: str
    note: str | None


@dataclass(frozen=True)
class RelatedOccupation(Row):
    """A relationship to ``other``, or to ``other_name``: an occupation without rows of its own."""

    kind: str
    other: str | None
    other_name: str | None
    rank: int
    text: str


@dataclass(frozen=True)
class Disagreement:
    """Rows that contradict each other; ``rows`` are those by whose keys it was looked up."""

    key: str
    topic: str
    text: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A name or alias by which people mention an occupation or an entity."""

    alias: str
    kind: str
    key: str


@dataclass(frozen=True)
class OccupationTitle:
    """A job title of an occupation of a dataset; ``occupation_code`` is its O*NET-SOC code."""

    occupation_code: str
    title: str
    kind: str


@dataclass(frozen=True)
class ContentVersion:
    """The curated content that was loaded last; ``loaded_at`` is in UTC, without a time zone."""

    fingerprint: str
    summary: str
    loaded_at: datetime


@dataclass(frozen=True)
class DatasetVersion:
    """The version of a dataset that was imported last; ``loaded_at`` is in UTC, without a time zone."""

    key: str
    version: str
    title: str
    publisher: str
    licence: str
    attribution: str | None
    rows: int
    loaded_at: datetime
