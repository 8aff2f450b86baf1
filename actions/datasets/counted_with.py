"""What BLS has of the occupations among which it counts one that it has no figures of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, NoteBlock, TextBlock
from actions.composition.offers import SHOWN, topic_button
from actions.composition.sections import Finding
from actions.datasets.base import best_pay, in_place, percent
from actions.datasets.places import place_of
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.questions.question import Question
from knowledge.dataset_records import OnetOccupation, Projection
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.topics import get_topics
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation, Row

_PER_CENT = re.compile(r"\d ?(?:%|per ?cent)")
YEARS_PROJECTED = range(2024, 2035)
OF_BLS = frozenset({"salary", "outlook", "industries"})  # topics of which BLS has figures


def with_counted_with(
    connection: Connection, question: Question, occupation: Occupation, finding: Finding
) -> Finding:
    """Add to what is not held with which occupations BLS counts this one, and offer their figures there."""
    if question.topic_key not in OF_BLS:
        return finding
    grows = question.asks_for("growth") or len(_PER_CENT.findall(question.text)) > 1  # "22% and also 20%"
    if finding.outcome == "answered" and question.topic_is("outlook") and grows:
        return _with_newer(connection, occupation, finding)
    if finding.outcome != "unknown":
        return finding
    others = counted_occupations(connection, occupation)
    if not others:
        return finding
    text = TextBlock(counted_sentence(connection, occupation))
    first, *rest = finding.sections
    (asked,) = get_topics(connection, keys=[question.topic_key])
    place = place_of(connection, question)
    there = {place.named.kind: place.named.value} if place and place.area else {}
    offers = tuple(topic_button(asked, one, **there) for one in others[: SHOWN - 1])
    lines, rows = counted_figures(
        connection, others, question.topic_key, place.area.code if place and place.area else ""
    )
    if rows and question.topic_is("outlook") and asks_within_projection(question):
        lead = TextBlock(message("newer.counted_with", occupations=occupation.plural))
        held = replace(first, blocks=(lead, ListBlock(tuple(lines))), rows=tuple(rows))
        return replace(
            finding, sections=(held, *rest), offers=(*offers, *finding.offers)[:SHOWN], outcome="answered"
        )
    told = (ListBlock(tuple(lines)),) if lines else ()
    section = replace(first, blocks=(*first.blocks, text, *told), rows=(*first.rows, *rows))
    return replace(finding, sections=(section, *rest), offers=(*offers, *finding.offers)[:SHOWN])


def _with_newer(connection: Connection, occupation: Occupation, finding: Finding) -> Finding:
    """Return the growth that the articles tell with what BLS projects of those with whom it counts it."""
    others = counted_occupations(connection, occupation)
    lines, rows = counted_figures(connection, others, "outlook", "")
    if not lines:
        return finding
    first, *rest = finding.sections
    newer = ListBlock(tuple(lines), message("sources.newer", occupations=occupation.plural))
    held = replace(first, blocks=(*first.blocks, newer), rows=(*first.rows, *rows))
    return replace(finding, sections=(held, *rest))


def asks_within_projection(question: Question) -> bool:
    """Return whether all years that a question names lie within the ten of the projections."""
    years = [one.typed for one in question.of("year")]
    return bool(years) and all(one.isdigit() and int(one) in YEARS_PROJECTED for one in years)


def counted_occupations(connection: Connection, occupation: Occupation) -> list[Occupation]:
    """Return the occupations among which BLS counts this one."""
    found = (get_occupation(connection, key=code) for code in occupation.counted_with)
    return [one for one in found if one]


def counted_sentence(connection: Connection, occupation: Occupation) -> str:
    """Return that BLS has no figures of an occupation alone, and whom it counts it among; "" if it has."""
    names = joined([one.plural for one in counted_occupations(connection, occupation)])
    return message("data.counted_with", occupations=occupation.plural, others=names) if names else ""


def counted_notes(connection: Connection, occupations: Iterable[Occupation]) -> list[NoteBlock]:
    """Return a note on each of some occupations that BLS has no figures of: whom it is counted among."""
    texts = (counted_sentence(connection, one) for one in occupations if not one.code)
    return [NoteBlock(text) for text in texts if text]


def counted_growth(connection: Connection, occupation: Occupation) -> list[Projection]:
    """Return the projections of the occupations among which BLS counts this one."""
    codes = (
        onet_occupation_by_code(connection, code=one.code or "")
        for one in counted_occupations(connection, occupation)
    )
    found = (projection_of(connection, code=onet.projection_code) for onet in codes if onet)
    return [row for row in found if row]


def counted_figures(
    connection: Connection, others: Sequence[Occupation], topic: str, area: str
) -> tuple[list[str], list[Row]]:
    """Return what BLS has under a topic of occupations, a line each, and the rows; none where it has nothing.

    ``area``: the code of the area of which pay is told; the projections are of the nation alone.
    """
    lines, rows = list[str](), list[Row]()
    for one in others:
        onet = onet_occupation_by_code(connection, code=one.code or "")
        if onet is None:
            continue
        wage = (
            wage_in(connection, code=onet.wage_code, area_code=area) if topic == "salary" and area else None
        )
        row = projection_of(connection, code=onet.projection_code) if topic == "outlook" else None
        if wage and best_pay(wage) is not None:
            rows.append(wage)
            lines.append(
                message(
                    "data.counted_pay",
                    occupations=counted_as(one, onet, alone=onet.has_own_wages),
                    value=best_pay(wage),
                    place=in_place(wage.area),
                    release=release(connection),
                )
            )
        elif row:
            rows.append(row)
            lines.append(
                message(
                    "data.counted_growth",
                    occupations=counted_as(one, onet, alone=onet.has_own_projection),
                    value=percent(row.change_percent),
                )
            )
    return lines, rows


def counted_as(occupation: Occupation, onet: OnetOccupation, *, alone: bool) -> str:
    """Return whom a figure of BLS is of: the occupation, or the group with which it is counted."""
    if alone or not onet.wage_title:
        return capitalised(occupation.plural)
    return message("data.counted_in", occupations=capitalised(occupation.plural), group=onet.wage_title)
