"""Repairers who are named by what they repair: "the lift repair man", "fridge repairman"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.message import UserMessage
from actions.questions.titles.kin_lookup import titled
from knowledge.queries.titles import KINDS
from knowledge.terms import normalise, singulars

FILE = Path(__file__).with_name("repair_titles.yml")
_REPAIR = re.compile(
    r"\b(?P<thing>(?:\w+ )?\w+) "
    r"(?P<who>(?:repair|fixing|service|maintenance) (?:man|men|guy|guys|person|people|lady|woman|bloke|dude)"
    r"|repairman|repairmen|fixer|fixers)\b"
)


def with_repairer(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the repairer whom it names, in place of a title of its last words."""
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
    return message.with_occupation(title, typed)


def _titles(words: list[str]) -> list[str]:
    """Return the titles of those who repair a thing, those of its whole name first."""
    things = [" ".join(words), *words[1:]]
    other_names = _lists()["other_names"]
    things += [other_names[one] for one in things if one in other_names]
    return [f"{singulars(one)[-1]} {head}" for one in things for head in _lists()["heads"]]


@cache
def _lists() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree
