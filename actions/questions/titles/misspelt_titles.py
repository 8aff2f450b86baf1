"""Titles with a word that is spelled like another: "a home health aid", "a school principle"."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.questions.message import UserMessage
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.terms import normalise

FILE = Path(__file__).with_name("misspelt_titles.yml")
LONGEST = 4  # words of a title


def with_misspelt_title(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the occupation that it names by a title with a word spelled like another."""
    if message.is_payload:
        return message
    words = normalise(message.words).split()
    for place, word in enumerate(words):
        if word not in _spellings():
            continue
        for first in range(max(0, place - LONGEST + 1), place):
            typed = " ".join(words[first : place + 1])
            title = " ".join((*words[first:place], _spellings()[word]))
            if any(f" {typed} " in f" {normalise(one)} " for one in message.values("occupation")):
                return message
            resolved = resolve_title(connection, title=title, listed=True)
            if resolved.matches and resolved.matches[0].kind in KINDS:
                return message.with_occupation(title, typed)
    return message


@cache
def _spellings() -> dict[str, str]:
    tree: dict[str, str] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree
