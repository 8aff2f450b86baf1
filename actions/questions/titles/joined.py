"""Titles of one word that are written as two: "weather man", "lumber jack"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.terms import normalise

FEWEST_LETTERS = 3  # of the first of the two words: "so man" is none


def with_joined_title(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the occupation whose title it writes in two words, and NLU does not mark."""
    if message.is_payload or message.values("occupation"):
        return message
    words = normalise(message.text).split()
    for first, second in pairwise(words):
        if second not in phrases("ends_a_joined_title") or len(first) < FEWEST_LETTERS:
            continue
        resolved = resolve_title(connection, title=f"{first}{second}", listed=True)
        if resolved.matches and resolved.matches[0].kind in KINDS:
            typed = f"{first} {second}"
            beside = tuple(one for one in message.entities if normalise(one.typed) not in (first, second))
            named = ParsedEntity("occupation", f"{first}{second}", typed)
            return replace(message, entities=(*beside, named))
    return message
