"""People who are told by their field: "the HR people", "warehouse folks", "CSI guys"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases, ranks
from actions.questions.fields_of_work import words_of_fields
from actions.questions.message import UserMessage
from actions.questions.titles.fields_as_titles import OF_OCCUPATIONS, heads_of_fields, title_of
from actions.questions.titles.kin_lookup import OWN, titled
from knowledge.terms import normalise

LONGEST = 3  # words of a field


def with_people_of_a_field(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the occupation of the people of whom it names the field."""
    if message.is_payload or ranks(message.words) or contains("names_the_field", message.words):
        return message
    words = normalise(message.text).split()
    industries = {normalise(one.typed) for one in message.entities if one.kind == "industry"}
    for place, word in enumerate(words):
        if word not in phrases("people_of_a_field"):
            continue
        for field in _before(words, place, industries):
            typed = f"{field} {word}"
            others = [one for one in message.values("occupation") if not _within(one, typed)]
            title = None if others else _title(connection, field)
            if title is None and not others and _is_wide(message, field):
                title = typed  # which is known to nobody, so that it is asked who is meant
            if title:
                return message.with_occupation(title, typed)
    return message


def _within(name: str, typed: str) -> bool:
    return f" {normalise(name)} " in f" {typed} "


def _is_wide(message: UserMessage, field: str) -> bool:
    """Return whether words name a field of many occupations, of which something is asked."""
    return message.intent in OF_OCCUPATIONS and field in words_of_fields()


def _before(words: Sequence[str], place: int, industries: Collection[str]) -> Iterator[str]:
    """Yield the words before a place that may be a field, the longest first."""
    for first in range(max(0, place - LONGEST), place):
        field = " ".join(words[first:place])
        if field in industries or not set(words[first:place]) & phrases("no_words_of_a_field"):
            yield field


def _title(connection: Connection, field: str) -> str | None:
    if title := title_of(connection, field):
        return title
    titles = (f"{field} {head}" for head in heads_of_fields())
    return next((title for title in titles if titled(connection, title, OWN)), None)
