"""A state that stands anywhere in a question about an occupation: "how many nurses does Ohio have"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.queries.wages import state_names
from knowledge.terms import normalise

LONGEST = 3  # words of a state's name
SHORTEST = 4  # letters: a shorter name is a code, and often a word


def with_state_in_words(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message about an occupation with the state that it names in full and NLU does not mark."""
    marked = message.is_payload or any(one.kind in PLACES for one in message.entities)
    if marked or not message.values("occupation"):
        return message
    states = state_names(connection)
    taken = {word for one in message.entities for word in normalise(one.typed).split()}
    words = [word if word not in taken else "" for word in normalise(message.text).split()]
    for length in range(LONGEST, 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            name = " ".join(run)
            if all(run) and len(name) >= SHORTEST and name in states:
                return replace(message, entities=(*message.entities, ParsedEntity("place", name, name)))
    return message
