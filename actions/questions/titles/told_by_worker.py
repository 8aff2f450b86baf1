"""Who tells of their own work, so that it is asked about: "the roofer said he needs no degree, true?"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.titles.kin_lookup import OWN, titled
from knowledge.terms import normalise

_TELLS = r"(?:told|tells?|said|says|claims?|claimed|thinks|reckons|swears|complains?|complained|mentioned)"
_TELLER = re.compile(
    r"\b(?:the|our|my|a|an|his|her) (?P<who>\w+(?: \w+){0,2}?) "
    rf"(?:(?:here|once|always|just|also) )?{_TELLS}\b"
)


def with_worker_who_tells(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the occupation of who is said to have told something.

    Who hires tells of other work than their own.
    """
    if message.is_payload or message.values("occupation") or contains("names_the_field", message.words):
        return message
    for found in _TELLER.finditer(normalise(message.words)):
        words = found["who"].split()
        for first in range(len(words)):  # "my uncle the roofer"
            title = " ".join(words[first:])
            if title in phrases("tells_of_others") or not titled(connection, title, OWN):
                continue
            kept = tuple(one for one in message.entities if normalise(one.typed) != title)
            return replace(message, entities=(*kept, ParsedEntity("occupation", title, title)))
    return message
