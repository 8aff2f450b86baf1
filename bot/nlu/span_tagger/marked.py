"""Messages in which is marked what they say: ``a [dental hygienist]{now} in [Tulsa]{place}``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.settings import ROOT

FOLDER = ROOT / "data" / "marked"
# What is said of somebody's work, each time that it is named …
WORK = ("now", "before", "goal", "refused", "asked", "other")
# … and of the one who writes.
ABOUT = ("skill", "like", "want", "dont", "place", "years", "school", "field", "licence", "pay", "earns")
TAGS = (*WORK, *ABOUT)

_COMMENT = "#"
_GOES_ON = "+ "  # opens a message that goes on with a conversation
_MARK = re.compile(rf"\[([^\[\]{{}}]+)\]\{{({'|'.join(TAGS)})\}}")
_BRACKETS = re.compile(r"[\[\]{}]")
_WORDS = re.compile(r"\w+(?:[’'\-&/.]\w+)*|\S")


class Mark(NamedTuple):
    """A stretch of a text, as offsets, and what it is marked as."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True)
class MarkedMessage:
    """A message and its marks, which do not overlap."""

    text: str
    marks: tuple[Mark, ...]


class MarkingError(ValueError):
    """A line cannot be read; the message says which, and why."""


def word_offsets(text: str) -> list[tuple[int, int]]:
    """Return where the words and signs of a text begin and end."""
    return [found.span() for found in _WORDS.finditer(text)]


def read_marked(file: Path) -> list[MarkedMessage]:
    """Read the messages of a file, one on each line; empty lines and comments are none.

    Raises:
        MarkingError: a bracket belongs to no mark, or a tag is unknown.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        _message(line.removeprefix(_GOES_ON), f"{file.name}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith(_COMMENT)
    ]


def _message(line: str, where: str) -> MarkedMessage:
    text, marks, behind = "", list[Mark](), 0
    for found in _MARK.finditer(line):
        text += line[behind : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        behind = found.end()
    text += line[behind:]
    if _BRACKETS.search(text):
        raise MarkingError(
            f"{where}: a bracket without a mark, or a tag that is not one of {', '.join(TAGS)}"
        )
    return MarkedMessage(text, tuple(marks))


def marked_files(folder: Path = FOLDER) -> list[Path]:
    """Return the files of marked messages, in a fixed order."""
    return sorted(folder.glob("*.txt"))


def fingerprint(files: list[Path]) -> str:
    """Return the hash of the files' names and bytes."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]
