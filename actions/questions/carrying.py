"""What all rules share that fill from the conversation what a message leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases, without_names, words_of_question
from actions.questions.linking import link_values
from actions.questions.message import FALLBACK
from actions.questions.question import Question, Slot
from knowledge.terms import normalise

LEANING = frozenset(
    {FALLBACK, "pick", "what_about", "more"}
)  # intents that say nothing of a topic themselves


def carried(
    connection: Connection, question: Question, taken: Iterable[tuple[str, str]], topic: str | None = None
) -> Question:
    """Return the question with entities carried over, and about a topic carried over where one is given."""
    said = {entity.value for entity in question.entities}
    entities = [one for one in link_values(connection, taken) if one.value not in said]
    filled = replace(question, entities=(*question.entities, *entities))
    if topic is None:
        return filled
    return replace(filled, topic=Slot(topic, "carried over"), keeps_items=True)


def names(question: Question) -> set[str]:
    """Return the kinds of what the message names, beside an occupation."""
    return question.message.named_kinds()


def says(question: Question, cue: str) -> bool:
    """Return whether the message holds one of the words of a list of ``cues.yml``."""
    return bool(phrases(cue) & set(normalise(question.message.text).split()))


def says_only(question: Question, cue: str) -> bool:
    """Return whether the message says nothing but one of the phrases of a list of ``cues.yml``."""
    return " ".join(words_of_question(question.message.words)) in phrases(cue)


def words_beside(question: Question) -> str:
    """Return the words of the message in normal form without those that name an occupation."""
    return without_names(question.message.words, (one.typed for one in question.of("occupation")))
