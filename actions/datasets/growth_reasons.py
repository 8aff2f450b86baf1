"""Why BLS expects relatively more or fewer people of an occupation, and whether that is what is supposed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, NoteBlock, TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, found, not_held
from actions.datasets.outlook import growth_sentence, note_of_group
from actions.formatting import joined, lower_first
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.reasons import AI, AUTOMATION, OTHER, Supposed
from knowledge.dataset_records import GrowthFactor, Projection
from knowledge.queries.growth_factors import growth_factors_of
from knowledge.queries.lexical import content_words
from knowledge.queries.projections import projection_of
from knowledge.records import Occupation

MOST_FACTORS = 3
MOST_INDUSTRIES = 2  # named of those in which a factor holds
OTHER_NAMED = {
    AI: "data.reason.other_ai",
    AUTOMATION: "data.reason.other_automation",
    OTHER: "data.reason.other",
}
_CODES = re.compile(r" \([\d,]+\)")  # of industries that a title takes together
SHORTEST_STEM = 5  # letters that two words share which are one: "robot", "robotic"


def reasons_of_growth(connection: Connection, subject: Subject, supposed: Supposed) -> Finding:
    """Return what BLS names as the reason of the growth or decline that it projects.

    Args:
        connection: to the knowledge base.
        subject: the occupation.
        supposed: what the question takes for the reason, such as AI.
    """
    row = projection_of(connection, code=subject.onet.projection_code)
    if row is None:
        return not_held(message("data.outlook.none", occupations=subject.plural))
    factors = growth_factors_of(connection, code=subject.onet.projection_code)
    told = [one for one in factors if one.words]
    figure = TextBlock(growth_sentence(subject, row))
    notes: list[Block] = [] if subject.onet.has_own_projection else [note_of_group(subject, row)]
    if not told:
        name = supposed.kind if supposed.kind in (AI, AUTOMATION) else "why"
        text = message(f"data.reason.none_{name}", occupations=subject.plural)
        return not_held(text, figure, *notes, rows=(row,))
    bearing = [one for one in told if _bears(one, supposed)]
    first = next((one for one in bearing if _with_trend(one, row)), None) or next(iter(bearing), None)
    chosen = _in_order(told, row, first)
    lead = _verdict(subject, row, supposed, chosen[0], first, told)
    more = [TextBlock(message("data.reason.told", text=_clause(subject, one))) for one in chosen[1:]]
    if not any(one.everywhere for one in chosen):
        notes.append(NoteBlock(message("data.reason.in_some", occupations=subject.plural)))
    return found(lead, *more, figure, *notes, rows=(*chosen, row))


def among_others(occupation: Occupation, told: Sequence[tuple[Occupation, Finding]]) -> Finding:
    """Return that nothing is held of an occupation, and what is said of those with whom BLS counts it."""
    firsts = [(finding.sections[0].blocks[0], finding.sections[0].rows) for _one, finding in told]
    lines = tuple(block.text for block, _rows in firsts if isinstance(block, TextBlock))
    rows = [row for _block, held in firsts for row in held]
    lead = message("data.reason.none_alone", occupations=occupation.plural)
    return not_held(lead, ListBlock(lines), rows=rows)


def _in_order(
    told: Sequence[GrowthFactor], row: Projection, first: GrowthFactor | None
) -> list[GrowthFactor]:
    """Return the factors to tell: what is asked for, then those that agree with the trend."""
    ordered = sorted(told, key=lambda one: (one is not first, not one.everywhere, not _with_trend(one, row)))
    distinct = {(one.direction, one.words): one for one in reversed(ordered)}
    return [one for one in ordered if distinct[(one.direction, one.words)] is one][:MOST_FACTORS]


def _verdict(
    subject: Subject,
    row: Projection,
    supposed: Supposed,
    factor: GrowthFactor,
    bearing: GrowthFactor | None,
    told: Sequence[GrowthFactor],
) -> str:
    text = _clause(subject, factor)
    if not supposed.kind:
        agrees = any(_with_trend(one, row) for one in told)
        return message(f"data.reason.{'told' if agrees else 'against'}", text=text, trend=_trend(row))
    if bearing:
        name = "yes" if _with_trend(bearing, row) else "yes_against"
        return message(f"data.reason.{name}", text=text, what=supposed.shown, trend=_trend(row))
    down = factor.direction == "down"
    if supposed.kind == AI and down and contains("names_automation", factor.words or ""):
        return message("data.reason.technology", text=text)
    return message(OTHER_NAMED[supposed.kind], text=text)


def _with_trend(factor: GrowthFactor, row: Projection) -> bool:
    return (factor.direction == "up") == (row.change_percent >= 0)


def _trend(row: Projection) -> str:
    return message("data.reason.growth" if row.change_percent >= 0 else "data.reason.decline")


def _bears(factor: GrowthFactor, supposed: Supposed) -> bool:
    """Return whether a factor names what the question takes for the reason."""
    words = factor.words or ""
    if supposed.kind == AI:
        return factor.names_ai
    if supposed.kind == AUTOMATION:
        return factor.names_ai or contains("names_automation", words)
    asked = content_words(supposed.text)
    return any(_alike(one, other) for one in asked for other in content_words(words))


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) >= SHORTEST_STEM and longer.startswith(shorter))


def _clause(subject: Subject, factor: GrowthFactor) -> str:
    """Return a factor behind "BLS expects": how many are needed, where, and why."""
    name = "more" if factor.direction == "up" else "fewer"
    text = message(f"data.reason.{name}", occupations=subject.plural, words=factor.words)
    if factor.everywhere:
        return text
    named = [lower_first(_CODES.sub("", one)) for one in factor.industries[:MOST_INDUSTRIES]]
    left = len(factor.industries) - len(named)
    if left:
        named.append(message("data.reason.further", count=left))
    return message("data.reason.in_industries", text=text, industries=joined(named))
