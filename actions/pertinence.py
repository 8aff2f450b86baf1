"""Which statements of a topic bear on the very words of a question."""

from __future__ import annotations

from collections.abc import Sequence

from actions.cues import is_yes_no
from actions.request import Ask
from knowledge.passages import without_occupation
from knowledge.queries.search import search_statements, text_similarity
from knowledge.queries.topics import get_topics
from knowledge.records import Statement

SHOWN = 2
# Similarity is explained in knowledge/queries/search.py. Chosen on one half of the questions in
# tests/actions/retrieval_questions.yml.
NEAR = 0.4
LEAD = 0.2  # over the topic's statements on average: a question for the whole topic is near to all of them
WHOLE = 0.8  # cosine to the topic's own question from which on a question asks for the whole topic
OWN = 0.6  # … unless a statement is as near as this …
SAME = 0.9  # … and the question is not quite the topic's own
BEARS = 0.3  # below it a statement has nothing to do with a question
CLOSE = 0.12  # a second statement is shown if it is hardly less like the question than the first


def bearing(ask: Ask) -> list[tuple[Statement, float]]:
    """Return the topic's statements with their similarity to the question, the most similar first."""
    if ask.says_nothing:
        return []
    return search_statements(
        ask.connection, occupation=ask.occupation.key, question=ask.text, topic=ask.topic
    )


def is_untold(ask: Ask, found: Sequence[tuple[Statement, float]]) -> bool:
    """Return whether a question asks if something is so of which no statement of the topic tells.

    "Do they need category theory?" is no question for the list of what they do need.
    """
    if not found or not is_yes_no(ask.text):
        return False
    return found[0][1] < BEARS and similarity_to_topic(ask) < OWN


def pertinent(ask: Ask, found: Sequence[tuple[Statement, float]]) -> list[Statement]:
    """Return up to :data:`SHOWN` of the statements found that stand out as what the question is after."""
    if not found:
        return []
    best = found[0][1]
    others = [similarity for _one, similarity in found[1:]]
    average = sum(others) / len(others) if others else 0.0
    if best < NEAR or best < average + LEAD or similarity_to_topic(ask) >= (WHOLE if best < OWN else SAME):
        return []
    return [one for one, similarity in found[:SHOWN] if similarity >= best - CLOSE]


def similarity_to_topic(ask: Ask) -> float:
    """Return how near a question is to the topic's own, whatever the occupation is called in it."""
    (topic,) = get_topics(ask.connection, keys=[ask.topic])
    names = (ask.occupation.name, ask.occupation.plural)
    own = topic.question.format(occupation=ask.occupation.name, occupations=ask.occupation.plural)
    return text_similarity(without_occupation(ask.text, names), without_occupation(own, names))
