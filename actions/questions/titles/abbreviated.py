"""Titles in capitals that NLU does not mark: "do RNs get less?", "stay a CNA or go LPN"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.queries.titles import is_title
from knowledge.terms import normalise

_BEHIND_ARTICLE = re.compile(r"\b[Aa]n? ([A-Z]{2})\b(?! in\b)")
_CAPITALS = re.compile(r"\b(?P<title>[A-Z]{2,5})(?P<plural>s?)\b(?![’'.]\w)")


def with_abbreviated_titles(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message that names no occupation with those that it names by an abbreviation.

    Capitals in the plural always name some ("PAs"). Of a message in capitals none is marked.
    """
    if message.is_payload or message.values("occupation") or message.text.isupper():
        return message
    behind = {found[1] for found in _BEHIND_ARTICLE.finditer(message.text)}
    message = _without_places(connection, message, behind)
    named = {word for one in message.entities for word in normalise(one.typed).split()}
    found = [
        ParsedEntity("occupation", one["title"], one[0], one.start())
        for one in _CAPITALS.finditer(message.text)
        if one["plural"]
        or (
            (one["title"] in behind or one["title"].lower() not in phrases("no_abbreviated_titles") | named)
            and is_title(connection, one["title"])
        )
    ]
    return replace(message, entities=(*message.entities, *found)) if found else message


def _without_places(connection: Connection, message: UserMessage, behind: set[str]) -> UserMessage:
    """Return a message without states behind an article that are titles: "would a PA be worth it?"."""
    kept = tuple(
        one
        for one in message.entities
        if one.kind not in PLACES or one.typed not in behind or not is_title(connection, one.typed)
    )
    return message if len(kept) == len(message.entities) else replace(message, entities=kept)
