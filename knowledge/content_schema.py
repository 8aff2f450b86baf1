"""Shape of the YAML files in ``knowledge/content``.

Every file may hold any of the sections of :class:`ContentFile`; keys are unique over all files.
A row about an occupation names its source; the year of an answer is the row's ``as_of`` or the source's date.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Optional

from pydantic import BaseModel, Extra, Field, PositiveInt, root_validator, validator
from pydantic.fields import ModelField

from knowledge.content_types import (
    CodeText,
    Currency,
    Key,
    MeasureUnit,
    Name,
    OnetCode,
    Text,
    Unit,
    placeholders_of,
)

EntityKind = Literal[
    "skill",
    "tool",
    "certification",
    "course",
    "industry",
    "algorithm",
    "company",
    "product",
    "level",
    "degree",
    "age_group",
    "gender",
    "region",
    "country",
    "satisfaction",
]
# How strongly a source asks for an entity, the strongest first; "named" is mentioned only.
Requirement = Literal["required", "expected", "preferred", "named"]
SkillType = Literal["hard", "soft"]
RelationshipKind = Literal["alternate_title", "related", "career_step", "works_with"]

CERTIFICATION_ATTRIBUTES = ("provider", "level", "courses", "weeks", "price", "currency")
FIRST_YEAR, LAST_YEAR = 1900, 2100  # of what a figure or a statement holds for
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?\Z")


class Entry(BaseModel):
    """Base of every content entry: unknown keys are an error."""

    class Config:
        """Reject unknown keys and freeze entries once read."""

        extra = Extra.forbid
        allow_mutation = False

    @validator("*", pre=True)
    def true_and_false_are_neither_texts_nor_numbers(cls, value: object, field: ModelField) -> object:
        """Pydantic would read true as the text "True" and as the number 1."""
        values = value if isinstance(value, list) else [value]
        if field.type_ is not bool and any(isinstance(item, bool) for item in values):
            raise ValueError("is true or false; a text of that name needs quotes")
        return value


class KeyedEntry(Entry):
    """An entry with a key; with ``override`` it takes the place of that of an earlier folder."""

    key: Key
    override: bool = False


class Source(KeyedEntry):
    """Where facts come from; ``published`` is as precise as known: 2023, 2023-10 or 2023-10-15."""

    title: Text
    title_supplied: bool = False  # the source names no title; ours stands in brackets
    publisher: Optional[Text] = None
    published: Optional[str] = None
    date_note: Optional[Text] = None  # required when there is no date: what the source says of its age
    location: Text  # file name or association
    licence: Text
    attribution: Optional[Text] = None

    @validator("published", pre=True)
    def yaml_may_have_read_a_date(cls, value: object) -> object:
        """YAML reads an unquoted 2023-10-15 as a date and 2023 as a number."""
        return value if value is None else str(value)

    @validator("published")
    def it_is_a_date_of_the_past(cls, value: str | None) -> str | None:
        """A date of the calendar, as precise as known, and not in the future."""
        if value is None:
            return value
        first = f"{value}-01-01"[:10]
        try:
            known = bool(_DATE.match(value)) and date.fromisoformat(first)
        except ValueError:
            known = False
        if not known:
            raise ValueError(f"'{value}' is not a date; write 2026, 2026-03 or 2026-03-15")
        if known > date.today():
            raise ValueError(f"{value} is in the future")
        return value

    @root_validator(skip_on_failure=True)
    def a_source_has_a_date_or_says_why_not(cls, values: dict[str, object]) -> dict[str, object]:
        """A source without a date must say so."""
        if not values.get("published") and not values.get("date_note"):
            raise ValueError("give 'published', or say in 'date_note' what the source says of its age")
        return values


class Topic(KeyedEntry):
    """A subject people ask about; its key is also the intent's and the test's name."""

    title: Text  # "Salary"
    question: Text  # a button's title: "What does {occupation} earn?", filled in with its article
    group: Key  # how topics are listed to people who ask what there is
    tells: list[Key] = []  # what else no source tells: keys of 'untold' in bot/nlu/lexicon.yml

    _check_question = validator("question", allow_reuse=True)(placeholders_of("occupation", "occupations"))


class Entity(KeyedEntry):
    """A thing that people name: a skill, a tool, a certification, a place."""

    name: Name
    kind: EntityKind
    category: Optional[Key] = None  # tool: programming_language, library, cloud, container …
    aliases: list[Name] = []
    description: Optional[Text] = None
    source: Optional[Key] = None  # of the description
    # certifications and courses only
    provider: Optional[Text] = None
    level: Optional[Text] = None
    courses: Optional[PositiveInt] = None
    weeks: Optional[PositiveInt] = None
    price: Optional[int] = Field(None, ge=0)
    currency: Optional[Currency] = None  # of the price

    @root_validator(skip_on_failure=True)
    def only_these_kinds_have_attributes(cls, values: dict[str, object]) -> dict[str, object]:
        """Only these kinds have a table for their attributes; of others they would be lost."""
        if values.get("kind") not in ("certification", "course"):
            for name in CERTIFICATION_ATTRIBUTES:
                if values.get(name) is not None:
                    raise ValueError(f"only a certification or a course has '{name}'")
        if values.get("price") and not values.get("currency"):
            raise ValueError("a price needs its 'currency', such as eur")
        return values


class Code(Entry):
    """An occupation's number in a standard classification."""

    scheme: Literal["SOC", "ESCO", "ONET"]
    code: CodeText
    title: Optional[Text] = None  # what the classification itself calls it
    note: Optional[Text] = None
    source: Key


