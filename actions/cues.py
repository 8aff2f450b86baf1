"""Words by which a message shows what it asks for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.terms import normalise

FILE = Path(__file__).with_name("cues.yml")
_AS_FAR_BEFORE = 3  # words
_CLAUSE_ENDS = re.compile(r"[,;:.?!]\s|\bbut\b", re.IGNORECASE)  # "not Europe, Asia", "not men but women"


def asks_for(what: str, text: str) -> bool:
    """Return whether a text holds one of the phrases of a list of ``cues.yml``."""
    words = f" {normalise(text)} "
    return any(f" {one} " in words for one in _lists()[f"asks_for_{what}"])


def leaves_out(text: str, named: str) -> bool:
    """Return whether a text asks about all but what it names: "the share without a master's"."""
    for clause in _CLAUSE_ENDS.split(text):
        before, name, _rest = f" {normalise(clause)} ".partition(f" {normalise(named)} ")
        if name and _lists()["leaves_out"] & set(before.split()[-_AS_FAR_BEFORE:]):
            return True
    return False


def is_yes_no(text: str) -> bool:
    """Return whether a question asks if something is so: "do they need …", but not "can you tell me …"."""
    lists = _lists()
    words = normalise(text).split()
    while words and words[0] in lists["before_a_question"]:
        words = words[1:]
    return len(words) > 1 and words[0] in lists["opens_yes_no"] and words[1] != "you"


@cache
def _lists() -> dict[str, frozenset[str]]:
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {name: frozenset(map(normalise, phrases)) for name, phrases in tree.items()}
