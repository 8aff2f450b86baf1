"""Job titles that NLU takes for a thing of the content, or that explain one: "realtors (sales agents)"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.titles.fields_as_titles import title_of
from actions.questions.titles.kin_lookup import OWN, titled
from knowledge.queries.technology_names import MAKERS, known_technology
from knowledge.terms import normalise

OCCUPATION = "occupation"
THING = "product"
SKILL = "skill"  # the tag of what somebody can do or knows how to use
_FIELD = re.compile(r"\w+ (?:\w+(?:ology|ography|istry|onomy|ics)|science|engineering)")
_PERSON = re.compile(r".{3,}(?:er|or|ist|ian)s?")


def with_titles_as_titles(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with job titles marked as such, each occupation once."""
    if message.is_payload:
        return message
    words = normalise(message.text).split()
    entities = tuple(_with_field(connection, _as_title(connection, one), words) for one in message.entities)
    entities = tuple(one for one in entities if not _explains(one, entities, message.text))
    entities = tuple(one for one in entities if not _is_technology(connection, one, message))
    return message if entities == message.entities else replace(message, entities=entities)


def _is_technology(connection: Connection, one: ParsedEntity, message: UserMessage) -> bool:
    """Return whether a title is what somebody knows how to use: "I can do Blender"."""
    if one.kind == OCCUPATION and one.start and not one.is_work:
        maker = normalise(message.text[: one.start]).split()[-1:]
        product = " ".join((*maker, normalise(one.typed)))
        if maker and maker[0] in MAKERS and known_technology(connection, names=(product,)) is not None:
            return True  # "Adobe Acrobat"
    known = any(span.tag == SKILL and span.overlaps(one) for span in message.tagged)
    named = known and one.kind == OCCUPATION and not one.is_work
    return named and known_technology(connection, names=(normalise(one.typed),)) is not None


def _as_title(connection: Connection, one: ParsedEntity) -> ParsedEntity:
    """Return an occupation for a thing whose name is a job title: translators are no translation app."""
    typed = normalise(one.typed)
    person = one.kind == THING and _PERSON.fullmatch(typed)
    return (
        replace(one, kind=OCCUPATION, value=one.typed) if person and titled(connection, typed, OWN) else one
    )


def _with_field(connection: Connection, one: ParsedEntity, words: list[str]) -> ParsedEntity:
    """Return the occupation of a field for a title that begins its name: "marine biology" is of no marine."""
    typed = normalise(one.typed)
    if one.kind != OCCUPATION or typed not in words[:-1]:
        return one
    field = f"{typed} {words[words.index(typed) + 1]}"
    title = title_of(connection, field) if _FIELD.fullmatch(field) else None
    return replace(one, value=title, typed=field) if title else one


def _explains(one: ParsedEntity, entities: tuple[ParsedEntity, ...], text: str) -> bool:
    """Return whether a title in brackets explains the one right before: "realtors (sales agents)"."""
    if one.kind != OCCUPATION:
        return False
    before = (other.typed for other in entities if other.kind == OCCUPATION and other != one)
    return any(
        re.search(rf"\b{re.escape(other)}\s*\((?:[\w ]* )?{re.escape(one.typed)}\b", text, re.IGNORECASE)
        for other in before
    )