class Occupation(KeyedEntry):
    """An occupation."""

    name: Name  # "machine learning engineer"
    plural: Name
    aliases: list[Name] = []
    featured: bool = False  # a question that names no occupation is about this one
    onet_code: Optional[OnetCode] = None  # "15-2051.00": the occupation of the datasets that it is
    counted_with: list[OnetCode] = []  # those that its people are counted with, where it is none of its own
    codes: list[Code] = []


class OccupationRow(KeyedEntry):
    """Base of every row about an occupation. ``occupation`` defaults to the occupation of the file."""

    occupation: Optional[Key] = None
    source: Key
    attributed_to: Optional[Text] = None  # whom the source itself cites, e.g. Indeed
    as_of: Optional[str] = None  # year, or first-last year
    place: Optional[Text] = None

    @validator("as_of", pre=True)
    def yaml_may_have_read_a_number(cls, value: object) -> object:
        """YAML reads an unquoted 2023 as a number."""
        return value if value is None else str(value)

    @validator("as_of")
    def it_is_a_year_or_a_span_of_years(cls, value: str | None) -> str | None:
        """Years that data can be of: projections reach into the future, but not for centuries."""
        if value is None:
            return value
        written = _YEARS.match(value)
        if not written:
            raise ValueError(f"'{value}' is not a year; write 2024 or 2020-2030")
        years = [int(year) for year in written.groups() if year]
        if not FIRST_YEAR <= years[0] <= years[-1] <= LAST_YEAR:
            raise ValueError(f"{value} is not between {FIRST_YEAR} and {LAST_YEAR}, the first year first")
        return value


class Statement(OccupationRow):
    """What a source says about an occupation under a topic."""

    topic: Key
    kind: Optional[Key] = None  # the list it belongs to within its topic
    rank: PositiveInt = Field(1)  # order within kind
    text: Text
    detail: Optional[Text] = None  # shown for "tell me more"
    why: Optional[Text] = None  # the reason the source gives, shown for "why?"
    entities: list[Key] = []  # what the statement names


class Association(OccupationRow):
    """What a source says of an entity for an occupation, in a sentence that stands alone."""

    entity: Key
    topic: Key
    requirement: Requirement = "named"
    skill_type: Optional[SkillType] = None  # what the source calls the skill
    in_demand: bool = False  # the source lists it as most in demand
    widely_held: bool = False  # the source lists it as most widely held: certifications
    rank: PositiveInt = Field(1)  # order in the source's list
    text: Text
    why: Optional[Text] = None


