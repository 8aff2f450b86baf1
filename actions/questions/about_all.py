"""Messages about all occupations together, of which BLS publishes a total: "the average worker's pay"."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import contains, phrases, ranks
from actions.questions.message import UserMessage
from knowledge.terms import normalise


def read_about_all(message: UserMessage) -> UserMessage:
    """Return a message about all workers without "worker", which names none of the occupations."""
    if message.is_payload or not asks_of_all(message.words):
        return message
    kept = tuple(
        one
        for one in message.entities
        if one.kind != "occupation" or normalise(one.typed) not in phrases("any_worker")
    )
    return replace(message, entities=kept, parts=())


def asks_of_all(words: str) -> bool:
    """Return whether words ask about all occupations together, and not for the first of them."""
    return contains("asks_of_all_occupations", words) and not ranks(words)
