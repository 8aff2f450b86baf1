"""How people ask for advice in their own words: ``asked.yml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from actions.about_you.wishes import lists_wishes
from actions.questions.message import UserMessage
from knowledge.terms import normalise

FILE = Path(__file__).with_name("asked.yml")
_SENTENCES = re.compile(
    r"(?<=[.?!;])\s+|\.{2,}|\n+|,\s+(?=(?:what|which|where|how|is|are|any|something|anything)\b)"
)


def asks(name: str, text: str) -> bool:
    """Return whether a sentence of a text asks for what the patterns of this name stand for."""
    return any(one.search(sentence) for sentence in sentences_of(text) for one in _patterns()[name])


def match_of(name: str, text: str) -> re.Match[str] | None:
    """Return what the patterns of a name find in a text that is one sentence; None for nothing."""
    sentences = sentences_of(text)
    found = (one.search(sentences[0]) for one in _patterns()[name]) if len(sentences) == 1 else iter(())
    return next((one for one in found if one), None)


def looks_for_some_work(message: UserMessage) -> bool:
    """Return whether a message tells of the work that is wanted: "something with a desk"."""
    if message.is_payload or message.values("occupation"):
        return False
    return asks("some_work", message.words) or lists_wishes(message.words.casefold())


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text in normal form; a question behind a comma is one of its own."""
    found = (normalise(one) for one in _SENTENCES.split(text))
    return [one for one in found if one]


def clauses_of(text: str) -> list[str]:
    """Return what stands between full stops and commas in normal form."""
    found = (normalise(one) for one in re.split(r"[.?!;,\n]+(?:\s+|$)", text))
    return [one for one in found if one]


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {name: tuple(re.compile(str(one)) for one in written) for name, written in tree.items()}


def sets_aside(words: str, title: str) -> bool:
    """Return whether words in normal form set a title aside, and go on behind it."""
    before, found, after = f" {words} ".partition(f" {title} ")
    return bool(found and after.strip()) and any(one.search(before + " ") for one in _patterns()["set_aside"])


def wants_plan(words: str, before: str) -> bool:
    """Return whether words ask for a plan, or turn round the one that was asked for before."""
    return asks("plan_wanted", words) or (asks("wrong_way_round", words) and asks("plan_wanted", before))
