"""A message that is no more than a place: "arizona", "vs Georgia", "NY", "in the same state"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases, words_of_question
from actions.questions.kinds import CUES, PLACES
from actions.questions.message import NAMES, ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import ADVICE_TOPICS, INTEREST_FINDER, OF_PLACES, SCALES
from actions.state import ConversationState
from knowledge.queries.wages import find_areas
from knowledge.terms import normalise

MOST_WORDS = 8
LONGEST_PLACE = 4  # words of a place's name
NATION = "united_states"  # the key of the country of which all figures are
CODE = 2  # letters of a state's postal code
_AS_WRITTEN = re.compile(r"\b[A-Z]{2}\b")


def read_place_alone(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that names but a place as one that asks the last question of it.

    Where the last answer was advice, a place tells of the person; regions on a scale have rules of their own.
    """
    if message.is_payload or state.topic in (None, INTEREST_FINDER, *ADVICE_TOPICS, *SCALES):
        return message
    named = {one.kind for one in message.entities} - CUES
    if not named <= PLACES or len(message.text.split()) > MOST_WORDS:
        return message
    place = _place_alone(connection, message, state)
    if place is None:
        return message
    return replace(message, intent=NAMED_ANEW, confidence=1.0, form=NAMES, entities=(place,), parts=())


def last_place(state: ConversationState) -> ParsedEntity | None:
    """Return the place that was named last in a conversation."""
    past = (state.mentions, *(one.mentions for one in reversed(state.earlier)))
    named = (one for mentions in past for one in reversed(mentions) if one[0] in PLACES)
    return next((ParsedEntity(kind, value, value) for kind, value in named), None)


def _place_alone(
    connection: Connection, message: UserMessage, state: ConversationState
) -> ParsedEntity | None:
    """Return the place that a message names beside words which ask nothing; None where it says more."""
    words = words_of_question(message.text)
    for first, last in _spans(len(words)):
        name, beside = " ".join(words[first:last]), {*words[:first], *words[last:]}
        if not beside <= phrases("beside_a_place_alone"):
            continue
        if name in phrases("the_same_place"):
            return last_place(state)
        if name in phrases("the_whole_country"):
            return ParsedEntity("country", NATION, name)
        known = any(one.kind in PLACES and normalise(one.typed) == name for one in message.entities)
        if (known or find_areas(connection, name=name)) and _is_place(name, beside, message, state):
            named = (one for one in message.entities if normalise(one.typed) == name)
            return next(named, ParsedEntity("place", name, name))
    return None


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that may be a name, the longest first."""
    for length in range(min(LONGEST_PLACE, count), 0, -1):
        yield from ((first, first + length) for first in range(count - length + 1))


def _is_place(name: str, beside: set[str], message: UserMessage, state: ConversationState) -> bool:
    """Return whether the name of a place means one, and not a word that is spelled alike."""
    placed = bool(beside & phrases("right_before_a_place"))
    if len(name) > CODE:
        return placed or name not in phrases("words_that_are_places")
    in_capitals = name.upper() in _AS_WRITTEN.findall(message.text)
    if name not in phrases("codes_that_are_words"):
        return in_capitals or state.topic in OF_PLACES
    alone = beside <= phrases("right_before_a_place")  # "is it OK?"
    asked_of_place = any(kind in PLACES for kind, _value in state.mentions)
    return in_capitals and alone and (placed or asked_of_place)
