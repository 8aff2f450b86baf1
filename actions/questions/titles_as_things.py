"""Job titles that NLU takes for a thing of the content, or that explain one: "realtors (sales agents)"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.kin_lookup import OWN, titled
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.terms import normalise

OCCUPATION = "occupation"
THING = "product"
_PERSON = re.compile(r".{3,}(?:er|or|ist|ian)s?")


def with_titles_as_titles(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with job titles marked as such, each occupation once."""
    if message.is_payload:
        return message
    entities = tuple(_as_title(connection, one) for one in message.entities)
    entities = tuple(one for one in entities if not _explains(one, entities, message.text))
    return message if entities == message.entities else replace(message, entities=entities)


def _as_title(connection: Connection, one: ParsedEntity) -> ParsedEntity:
    """Return an occupation for a thing whose name is a job title: translators are no translation app."""
    typed = normalise(one.typed)
    person = one.kind == THING and _PERSON.fullmatch(typed)
    return (
        replace(one, kind=OCCUPATION, value=one.typed) if person and titled(connection, typed, OWN) else one
    )


def _explains(one: ParsedEntity, entities: tuple[ParsedEntity, ...], text: str) -> bool:
    """Return whether a title in brackets explains the one right before: "realtors (sales agents)"."""
    if one.kind != OCCUPATION:
        return False
    before = (other.typed for other in entities if other.kind == OCCUPATION and other != one)
    return any(
        re.search(rf"\b{re.escape(other)}\s*\((?:[\w ]* )?{re.escape(one.typed)}\b", text, re.IGNORECASE)
        for other in before
    )
