"""A title of which a message says but the last word, beside an occupation: "and assistants?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases, words_of_question
from actions.questions.kinds import CUES
from actions.questions.message import FALLBACK, NAMES, ParsedEntity, UserMessage
from actions.questions.occupations import last_occupation
from actions.questions.search_intent import NAMED_ANEW
from actions.state import ConversationState
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.records import Occupation
from knowledge.terms import normalise, title_forms

MOST_WORDS = 6
OWN = ("everyday", "occupation")  # kinds of titles that stand by themselves: "and judges?"


def with_kin_title(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "and assistants?", after physical therapists, as the last question of their assistants."""
    last = last_occupation(connection, state)
    named = {one.kind for one in message.entities} - CUES
    if message.is_payload or state.topic is None or last is None or named - {"occupation"}:
        return message
    words = [one for one in words_of_question(message.text) if one not in phrases("beside_a_title")]
    few = len(message.text.split()) <= MOST_WORDS
    if last.code is None or len(words) != 1 or not few:
        return message
    for before in (last.name, " ".join(last.name.split()[:-1])):
        if before and _is_title_of_another(connection, f"{normalise(before)} {words[0]}", last, KINDS):
            return _named(message, f"{normalise(before)} {words[0]}", words[0])
    unclear = message.intent in (NAMED_ANEW, FALLBACK) and not named
    if unclear and (
        _is_title_of_another(connection, words[0], last, OWN) or _is_title_of_several(connection, words[0])
    ):
        return _named(message, words[0], words[0])
    return message


def _is_title_of_several(connection: Connection, word: str) -> bool:
    """Return whether a plural is the title of several occupations: "and cooks?"."""
    resolved = resolve_title(connection, title=word)
    return word.endswith("s") and not resolved.clear and any(one.kind in KINDS for one in resolved.matches)


def _is_title_of_another(
    connection: Connection, title: str, last: Occupation, kinds: tuple[str, ...]
) -> bool:
    resolved = resolve_title(connection, title=title)
    if not resolved.clear or resolved.matches[0].code == last.code:
        return False
    found = resolved.matches[0]
    return found.kind in kinds and normalise(found.title) in title_forms(title)


def _named(message: UserMessage, title: str, typed: str) -> UserMessage:
    entity = ParsedEntity("occupation", title, typed)
    return replace(message, intent=NAMED_ANEW, confidence=1.0, form=NAMES, entities=(entity,), parts=())