class Figure(OccupationRow):
    """A number; ``entity`` is the dimension it belongs to (a level, a region …)."""

    topic: Key
    measure: Key  # e.g. salary, employment_share
    entity: Optional[Key] = None
    rank: PositiveInt = Field(1)
    value: float = Field(..., allow_inf_nan=False)
    unit: Unit
    bound: Optional[Literal["about", "at_least", "at_most"]] = None
    note: Optional[Text] = None

    @validator("value", pre=True)
    def it_has_no_separators(cls, value: object) -> object:
        """62,000 is a text to YAML."""
        if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,3}([,' ]\d{3})+(\.\d+)?", value.strip()):
            plain = re.sub(r"[,' ]", "", value.strip())
            raise ValueError(f"'{value}' has thousands separators; write {plain}")
        return value


class Misconception(OccupationRow):
    """What people believe, what is true and the points that show it."""

    topic: Key = Key("misconceptions")
    rank: PositiveInt = Field(1)
    title: Text
    belief: Text
    heard: list[Text] = Field(default_factory=list)  # how people word it; found by, never shown
    reality: Text
    points: list[Text] = Field(..., min_items=1)


class Comparison(OccupationRow):
    """Two occupations under one aspect."""

    other: Key
    aspect: Text
    layout: Literal["prose", "table", "faq"]
    rank: PositiveInt = Field(1)
    text: Text  # what holds for the occupation
    other_text: Text  # what holds for the other
    note: Optional[Text] = None


class RelatedOccupation(OccupationRow):
    """A relation to ``other`` (an occupation's key) or to ``other_name`` (without rows of its own)."""

    kind: RelationshipKind
    other: Optional[Key] = None
    other_name: Optional[Text] = None
    rank: PositiveInt = Field(1)
    text: Text

    @root_validator(skip_on_failure=True)
    def it_names_one_other(cls, values: dict[str, object]) -> dict[str, object]:
        """Exactly one of ``other`` and ``other_name``."""
        if bool(values.get("other")) == bool(values.get("other_name")):
            raise ValueError("give either 'other' (an occupation's key) or 'other_name'")
        return values


class Disagreement(KeyedEntry):
    """Rows that contradict each other; the answer that shows any of them says so."""

    occupation: Optional[Key] = None
    topic: Key
    text: Text
    rows: list[Key] = Field(..., min_items=1)


class Measure(KeyedEntry):
    """What a figure measures and how a series of it is drawn."""

    title: Text  # may name those it is about: {occupations}
    unit: Optional[MeasureUnit] = None  # of all its figures
    signed: bool = False  # its figures may be negative: changes and growth
    dimension: Optional[EntityKind] = None
    chart_type: Literal["bar", "column", "share", "stack", "line", "range", "none"] = "none"

    _check_title = validator("title", allow_reuse=True)(placeholders_of("occupations"))


# Sections of rows about an occupation, and all sections of entries with a key.
ROW_SECTIONS = (
    "statements",
    "associations",
    "figures",
    "misconceptions",
    "comparisons",
    "related_occupations",
)
KEYED_SECTIONS = ("sources", "topics", "measures", "entities", *ROW_SECTIONS, "disagreements")


class ContentFile(Entry):
    """One YAML file."""

    occupation: Optional[Occupation] = None
    about: Optional[Key] = None  # the occupation this file's rows are about, when the file does not define it
    sources: list[Source] = []
    topics: list[Topic] = []
    measures: list[Measure] = []
    entities: list[Entity] = []
    statements: list[Statement] = []
    associations: list[Association] = []
    figures: list[Figure] = []
    misconceptions: list[Misconception] = []
    comparisons: list[Comparison] = []
    related_occupations: list[RelatedOccupation] = []
    disagreements: list[Disagreement] = []
    questions: dict[Key, list[Text]] = {}  # by a row's key: how people ask for it; found by, never shown
