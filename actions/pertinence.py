"""Which statements of a topic bear on the very words of a question."""

from __future__ import annotations

from collections.abc import Sequence

from actions.request import Ask
from actions.words import is_yes_no
from knowledge.passages import without_role
from knowledge.queries.search import search_statements, text_likeness
from knowledge.queries.topics import get_topics
from knowledge.records import Statement

SHOWN = 2
# Likeness is explained in knowledge/queries/search.py. Chosen on one half of the questions in
# tests/actions/retrieval_questions.yml.
NEAR = 0.4
LEAD = 0.2  # over the topic's statements on average: a question for the whole topic is near to all of them
WHOLE = 0.8  # cosine to the topic's own question from which on a question asks for the whole topic
OWN = 0.6  # … unless a statement is as near as this …
SAME = 0.9  # … and the question is not quite the topic's own
BEARS = 0.3  # below it a statement has nothing to do with a question
CLOSE = 0.12  # a second statement is shown if it is hardly less like the question than the first


def bearing(ask: Ask) -> list[tuple[Statement, float]]:
    """Return the topic's statements with their likeness to the question, the likest first."""
    if ask.says_nothing:
        return []
    return search_statements(ask.connection, role=ask.role.key, question=ask.text, topic=ask.topic)


def is_untold(ask: Ask, found: Sequence[tuple[Statement, float]]) -> bool:
    """Tell whether a question asks if something is so of which no statement of the topic tells.

    "Do they need category theory?" is no question for the list of what they do need.
    """
    if not found or not is_yes_no(ask.text):
        return False
    return found[0][1] < BEARS and likeness_to_topic(ask) < OWN


def pertinent(ask: Ask, found: Sequence[tuple[Statement, float]]) -> list[Statement]:
    """Return up to :data:`SHOWN` of the statements found that stand out as what the question is after."""
    if not found:
        return []
    best = found[0][1]
    others = [likeness for _one, likeness in found[1:]]
    average = sum(others) / len(others) if others else 0.0
    if best < NEAR or best < average + LEAD or likeness_to_topic(ask) >= (WHOLE if best < OWN else SAME):
        return []
    return [one for one, likeness in found[:SHOWN] if likeness >= best - CLOSE]


def likeness_to_topic(ask: Ask) -> float:
    """Return how near a question is to the topic's own, whatever the role is called in it."""
    (topic,) = get_topics(ask.connection, keys=[ask.topic])
    names = (ask.role.name, ask.role.plural)
    own = topic.question.format(role=ask.role.name, roles=ask.role.plural)
    return text_likeness(without_role(ask.text, names), without_role(own, names))
