"""A place in the few words of a follow-up that NLU does not mark: "california, both", "florida pay?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.places.place_at_end import NATION_KIND
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import ADVICE_TOPICS, INTEREST_FINDER, SCALES
from actions.state import ConversationState
from knowledge.queries.occupations import get_occupation
from knowledge.queries.wages import find_areas
from knowledge.terms import normalise

MOST_WORDS = 7
LONGEST = 4  # words of a place's name
SHORTEST = 3  # letters: a shorter name is the code of a state, and often a word


def with_place_in_few_words(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a follow-up about an occupation of the datasets with the place that it names.

    One that is unclear and holds little else asks the last question of that place.
    """
    words = normalise(message.text).split()
    marked = message.is_payload or any(one.kind in PLACES for one in message.entities)
    if marked or not 1 < len(words) <= MOST_WORDS or contains("first_person", message.words):
        return message
    if state.topic in (None, INTEREST_FINDER, *ADVICE_TOPICS, *SCALES):
        return message
    last = get_occupation(connection, key=state.last_occupation)
    if last is None or last.code is None:
        return message
    taken = {word for one in message.entities for word in normalise(one.typed).split()}
    span = _span_of_place(connection, [word if word not in taken else "" for word in words])
    if span is None:
        return message
    name = " ".join(words[span[0] : span[1]])
    named = replace(message, entities=(*message.entities, ParsedEntity("place", name, name)))
    beside = {*words[: span[0]], *words[span[1] :]} - taken
    leans = message.intent == FALLBACK and beside <= phrases("beside_a_place_alone") | phrases("leans_on_pay")
    return replace(named, intent=NAMED_ANEW, confidence=1.0, parts=()) if leans else named


def _span_of_place(connection: Connection, words: Sequence[str]) -> tuple[int, int] | None:
    """Return where the longest name of a place stands; None without one."""
    no_places = phrases("codes_that_are_words") | phrases("words_that_are_places")
    for length in range(min(LONGEST, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            name = " ".join(run)
            if not all(run) or len(name) < SHORTEST or name in no_places:
                continue
            if any(one.kind != NATION_KIND for one in find_areas(connection, name=name)):
                return first, first + length
    return None
