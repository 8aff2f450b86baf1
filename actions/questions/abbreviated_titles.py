"""Titles in capitals that NLU does not mark: "do RNs get less?", "stay a CNA or go LPN"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.queries.titles import is_title
from knowledge.terms import normalise

_CAPITALS = re.compile(r"\b(?P<title>[A-Z]{2,5})(?P<plural>s?)\b(?![’'.]\w)")


def with_abbreviated_titles(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message that names no occupation with those that it names by an abbreviation.

    Capitals in the plural always name some ("PAs"). Of a message in capitals none is marked.
    """
    if message.is_payload or message.values("occupation") or message.text.isupper():
        return message
    named = {word for one in message.entities for word in normalise(one.typed).split()}
    found = [
        ParsedEntity("occupation", one["title"], one[0], one.start())
        for one in _CAPITALS.finditer(message.text)
        if one["plural"]
        or (
            one["title"].lower() not in phrases("no_abbreviated_titles") | named
            and is_title(connection, one["title"])
        )
    ]
    return replace(message, entities=(*message.entities, *found)) if found else message
