"""What queries of imported datasets return: frozen records, free of SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.records import Row


@dataclass(frozen=True)
class OnetOccupation(Row):
    """An occupation of O*NET; ``key`` is its O*NET-SOC code.

    ``wage_code`` and ``projection_code`` say under which SOC code BLS publishes its figures, which may be one
    that takes in more occupations; ``wage_title`` is what BLS calls the former.
    """

    title: str
    name: str
    plural: str
    job_zone: int | None
    wage_code: str | None
    wage_title: str | None
    projection_code: str | None
    description: str | None

    @property
    def has_own_wages(self) -> bool:
        """Whether BLS publishes wages of just this occupation."""
        return self._is_alone(self.wage_code)

    @property
    def has_own_projection(self) -> bool:
        """Whether BLS projects the employment of just this occupation."""
        return self._is_alone(self.projection_code)

    def _is_alone(self, code: str | None) -> bool:
        return self.key == f"{code}.00"


@dataclass(frozen=True)
class TitleMatch:
    """An occupation that bears a title; ``employment`` is that of the nation, where known."""

    code: str
    kind: str
    title: str
    name: str
    plural: str
    employment: int


@dataclass(frozen=True)
class Duty(Row):
    """What people in an occupation do; ``tasks`` are the ids of the O*NET tasks that it restates."""

    text: str
    tasks: str


@dataclass(frozen=True)
class PublishedStatement(Row):
    """A sentence of the publisher's; ``knowledge.models.datasets`` says which kinds there are."""

    kind: str
    text: str
    task_id: int | None
    revises: int | None


@dataclass(frozen=True)
class Technology(Row):
    """A technology that an occupation uses. ``hot``: often in job adverts; ``in_demand``: in those for it."""

    name: str
    category: str
    hot: bool
    in_demand: bool


@dataclass(frozen=True)
class Rating(Row):
    """A value on a scale; ``knowledge.models.datasets`` says which."""

    scale: str
    element: str
    value: float
    level: float | None
    rank: int


@dataclass(frozen=True)
class OtherOccupation(Row):
    """An occupation that is related to another."""

    code: str
    name: str
    plural: str
    rank: int


@dataclass(frozen=True)
class Area:
    """A place of which wages are known; ``kind``: nation, state, metro or nonmetro."""

    code: str
    kind: str
    state: str | None
    name: str


@dataclass(frozen=True)
class Industry:
    """An industry of which wages are known; ``level``: 2 for a sector, 3 and 4 for parts of one."""

    code: str
    name: str
    level: int


@dataclass(frozen=True)
class Wage(Row):
    """Wages in US dollars and employment of a SOC code in an area or an industry.

    ``values``: by column of ``WAGE_COLUMNS``, such as ``annual_p50``; what was not published is missing.
    ``top_coded``: the columns whose value is at or above the highest that is published.
    """

    code: str
    area: Area
    industry: Industry | None
    employment: int | None
    values: Mapping[str, float]
    top_coded: frozenset[str]
    location_quotient: float | None

    @property
    def industry_name(self) -> str:
        """The name of the industry; empty for an area."""
        return self.industry.name if self.industry else ""


@dataclass(frozen=True)
class Projection(Row):
    """Employment and openings in persons; ``education``, ``experience``, ``training``: what is typical."""

    code: str
    title: str
    employment_from: int
    employment_to: int
    change_percent: float
    self_employed_percent: float | None
    openings_a_year: int
    education: str | None
    experience: str | None
    training: str | None


@dataclass(frozen=True)
class GrowthFactor(Row):
    """What BLS names as changing an occupation's share of the jobs of all industries or of some.

    ``direction`` is "up" or "down"; ``words`` restate the reason, None where nobody has restated it.
    """

    direction: str
    kinds: str
    names_ai: bool
    industries: tuple[str, ...]
    words: str | None

    @property
    def everywhere(self) -> bool:
        """Whether it holds in all industries."""
        return not self.industries
