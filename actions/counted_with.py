"""What BLS has of the occupations among which it counts one that it has no figures of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.datasets.base import best_pay, in_place, percent
from actions.datasets.places import place_of
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.offers import SHOWN, topic_button
from actions.questions.question import Question
from actions.sections import Finding
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.topics import get_topics
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation, Row

OF_BLS = frozenset({"salary", "outlook", "industries"})  # topics of which BLS has figures


def with_counted_with(
    connection: Connection, question: Question, occupation: Occupation, finding: Finding
) -> Finding:
    """Add to what is not held with which occupations BLS counts this one, and offer their figures there."""
    if finding.outcome != "unknown" or question.topic_key not in OF_BLS:
        return finding
    found = (get_occupation(connection, key=code) for code in occupation.counted_with)
    others = [one for one in found if one]
    if not others:
        return finding
    names = joined([one.plural for one in others])
    text = TextBlock(message("data.counted_with", occupations=occupation.plural, others=names))
    first, *rest = finding.sections
    (asked,) = get_topics(connection, keys=[question.topic_key])
    place = place_of(connection, question)
    there = {place.named.kind: place.named.value} if place and place.area else {}
    offers = tuple(topic_button(asked, one, **there) for one in others[: SHOWN - 1])
    lines, rows = counted_figures(
        connection, others, question.topic_key, place.area.code if place and place.area else ""
    )
    told = (ListBlock(tuple(lines)),) if lines else ()
    section = replace(first, blocks=(*first.blocks, text, *told), rows=(*first.rows, *rows))
    return replace(finding, sections=(section, *rest), offers=(*offers, *finding.offers)[:SHOWN])


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
                    occupations=capitalised(one.plural),
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
                    occupations=capitalised(one.plural),
                    value=percent(row.change_percent),
                )
            )
    return lines, rows
