"""One of the occupations talked about, pointed at by a word of its name: "the wind one", "pay for speech"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases
from actions.questions.message import ParsedEntity, UserMessage
from actions.state import ConversationState
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation
from knowledge.terms import normalise

MOST = 3  # occupations, the last ones, of which one is pointed at
_POINTING = re.compile(
    r"\b(?:the|that) ((?:\w+ )?\w+) (?:one|ones|job|side|path|route|guy|guys|person|people)\b"
    r"|\b(?:for|in|as|about) (?:the )?(\w+(?: \w+)??)(?: ones?)?$"
)


def with_one_pointed_at(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a message with the occupation of which it says but a word that no other one bears."""
    if message.is_payload or message.values("occupation") or state.topic is None:
        return message
    listed = [one.key for one in state.items]
    if any(one.kind != "occupation" for one in state.items):
        return message
    keys = listed or state.occupations_so_far()[-MOST:]
    found = [one for key in keys if (one := get_occupation(connection, key=key))]
    if len(found) < 2:
        return message
    for match in _POINTING.finditer(normalise(message.words)):
        word = match[1] or match[2]
        named = {normalise(one.typed) for one in message.entities}
        plain = match[0].endswith(word) and contains("words_of_topics", word)  # "best pay for training"
        if word in named or plain or word in phrases("one_of_them"):
            continue
        if listed and not match[1]:
            continue  # "in law" narrows the list
        if pointed := _only_one(word, found) or (_shortest(word, found) if listed else None):
            return replace(
                message, entities=(*message.entities, ParsedEntity("occupation", pointed.key, word))
            )
    return message


def _shortest(words: str, occupations: Sequence[Occupation]) -> Occupation | None:
    """Return which of a list bears some words and the fewest others: "the environmental one"."""
    said = content_words(words)
    fits = [one for one in occupations if said and said <= content_words(one.name)]
    return min(fits, key=lambda one: len(content_words(one.name)), default=None)


def _only_one(words: str, occupations: Sequence[Occupation]) -> Occupation | None:
    """Return the occupation whose name holds the content of some words; None unless it is the only one."""
    said = content_words(words)
    fits = [one for one in occupations if said and said <= content_words(one.name)]
    return fits[0] if len(fits) == 1 else None
