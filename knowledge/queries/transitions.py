"""What carries over from one occupation to another and what is missing; codes are O*NET-SOC codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.engine import Connection

from knowledge.dataset_records import OnetOccupation, Projection, Rating, Technology, Wage
from knowledge.models import NATION
from knowledge.queries.occupation_profiles import IMPORTANT, mean_of, occupation_profiles
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.onet import (
    count_onet_occupations,
    onet_occupation_by_code,
    ratings,
    related,
    technologies,
    technology_reach,
)
from knowledge.queries.projections import projection_of
from knowledge.queries.query_cache import cached_query
from knowledge.queries.technology_names import technologies_called
from knowledge.queries.wages import wage_in
from knowledge.terms import normalise

Held = Literal["have", "partly", "missing"]
# Levels (0 to 7) by which one may fall short and still have a skill: with the usual standard error of O*NET
# 29.3 (0.16), two ratings differ by almost as much by chance …
SAME_LEVEL = 0.5
PARTLY = 1.5  # … and by which one has it in part
# Scores: nineteen in twenty of O*NET's related occupations are not far, and about half of them are close.
FAR, CLOSE = 0.51, 0.63
# What workers say to O*NET is required, by the places in ``EDUCATION``, up to a bachelor's degree.
SCHOOL_REQUIRED = (
    "less than a high school diploma",
    "a high school diploma or the equivalent",
    "some college courses",
    "a certificate after high school",
    "an associate's degree",
    "a bachelor's degree",
)
OFTEN = 0.125  # of the occupations that list a technology, in which it is in demand, to be worth learning
EVERYDAY = 3  # a technology is that where one of so many occupations lists it


@dataclass(frozen=True)
class SkillNeed:
    """A skill that matters in the target: ``level`` is that of the source, None where it is not known."""

    rating: Rating
    level: float | None
    held: Held


@dataclass(frozen=True)
class SkillNeeds:
    """The skills that matter in a target, the most important first.

    ``target`` and ``source``: the codes whose ratings these are; another than the one asked for where O*NET
    rates no skills of that (``occupation_profiles``), and empty where none stands for it.
    """

    needs: tuple[SkillNeed, ...]
    target: str
    source: str

    def held(self, held: Held) -> list[SkillNeed]:
        """Return the skills that are held so far."""
        return [need for need in self.needs if need.held == held]


@dataclass(frozen=True)
class TechnologyNeed:
    """A technology of the target, and whether it is used in the source or known."""

    technology: Technology
    held: bool


@dataclass(frozen=True)
class Transition:
    """A step from one occupation to another.

    Attributes:
        score: how much carries over, 0 to 1 (``occupation_profiles``).
        parts: what it is made of, by the names of its weights; those that are known.
        nearer: how many occupations are nearer to the source than the target is.
        compared: … of how many.
        related_rank: the target's place among those that O*NET lists as related to the source.
    """

    score: float
    parts: dict[str, float]
    nearer: int
    compared: int
    related_rank: int | None


@dataclass(frozen=True)
class OccupationSide:
    """What is published of an occupation that matters to somebody who wants to change to it or from it."""

    onet: OnetOccupation
    wage: Wage | None
    projection: Projection | None

    @property
    def entry(self) -> int | None:
        """The education that is typical for entry, as an index in ``EDUCATION``."""
        level = self.projection.education if self.projection else None
        return EDUCATION.index(level) if level else None


@cached_query
def transition(connection: Connection, *, source: str, target: str) -> Transition | None:
    """Return how far a step is; None where O*NET describes one of the two by no more than its titles."""
    import numpy as np

    profiles = occupation_profiles(connection)
    if profiles is None or source not in profiles.rows or target not in profiles.rows:
        return None
    start, end = profiles.rows[source], profiles.rows[target]
    parts = profiles.parts(start, np.arange(len(profiles.codes), dtype=np.intp))
    scores = mean_of(parts)
    ranks = {one.code: one.rank for one in related(connection, code=source)}
    score = float(scores[end])
    scores[start] = 0
    return Transition(
        score=score,
        parts={name: float(part[end]) for name, part in parts.items() if not np.isnan(part[end])},
        nearer=int((scores > score).sum()),
        compared=len(profiles.codes) - 1,
        related_rank=ranks.get(target),
    )


@cached_query
def skill_needs(
    connection: Connection, *, target: str, source: str = "", skills: tuple[str, ...] = ()
) -> SkillNeeds:
    """Return the important skills of a target, as held by people of a source who name some beside.

    Args:
        connection: to the knowledge base.
        target: the occupation that is wanted.
        source: the occupation that one has; empty without one, whose skills then are those named alone.
        skills: O*NET's names of skills that a person says they have.
    """
    wanted, needed = rated_skills(connection, target)
    rated, own = rated_skills(connection, source)
    levels = {row.element: row.level for row in own}
    named = {normalise(name) for name in skills}
    needs = [
        SkillNeed(row, levels.get(row.element), _held(row, levels.get(row.element), named))
        for row in needed
        if row.value >= IMPORTANT
    ]
    return SkillNeeds(tuple(needs), wanted, rated)


def rated_skills(connection: Connection, code: str) -> tuple[str, list[Rating]]:
    """Return the skills of an occupation and the code whose they are; those of the one that stands for it."""
    if not code:
        return "", []
    if own := ratings(connection, code=code, scale="skill"):
        return code, own
    profiles = occupation_profiles(connection)
    row = profiles.rated_as[profiles.rows[code]] if profiles and code in profiles.rows else -1
    if profiles is None or row < 0:
        return "", []
    other = profiles.codes[row]
    return other, ratings(connection, code=other, scale="skill")


def _held(needed: Rating, level: float | None, named: set[str]) -> Held:
    if normalise(needed.element) in named:
        return "have"
    if level is None:
        return "missing"
    short = (needed.level or 0.0) - level
    return "have" if short <= SAME_LEVEL else "partly" if short <= PARTLY else "missing"


@cached_query
def technology_needs(
    connection: Connection, *, target: str, source: str = "", named: tuple[str, ...] = ()
) -> list[TechnologyNeed]:
    """Return the technologies of a target: those in demand in it first, then those in many job postings.

    Args:
        connection: to the knowledge base.
        target: the occupation that is wanted.
        source: the occupation that one has, empty without one.
        named: technologies that a person says they know, in normal form.
    """
    known = {normalise(one.name) for one in technologies(connection, code=source)} if source else set()
    for name in named:
        known |= {name, *technologies_called(connection, name=name)}
    return [
        TechnologyNeed(one, normalise(one.name) in known) for one in technologies(connection, code=target)
    ]


def share_with_no_more(connection: Connection, *, code: str, level: int) -> float:
    """Return the per cent of workers who told O*NET that no more than a level of education is required."""
    enough, told = SCHOOL_REQUIRED[: level + 1], ratings(connection, code=code, scale="education")
    return sum(one.value for one in told if one.element in enough)


def technologies_to_learn(connection: Connection, needs: Sequence[TechnologyNeed]) -> list[Technology]:
    """Return what is asked for and not known, what most occupations demand first.

    What a third of all occupations list, such as word processors, tells two of them apart in nothing.
    """
    reach = technology_reach(connection)
    everyday = count_onet_occupations(connection) / EVERYDAY
    new = [one.technology for one in needs if not one.held and reach[one.technology.name][0] < everyday]
    if wanted := [one for one in new if one.in_demand]:
        return sorted(wanted, key=lambda one: -reach[one.name][1])
    share = {one.name: reach[one.name][1] / reach[one.name][0] for one in new if one.hot}
    return sorted(
        (one for one in new if one.hot and share[one.name] >= OFTEN), key=lambda one: -share[one.name]
    )


@cached_query
def occupation_side(connection: Connection, *, code: str, area_code: str = NATION) -> OccupationSide | None:
    """Return what is published of an occupation, its pay in an area; None for a code that is not held."""
    onet = onet_occupation_by_code(connection, code=code)
    if onet is None:
        return None
    return OccupationSide(
        onet,
        wage_in(connection, code=onet.wage_code, area_code=area_code),
        projection_of(connection, code=onet.projection_code),
    )


def education_step(held: int | None, needed: int | None) -> int:
    """Return by how many levels of ``EDUCATION`` more is typical than is held; 0 if none or not known."""
    return 0 if held is None or needed is None else max(0, needed - held)


def names_of_skills(needs: Sequence[SkillNeed]) -> list[str]:
    """Return the names of skills for a sentence."""
    return [need.rating.element.lower() for need in needs]
