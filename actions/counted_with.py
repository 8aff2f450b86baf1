"""What BLS has of the occupations among which it counts one that it has no figures of."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.datasets.places import place_of
from actions.formatting import joined
from actions.messages import message
from actions.offers import SHOWN, topic_button
from actions.questions.question import Question
from actions.sections import Finding
from knowledge.queries.occupations import get_occupation
from knowledge.queries.topics import get_topics
from knowledge.records import Occupation

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
    section = replace(first, blocks=(*first.blocks, text))
    return replace(finding, sections=(section, *rest), offers=(*offers, *finding.offers)[:SHOWN])
