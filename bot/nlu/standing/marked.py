"""Messages in which is marked what titles stand for: ``[pilot]{refused row}?? i said [cook]{asked said}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from actions.questions.titles.standing.features import ORIGINS
from actions.questions.titles.standing.model import STANDINGS, Standing
from bot.settings import ROOT

FOLDER = ROOT / "data" / "standing"
_MARK = re.compile(rf"\[([^\[\]{{}}]+)\]\{{({'|'.join(STANDINGS)})((?: (?:{'|'.join(ORIGINS)}))*)\}}")
_BRACKETS = re.compile(r"[\[\]{}]")


class MarkingError(ValueError):
    """A line cannot be read; the message says which, and why."""


@dataclass(frozen=True)
class MarkedTitle:
    """A title as offsets, what it stands for, and who brought it up."""

    start: int
    end: int
    standing: Standing
    origins: frozenset[str]


@dataclass(frozen=True)
class MarkedTitles:
    """A message and its titles, from left to right."""

    text: str
    titles: tuple[MarkedTitle, ...]


def read_marked(file: Path) -> list[MarkedTitles]:
    """Read the messages of a file, one on each line; empty lines and comments are none.

    Raises:
        MarkingError: a bracket belongs to no mark.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        _message(line, f"{file.name}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    ]


def _message(line: str, where: str) -> MarkedTitles:
    text, titles, behind = "", list[MarkedTitle](), 0
    for found in _MARK.finditer(line):
        text += line[behind : found.start()]
        standing = next(one for one in STANDINGS if one == found[2])
        end = len(text) + len(found[1])
        titles.append(MarkedTitle(len(text), end, standing, frozenset(found[3].split())))
        text += found[1]
        behind = found.end()
    text += line[behind:]
    if _BRACKETS.search(text):
        raise MarkingError(f"{where}: a bracket without a mark, or a word in one that is not known")
    return MarkedTitles(text, tuple(titles))
