"""What BLS has of the occupations among which it counts one that it has no figures of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.datasets.base import Subject, median_sentence
from actions.datasets.places import place_of
from actions.formatting import joined
from actions.messages import message
from actions.offers import SHOWN, topic_button
from actions.questions.question import Question
from actions.sections import Finding
from knowledge.dataset_records import Wage
from knowledge.models import NATION
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.topics import get_topics
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation

OF_BLS = frozenset({"salary", "outlook", "industries"})  # topics of which BLS has figures


def with_counted_with(
    connection: Connection, question: Question, occupation: Occupation, finding: Finding
) -> Finding:
    """Add to what is not held with which occupations BLS counts this one, and what those earn in a place.

    Their figures are named as what they are, and the answer stays a refusal.
    """
    found = (get_occupation(connection, key=code) for code in occupation.counted_with)
    others = [one for one in found if one]
    if finding.outcome != "unknown" or question.topic_key not in OF_BLS or not others:
        return finding
    names = joined([one.plural for one in others])
    text = TextBlock(message("data.counted_with", occupations=occupation.plural, others=names))
    first, *rest = finding.sections
    (asked,) = get_topics(connection, keys=[question.topic_key])
    offers = tuple(topic_button(asked, one) for one in others[: SHOWN - 1])
    told, rows = _pay_there(connection, question, others)
    listed = [ListBlock(tuple(told), message("data.counted_with_pay"))] if told else []
    section = replace(first, blocks=(*first.blocks, text, *listed), rows=(*first.rows, *rows))
    return replace(finding, sections=(section, *rest), offers=(*offers, *finding.offers)[:SHOWN])


def _pay_there(
    connection: Connection, question: Question, occupations: Sequence[Occupation]
) -> tuple[list[str], list[Wage]]:
    """Return what occupations earn in the place that is named; nothing where BLS knows none."""
    place = place_of(connection, question)
    if not question.topic_is("salary") or place is None or place.area is None or place.area.code == NATION:
        return [], []
    told: list[str] = []
    rows: list[Wage] = []
    for one in occupations:
        onet = onet_occupation_by_code(connection, code=one.code or "")
        row = wage_in(connection, code=onet.wage_code, area_code=place.area.code) if onet else None
        sentence = median_sentence(Subject(one, onet), row, release(connection)) if onet and row else None
        if row and sentence:
            told.append(sentence)
            rows.append(row)
    return told, rows
