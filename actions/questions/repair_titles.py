"""Who mends a thing, however that is said: "the lift repair man", "fridge repairman", "photocopier fixer"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.kin_lookup import titled
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.queries.titles import KINDS
from knowledge.terms import normalise, singulars

HEADS = ("repairer", "mechanic", "repair technician", "technician", "installer")
OTHER_NAMES = {"lift": "elevator", "fridge": "refrigerator", "telly": "television", "tv": "television"}
_REPAIR = re.compile(
    r"\b(?P<thing>(?:\w+ )?\w+) "
    r"(?P<who>(?:repair|fixing|service|maintenance) (?:man|men|guy|guys|person|people|lady|woman|bloke|dude)"
    r"|repairman|repairmen|fixer|fixers)\b"
)


def with_repairer(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the occupation of who mends a thing, in place of a title of its last words."""
    if message.is_payload:
        return message
    found = _REPAIR.search(normalise(message.text))
    if not found:
        return message
    words = [one for one in found["thing"].split() if one not in phrases("no_words_of_a_field")]
    typed = f"{' '.join(words)} {found['who']}"
    named = [normalise(one) for one in message.values("occupation")]
    if not words or any(f" {one} " not in f" {typed} " or one == typed for one in named):
        return message
    title = next((one for one in _titles(words) if titled(connection, one, KINDS)), None)
    if title is None:
        return message
    kept = tuple(one for one in message.entities if f" {normalise(one.typed)} " not in f" {typed} ")
    return replace(message, entities=(*kept, ParsedEntity("occupation", title, typed)))


def _titles(words: list[str]) -> list[str]:
    """Return the titles of who mends a thing, those of its whole name first."""
    things = [" ".join(words), *words[1:]]
    things += [OTHER_NAMES[one] for one in things if one in OTHER_NAMES]
    return [f"{singulars(one)[-1]} {head}" for one in things for head in HEADS]
