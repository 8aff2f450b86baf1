"""What people tell of their age, sex, origin or health beside what they ask; it changes no answer.

"I'm 58. Which jobs pay more?" asks the same as "Which jobs pay more?", and is understood in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from actions.questions.asides import Offsets, without
from bot.nlu.lexicon import read_lexicon
from knowledge.terms import normalise

FILE = Path(__file__).with_name("asides.yml")
_SENTENCES = re.compile(r"\([^()]*\)|[^.!?;\n()]+[.!?;]*")
_MARKS = " .!;(),"
COMPILED = ("sentence", "opening", "lives", "also_a_state", "asked_about")  # entries that are not only parts
_LETTER = re.compile(r"[^\W\d_]")


def find_asides(typed: str) -> list[Offsets]:
    """Return the offsets of what says no more than this, each with the space on one side of it.

    There is none where nothing else is said, or where what is asked may be about it: "I'm 58. Am I too old?"
    """
    found: list[Offsets] = []
    for match in _SENTENCES.finditer(typed):
        sentence = plain(match[0])
        opening = None if found else _patterns()["opening"].match(sentence)
        if opening is not None:
            start, end = match.start(), match.start() + opening.end()
        elif "?" not in sentence and _patterns()["sentence"].fullmatch(sentence.strip(_MARKS)):
            start, end = match.span()
        else:
            continue
        if not _may_live(sentence):
            found.append(with_space(typed, start, end))
    rest = plain(without(typed, found))
    asks_another_thing = _LETTER.search(rest) and not _patterns()["asked_about"].search(rest)
    return found if asks_another_thing else []


def _may_live(sentence: str) -> bool:
    """Return whether somebody may say where they live, which does change an answer: "I'm from Boston"."""
    countries = read_lexicon().countries
    names = [normalise(one[1]) for one in _patterns()["lives"].finditer(sentence)]
    states = [name for name in names if _patterns()["also_a_state"].match(name)]
    return bool(states) or any(name not in countries and name.split()[0] not in countries for name in names)


def with_space(typed: str, start: int, end: int) -> Offsets:
    """Return a part's offsets with the space behind it, or before it where it is the last."""
    start += len(typed[start:]) - len(typed[start:].lstrip())
    end += len(typed[end:]) - len(typed[end:].lstrip())
    return (len(typed[:start].rstrip()) if end == len(typed) else start), end


def plain(text: str) -> str:
    """Return a text as the patterns are written: in small letters, with straight apostrophes."""
    return text.casefold().replace("’", "'")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_patterns(FILE, COMPILED)


def read_patterns(file: Path, compiled: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return those patterns of a file that are not only parts of others, which stand in braces in them."""
    parts: dict[str, str] = {}
    for name, pattern in YAML(typ="safe").load(file.read_text(encoding="utf-8")).items():
        parts[name] = pattern.replace("| ", "|").strip().format_map(parts)
    return {name: re.compile(parts[name]) for name in compiled}
