"""What all rules share that fill from the conversation what a message leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases, without_names, words_of_question
from actions.questions.kinds import PLACES
from actions.questions.linking import link_values
from actions.questions.message import FALLBACK, NAMES
from actions.questions.question import Question, Slot
from actions.questions.topic_slots import DIMENSIONS
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


def names_a_value(question: Question) -> bool:
    """Return whether a message does no more than name a value of the last figures."""
    names_one = question.message.form == NAMES and question.topic is not None
    if not names_one or question.topic is None or question.topic.origin != "carried over":
        return False
    return bool(question.of(*DIMENSIONS.get(question.topic_key, ())))


def compares_places(question: Question) -> bool:
    """Return whether one occupation is compared in several places: "electricians in Texas vs Ohio"."""
    one = len({named.typed for named in question.of("occupation")}) < 2
    return question.topic_is("comparison") and one and len(question.of(*PLACES)) > 1


def words_beside(question: Question) -> str:
    """Return the words of the message in normal form without those that name an occupation."""
    return without_names(question.message.words, (one.typed for one in question.of("occupation")))
