"""Titles that are everyday words too, where a message compares: "more than a cook?", "lawyer and judge"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases
from actions.questions.kin_lookup import OWN, titled
from actions.questions.message import ParsedEntity, UserMessage
from actions.state import ConversationState
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.terms import normalise

LONGEST = 4  # words of a title
COMPARES = frozenset({"comparison", "difference"})
_PARTS = re.compile(r"[,;:/?!.]+|\b(?:and|or|vs|versus|with|to|against)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:than|versus|vs|compared to|compared with|against) (?:(?:an|a|the) )?([^?!.,;]+)")


def with_compared_titles(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a message with the occupations that it compares with and NLU takes for everyday words.

    In a list of occupations, and behind "than" where one is talked about, a title can mean nothing else.
    """
    if message.is_payload:
        return message
    named = {normalise(one.typed) for one in message.entities}
    fewest = 1 if message.intent in COMPARES else 2  # named so that the rest of a list may be titles too
    lists = len(message.values("occupation")) >= fewest and contains("asks_to_compare", message.words)
    talks = bool(message.values("occupation")) or bool(state.occupations)
    told = list(_parts(message.words)) if lists else []
    told += list(_behind(message.words)) if talks else []
    if lists:
        told = [_completed(connection, message, one) for one in told]
    new = (one for one in dict.fromkeys(told) if not _is_named(one, named) and _is_title(connection, one))
    found = tuple(ParsedEntity("occupation", title, title) for title in new)
    return replace(message, entities=(*message.entities, *found)) if found else message


def _completed(connection: Connection, message: UserMessage, part: str) -> str:
    """Return the title that a part of a list shares the last word of: "a civil engineer or mechanical?"."""
    for name in message.values("occupation"):
        head = normalise(name).split()[-1]
        if " " in normalise(name) and titled(connection, f"{part} {head}", OWN):
            return f"{part} {head}"
    return part


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a list, without articles and the words that ask to compare."""
    for part in _PARTS.split(text):
        words = [one for one in normalise(part).split() if one not in phrases("beside_a_compared_title")]
        if 0 < len(words) <= LONGEST:
            yield " ".join(words)


def _behind(text: str) -> Iterator[str]:
    """Yield what stands behind "than", the longest first that may be a title."""
    for found in _BEHIND.finditer(text.lower()):
        words = normalise(found[1]).split()
        while words and words[-1] in phrases("ends_a_description"):
            words = words[:-1]
        if 0 < len(words) <= LONGEST:
            yield " ".join(words)


def _is_named(title: str, named: set[str]) -> bool:
    return any(f" {title} " in f" {one} " or f" {one} " in f" {title} " for one in named)


def _is_title(connection: Connection, title: str) -> bool:
    """Return whether words are a title, and no word that compares in another way: "more than average"."""
    if title in phrases("no_compared_titles"):
        return False
    return any(one.kind in KINDS for one in resolve_title(connection, title=title, listed=True).matches)
