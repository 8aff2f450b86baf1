"""The tables of a comparison: what is published of each occupation, and what the content says of two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy.engine import Connection

from bot.web.occupations.addresses import page_path
from bot.web.occupations.blocks import Cell, Cited, Note, Section, Table
from bot.web.occupations.sections.abilities import OF_A_CODE, holland_code, rating_release
from bot.web.occupations.sections.articles import shown_title
from bot.web.occupations.sections.subject import Subject, cited, cited_onet, subject_of
from bot.web.occupations.texts import (
    PERIODS,
    best_pay,
    capitalised,
    change,
    dollars,
    joined,
    published,
    say,
    span,
)
from knowledge.dataset_records import Projection, Wage
from knowledge.queries.comparisons import comparisons
from knowledge.queries.onet import ratings, technologies
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation

SKILLS = 5
TECHNOLOGIES = 5


@dataclass(frozen=True)
class Side:
    """One of the occupations and what is published of it."""

    occupation: Occupation
    subject: Subject | None
    wage: Wage | None
    projection: Projection | None


def compared(connection: Connection, chosen: Sequence[Occupation]) -> tuple[Section, ...]:
    """Return occupations side by side, then what the content says of each two of them."""
    sides = [_side(connection, one) for one in chosen]
    told = (_told(connection, one, other) for one, other in combinations(chosen, 2))
    return (_figures(connection, sides), *(section for section in told if section))


def _side(connection: Connection, occupation: Occupation) -> Side:
    subject = subject_of(connection, occupation)
    if subject is None:
        return Side(occupation, None, None, None)
    wage = wage_in(connection, code=subject.onet.wage_code)
    return Side(occupation, subject, wage, projection_of(connection, code=subject.onet.projection_code))


def _figures(connection: Connection, sides: Sequence[Side]) -> Section:
    at = release(connection)
    wages = [side.wage for side in sides if side.wage]
    projections = [side.projection for side in sides if side.projection]
    onet = [side.subject.onet for side in sides if side.subject]
    years = span(projections[0].as_of) if projections else ""
    lines = {name: [_of_wage(side, told) for side in sides] for name, told in OF_WAGES.items()}
    lines |= {name: [_of_projection(side, told) for side in sides] for name, told in OF_PROJECTIONS.items()}
    lines |= {
        name: [(told(connection, side.subject) if side.subject else None) or _without(side) for side in sides]
        for name, told in OF_ONET.items()
    }
    columns = (
        Cell(say("comparison.aspect")),
        *(Cell(capitalised(one.occupation.name), link=page_path(one.occupation)) for one in sides),
    )
    rows = tuple(
        (Cell(say(f"comparison.row.{name}", release=at, years=years)), *cells)
        for name, cells in lines.items()
    )
    place = next((row.place for row in (*wages, *projections) if row.place), say("sources.onet_place"))
    table = Table(say("comparison.caption", place=place), columns, rows)
    sources: list[Cited] = [cited(one.source, one.place or "", at) for one in wages[:1]]
    sources += [cited(one.source, one.place or "", years) for one in projections[:1]]
    sources += [cited_onet(one.source) for one in onet[:1]]
    return Section("figures", say("comparison.figures"), (table,), tuple(sources))


def _of_wage(side: Side, told: Callable[[Wage], str | None]) -> Cell:
    if not (side.subject and side.wage):
        return _without(side)
    return _cell(told(side.wage), side.subject.wage_group) or _without(side)


def _of_projection(side: Side, told: Callable[[Projection], str | None]) -> Cell:
    if not (side.subject and side.projection):
        return _without(side)
    group = side.subject.projection_group(side.projection)
    return _cell(told(side.projection), group) or _without(side)


def _told(connection: Connection, one: Occupation, other: Occupation) -> Section | None:
    """Return what the content says of two occupations; None where it does not compare them."""
    rows = comparisons(connection, occupation=one.key, other=other.key)
    if not rows:
        return None
    columns = (Cell(say("comparison.aspect")), *(Cell(capitalised(side.name)) for side in (one, other)))
    cells = tuple(
        (
            Cell(row.aspect),
            *map(
                Cell, (row.text, row.other_text) if row.occupation == one.key else (row.other_text, row.text)
            ),
        )
        for row in rows
    )
    heading = say("comparison.told", one=one.plural, other=other.plural)
    notes = tuple(Note(text) for text in dict.fromkeys(row.note for row in rows if row.note))
    found = {row.source.key: row.source for row in rows}
    sources = tuple(Cited(key, shown_title(source), published(source)) for key, source in found.items())
    return Section(
        f"told-{one.key}-{other.key}",
        heading,
        (Table(say("comparison.by_aspect"), columns, cells), *notes),
        sources,
    )


def _cell(value: str | None, group: str | None) -> Cell | None:
    return Cell(value, note=say("group.of", group=group) if group else "") if value else None


def _without(side: Side) -> Cell:
    """Return the cell of what is not published, or not of the occupation alone."""
    return Cell(say("comparison.no_value" if side.subject else "comparison.not_counted"))


def _middle_half(row: Wage) -> str | None:
    for period in PERIODS:
        low, high = (row.values.get(f"{period}_{name}") for name in ("p25", "p75"))
        if low is not None and high is not None:
            ends = {"low": dollars(low, period), "high": dollars(high, period)}
            return say(f"comparison.between_{period}", **ends)
    return None


def _people(count: int | None) -> str | None:
    return None if count is None else f"{count:,}"


def _zone(_connection: Connection, subject: Subject) -> Cell | None:
    zone = subject.onet.job_zone
    return Cell(say("education.zone_value", zone=zone)) if zone else None


def _skills(connection: Connection, subject: Subject) -> Cell | None:
    rated = ratings(connection, code=subject.onet.key, scale="skill")[:SKILLS]
    names = capitalised(joined([one.element.lower() for one in rated]))
    return Cell(names, note=rating_release(rated) or "") if rated else None


def _interests(connection: Connection, subject: Subject) -> Cell | None:
    rated = ratings(connection, code=subject.onet.key, scale="interest")
    names = joined([one.element for one in rated[:OF_A_CODE]])
    return Cell(say("interests.short", code=holland_code(rated), names=names)) if rated else None


def _technologies(connection: Connection, subject: Subject) -> Cell | None:
    used = technologies(connection, code=subject.onet.key)[:TECHNOLOGIES]
    return Cell(joined([one.name for one in used])) if used else None


OF_WAGES: Mapping[str, Callable[[Wage], str | None]] = {
    "median": best_pay,
    "middle": _middle_half,
    "employment": lambda row: _people(row.employment),
}
OF_PROJECTIONS: Mapping[str, Callable[[Projection], str | None]] = {
    "growth": lambda row: change(row.change_percent),
    "openings": lambda row: _people(row.openings_a_year),
    "education": lambda row: row.education,
    "experience": lambda row: row.experience,
    "training": lambda row: row.training,
}
OF_ONET: Mapping[str, Callable[[Connection, Subject], Cell | None]] = {
    "zone": _zone,
    "skills": _skills,
    "interests": _interests,
    "technologies": _technologies,
}
