"""The places that a message means which names none: "both cities, hourly", behind Seattle and Portland."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.datasets.part_of_pay import COLUMNS
from actions.questions.cues import contains, phrases, ranks, words_of_question
from actions.questions.kinds import CUES, PLACES
from actions.questions.members.meant import asks_which
from actions.questions.message import ParsedEntity, UserMessage
from actions.state import ConversationState
from knowledge.queries.occupations import get_occupation

FEWEST = 2
MOST_WORDS = 8
SALARY = "salary"
# What is held of each place: the hourly pay and the parts of pay.
_OF_PLACES = ("asks_by_the_hour", *(f"asks_for_{part}" for part in COLUMNS))


def with_places_meant(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that asks for another figure of the places compared last with these places."""
    places = [(kind, value) for kind, value in state.mentions if kind in PLACES]
    compares = any(kind == "occupation" for kind, _value in state.mentions)
    if message.is_payload or state.topic != SALARY or compares or len(places) < FEWEST:
        return message
    last = get_occupation(connection, key=state.last_occupation)
    if last is None or not last.code or {one.kind for one in message.entities} - CUES:
        return message
    if not _asks_of_all(message.words) or contains("the_whole_country", message.words):
        return message
    named = (
        ParsedEntity("occupation", last.key, last.plural),
        *(ParsedEntity(*one, one[1]) for one in places),
    )
    entities = (*(one for one in message.entities if one.kind in CUES), *named)
    return replace(message, intent=SALARY, confidence=1.0, entities=entities, parts=(), unclear=())


def _asks_of_all(words: str) -> bool:
    """Return whether a few words ask for what is held of each place, or in which of them more is paid."""
    said = words_of_question(words)
    if len(said) > MOST_WORDS:
        return False
    if set(said) & (phrases("says_of_a_pair") | phrases("says_of_each")):
        return True
    more = contains("search_more", words) or ranks(words)
    names_pay = contains("search_by_pay", words) or contains("says_pay", words)
    return (asks_which(words) and more and names_pay) or any(contains(cue, words) for cue in _OF_PLACES)
