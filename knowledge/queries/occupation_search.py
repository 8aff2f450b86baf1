"""Rankings and filters over all occupations: one frozen query, one statement of whitelisted columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import and_, case, func, not_, null, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement, Select

from knowledge.models import (
    ALL_INDUSTRIES,
    NATION,
    onet_occupation,
    onet_rating,
    onet_related,
    onet_technology,
    projection,
    wage,
)
from knowledge.queries.dataset_rows import ONET, of_dataset
from knowledge.queries.lexical import content_words
from knowledge.queries.query_cache import cached_query
from knowledge.queries.technology_names import technologies_called
from knowledge.queries.wages import HOURS_A_YEAR, TOP_CODE

Figure = Literal["pay", "growth", "added", "openings", "employment", "self_employed"]
Measure = Literal[Figure, "relatedness", "skill", "education", "training", "experience"]

_IS_NOT_TOP_CODED = wage.c.top_coded.notlike("%annual_p50%")
# By the year; the bound where it is at least that.
MEDIAN = func.coalesce(
    wage.c.annual_p50,
    wage.c.hourly_p50 * HOURS_A_YEAR,
    case((wage.c.top_coded.like("%annual_p50%"), TOP_CODE["annual"])),
)
# The education that is typical for entry, from the least to the most, as the projections name it.
EDUCATION = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
# The same of the training on the job and of the experience before it; the last three trainings are long.
NONE, SHORT, MODERATE, LONG, APPRENTICESHIP, RESIDENCY = TRAINING = (
    "None",
    "Short-term on-the-job training",
    "Moderate-term on-the-job training",
    "Long-term on-the-job training",
    "Apprenticeship",
    "Internship/residency",
)
EXPERIENCE = ("None", "Less than 5 years", "5 years or more")


def _place_in(column: ColumnElement, levels: tuple[str, ...]) -> ColumnElement:
    return case({level: place for place, level in enumerate(levels)}, value=column)


_MEASURES: dict[str, ColumnElement] = {
    "pay": MEDIAN,
    "growth": projection.c.change_percent,
    "added": projection.c.employment_to - projection.c.employment_from,
    "openings": projection.c.openings_a_year,
    "self_employed": projection.c.self_employed_percent,
    "employment": wage.c.employment,
    "relatedness": -onet_related.c.rank,
    "skill": onet_rating.c.value,
    "education": _place_in(projection.c.education, EDUCATION),
    "training": _place_in(projection.c.training, TRAINING),
    "experience": _place_in(projection.c.experience, EXPERIENCE),
}
_SHARED = frozenset({"skill", "education", "training", "experience"})  # the same value for many
# What BLS publishes once for all whom it counts together.
_OF_COUNTED = frozenset({"pay", "employment", "openings", "growth", "added", "self_employed"})
# Of an importance from 1 to 5: from where on a skill is needed much, and up to where little.
MUCH_SKILL, LITTLE_SKILL = 3.5, 2.25
_one = onet_occupation.alias()
# Whose figures are of a group of occupations: none of them has the group's code, such as 21-1018.
_IS_GROUP = onet_occupation.c.wage_code.notin_(
    select(func.substr(_one.c.code, 1, 7)).where(_one.c.code.like("%.00"))
)
_IS_FIRST_OF_GROUP = and_(
    _IS_GROUP,
    onet_occupation.c.code.in_(select(func.min(_one.c.code)).group_by(_one.c.wage_code)),
)


@dataclass(frozen=True)
class OccupationQuery:
    """What is asked of all occupations.

    Attributes:
        measure: what they are ordered by.
        lowest: from the lowest to the highest.
        groups: what the codes begin with, such as the two digits of a major group; none for all.
        left_out: what the codes of those begin with that are not wanted: "outside of healthcare".
        education: indices in :data:`EDUCATION`; none for any.
        training, experience: those of :data:`TRAINING` and :data:`EXPERIENCE` that will do; none for any.
        pay_above, pay_below: bounds of the median by the year.
        growth_above, growth_below: bounds of the growth in per cent.
        people_above, people_below: bounds of the people employed.
        openings_above, openings_below: bounds of the openings a year.
        area_code: the place of pay and employment.
        technology: a technology that is used, in normal form.
        in_demand: whether employers often have to ask for it.
        skill: O*NET's name of a skill that they are ordered or narrowed by.
        little_skill: whether little of it is wanted.
        skills: further skills that narrow, and whether little of each is wanted.
        related_to: the O*NET-SOC code of the occupation to which they are related.
        interest: the interest that fits them most.
        codes: those that are meant by a title of several; none for all.
        rests: those that are left over in a group ("surgeons, all other"), which are not among the others.
    """

    measure: Measure = "pay"
    lowest: bool = False
    groups: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    education: tuple[int, ...] = ()
    training: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    pay_above: float | None = None
    pay_below: float | None = None
    growth_above: float | None = None
    growth_below: float | None = None
    people_above: float | None = None
    people_below: float | None = None
    openings_above: float | None = None
    openings_below: float | None = None
    area_code: str = NATION
    technology: str | None = None
    in_demand: bool = False
    skill: str | None = None
    little_skill: bool = False
    skills: tuple[tuple[str, bool], ...] = ()
    related_to: str | None = None
    interest: str | None = None
    codes: tuple[str, ...] = ()
    rests: bool = False


@dataclass(frozen=True)
class OccupationMatch:
    """An occupation that matches, with what is shown of it; None where it is not published."""

    code: str
    plural: str
    median: float | None
    hourly: float | None  # where pay is published by the hour alone; the median is then that of a full year
    employment: int | None
    growth: float | None
    added: int | None  # people more in 2034 than in 2024
    openings: int | None
    self_employed: float | None  # per cent
    education: str | None
    training: str | None
    experience: str | None
    skill: float | None  # importance of the skill that is asked for, 1 to 5
    counted_as: str | None  # the code under which its pay and its people are published
    counted_with: tuple[str, ...] = ()  # others that match and share its figures, for which it stands


@cached_query
def search_occupations(
    connection: Connection, *, query: OccupationQuery, limit: int, offset: int = 0
) -> tuple[list[OccupationMatch], int]:
    """Return a page of the occupations that match, in order, and how many match in all."""
    called = technologies_called(connection, name=query.technology) if query.technology else ()
    statement = _statement(query, called)
    total = int(connection.execute(select(func.count()).select_from(statement.subquery())).scalar() or 0)
    measure = _MEASURES[query.measure]
    order = measure.asc() if query.lowest else measure.desc()
    ties = [wage.c.employment.desc()] if query.measure in _SHARED else []
    ordered = statement.order_by(order, *ties, onet_occupation.c.code)
    if _may_share_figures(query) and query.measure in _OF_COUNTED:
        every = [OccupationMatch(**row._mapping) for row in connection.execute(ordered)]
        alone = _each_counted_once(every)
        return alone[offset : offset + limit], len(alone)
    rows = connection.execute(ordered.limit(limit).offset(offset))
    return [OccupationMatch(**row._mapping) for row in rows], total


def _may_share_figures(query: OccupationQuery) -> bool:
    """Return whether a query is over all that O*NET tells apart, of which BLS counts some together."""
    return bool(query.technology or query.related_to or query.interest)


def _each_counted_once(ordered: Sequence[OccupationMatch]) -> list[OccupationMatch]:
    """Return one occupation for each that BLS counts, best the one of its name, with the others beside it."""
    groups: dict[str, list[OccupationMatch]] = {}
    for one in ordered:
        groups.setdefault(one.counted_as or one.code, []).append(one)
    found = []
    for code, members in groups.items():
        first = next((one for one in members if one.code == f"{code}.00"), members[0])
        others = tuple(dict.fromkeys(one.plural for one in members if one.plural != first.plural))
        found.append(replace(first, counted_with=others))
    return found


@dataclass(frozen=True)
class Names:
    """What those who work in an occupation are called, the same and its title together, and what they do."""

    plural: str
    called: str
    does: str

    @cached_property
    def words_of_title(self) -> frozenset[str]:
        """The content words of what it is called."""
        return content_words(self.called)

    @cached_property
    def words_of_work(self) -> frozenset[str]:
        """The content words of what is done."""
        return content_words(self.does)


@cached_query
def names_by_code(connection: Connection) -> dict[str, Names]:
    """Return the names of each occupation, in small letters, by its code."""
    found = onet_occupation.c
    rows = connection.execute(select(found.code, found.plural, found.title, found.description))
    return {
        code: Names(plural.lower(), f"{plural} {title}".lower(), (does or "").lower())
        for code, plural, title, does in rows
    }


def _statement(query: OccupationQuery, technologies: tuple[str, ...]) -> Select:
    source = onet_occupation.join(
        projection, onet_occupation.c.projection_code == projection.c.code, isouter=True
    ).join(
        wage,
        and_(
            wage.c.code == onet_occupation.c.wage_code,
            wage.c.area_code == query.area_code,
            wage.c.industry_code == ALL_INDUSTRIES,
        ),
        isouter=True,
    )
    if query.skill:
        source = source.join(
            onet_rating,
            and_(
                onet_rating.c.occupation_code == onet_occupation.c.code,
                onet_rating.c.scale == "skill",
                onet_rating.c.element == query.skill,
                of_dataset(onet_rating, ONET),
            ),
        )
    if query.related_to:
        source = source.join(
            onet_related,
            and_(
                onet_related.c.related_code == onet_occupation.c.code,
                onet_related.c.occupation_code == query.related_to,
            ),
        )
    return (
        select(
            onet_occupation.c.code,
            case((_IS_GROUP, func.lower(onet_occupation.c.wage_title)), else_=onet_occupation.c.plural).label(
                "plural"
            ),
            MEDIAN.label("median"),
            case((and_(wage.c.annual_p50.is_(None), _IS_NOT_TOP_CODED), wage.c.hourly_p50)).label("hourly"),
            wage.c.employment,
            projection.c.change_percent.label("growth"),
            _MEASURES["added"].label("added"),
            projection.c.openings_a_year.label("openings"),
            projection.c.self_employed_percent.label("self_employed"),
            projection.c.education,
            projection.c.training,
            projection.c.experience,
            (onet_rating.c.value if query.skill else null()).label("skill"),
            onet_occupation.c.wage_code.label("counted_as"),
        )
        .select_from(source)
        .where(*_conditions(query, technologies))
    )


def _conditions(query: OccupationQuery, technologies: tuple[str, ...]) -> list[Any]:
    found: list[Any] = [_MEASURES[query.measure].isnot(None)]
    if not _may_share_figures(query):
        # One line for each code that BLS publishes, and none for what is left over in a group.
        found.append(or_(onet_occupation.c.code == onet_occupation.c.wage_code + ".00", _IS_FIRST_OF_GROUP))
        rest = onet_occupation.c.title.like("%All Other")
        found.append(rest if query.rests else not_(rest))
    if query.groups:
        found.append(or_(*(onet_occupation.c.code.startswith(group) for group in query.groups)))
    found += [onet_occupation.c.code.notlike(f"{group}%") for group in query.left_out]
    if query.education:
        found.append(projection.c.education.in_([EDUCATION[place] for place in query.education]))
    if query.training:
        found.append(projection.c.training.in_(query.training))
    if query.experience:
        found.append(projection.c.experience.in_(query.experience))
    if query.codes:
        found.append(onet_occupation.c.code.in_(query.codes))
    found += _bounds(query)
    if query.technology:
        found.append(
            onet_occupation.c.code.in_(
                select(onet_technology.c.occupation_code).where(
                    onet_technology.c.normalised.in_(technologies),
                    of_dataset(onet_technology, ONET),
                    *([onet_technology.c.in_demand] if query.in_demand else []),
                )
            )
        )
    if query.skill and query.measure != "skill":
        rating = onet_rating.c.value
        found.append(rating <= LITTLE_SKILL if query.little_skill else rating >= MUCH_SKILL)
    found += [_rated(element, little=little) for element, little in query.skills]
    if query.interest:
        found.append(
            onet_occupation.c.code.in_(
                select(onet_rating.c.occupation_code).where(
                    onet_rating.c.scale == "interest",
                    onet_rating.c.rank == 1,
                    onet_rating.c.element == query.interest,
                    of_dataset(onet_rating, ONET),
                )
            )
        )
    return found


def _rated(element: str, *, little: bool) -> ColumnElement:
    """Return whether an occupation needs little of a skill, or much."""
    rated = onet_rating.alias()
    held = rated.c.value <= LITTLE_SKILL if little else rated.c.value >= MUCH_SKILL
    return onet_occupation.c.code.in_(
        select(rated.c.occupation_code).where(
            rated.c.scale == "skill", rated.c.element == element, of_dataset(rated, ONET), held
        )
    )


def _bounds(query: OccupationQuery) -> list[Any]:
    growth = projection.c.change_percent
    sides = (
        (query.pay_above, MEDIAN.__ge__),
        (query.pay_below, MEDIAN.__le__),
        (query.growth_above, growth.__ge__),
        (query.growth_below, growth.__le__),
        (query.people_above, wage.c.employment.__ge__),
        (query.people_below, wage.c.employment.__le__),
        (query.openings_above, projection.c.openings_a_year.__ge__),
        (query.openings_below, projection.c.openings_a_year.__le__),
    )
    return [compares(bound) for bound, compares in sides if bound is not None]
