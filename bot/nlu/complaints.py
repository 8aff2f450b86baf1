"""Complaints about the last answer: "You didn't answer. What do …", "you forgot the pay", "I asked about …".

What is asked beside one is understood as if it stood alone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from actions.questions.asides import Offsets, without
from bot.nlu.asides import plain, read_patterns, with_space

FILE = Path(__file__).with_name("complaints.yml")
COMPILED = ("sentence", "opening", "lead")
_SENTENCES = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_MARKS = " .!?;,:\n"


def find_complaints(typed: str) -> list[Offsets]:
    """Return the offsets of what only complains, with a space beside it; none where nothing is left."""
    found: list[Offsets] = []
    for match in _SENTENCES.finditer(typed):
        sentence = plain(match[0])
        inner = sentence.strip(_MARKS)
        indent = len(sentence) - len(sentence.lstrip())
        if _patterns()["sentence"].fullmatch(inner):
            found.append(with_space(typed, *match.span()))
        elif (opening := _patterns()["opening"].match(sentence[indent:])) and _goes_on(
            sentence, indent, opening
        ):
            found.append(with_space(typed, match.start(), match.start() + indent + opening.end()))
    rest = plain(without(typed, found)).strip(_MARKS)
    return found if found and re.sub(_patterns()["lead"], "", f"{rest} ").strip(_MARKS) else []


def _goes_on(sentence: str, indent: int, opening: re.Match[str]) -> bool:
    """Return whether a word begins behind the opening of a sentence."""
    rest = sentence[indent + opening.end() :]
    return bool(rest.strip(_MARKS)) and (not rest[0].isalnum() or not opening[0][-1].isalnum())


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_patterns(FILE, COMPILED)
