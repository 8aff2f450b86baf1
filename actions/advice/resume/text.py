"""The lines and segments of a resume, and what it is read by (``resume.yml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.terms import normalise

FILE = Path(__file__).with_name("resume.yml")
MAX_CHARACTERS = 20_000
_SEGMENTS = re.compile(r"[,;|•·●▪◦*\t()\[\]/]|\s[–—-]+\s|\s(?:at|@|for)\s|:\s|\.\s|\.$|\band\b")
_SENTENCES = re.compile(r"(?<=[a-z\d]{3}[.!?])\s+(?=[A-Z])")
_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(?:[a-z]{3,9}\.?\s+)?"
_RANGE = re.compile(
    rf"{_YEAR}\s*(?:–|—|-|to|until|till)\s*{_MONTH}(?:{_YEAR}|(\d\d)\b(?![\d-])|([a-z ]{{3,9}}))",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"since\s+{_MONTH}{_YEAR}", re.IGNORECASE)
_ONE_YEAR = re.compile(rf"\b{_YEAR}\b")


@dataclass(frozen=True)
class Degree:
    """A level of education, and what it is called."""

    level: int
    words: tuple[str, ...]
    abbreviations: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The lists of ``resume.yml``, in normal form but abbreviations."""

    lists: dict[str, frozenset[str]]
    degrees: tuple[Degree, ...]
    skills: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Span:
    """The years from which and until which something was done; ``end`` is this year where it goes on."""

    start: int
    end: int

    @property
    def years(self) -> int:
        """How many years it was done."""
        return max(0, self.end - self.start)


@cache
def words() -> Words:
    """Return what resumes are read by."""
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    lists = {
        name: frozenset(normalise(str(one)) for one in listed)
        for name, listed in tree.items()
        if isinstance(listed, list) and name != "degrees"
    }
    degrees = tuple(
        Degree(one["level"], tuple(map(normalise, one["words"])), tuple(one["abbreviations"]))
        for one in tree["degrees"]
    )
    skills = {name: (normalise(name), *map(normalise, called)) for name, called in tree["skills"].items()}
    return Words(lists, degrees, skills)


def lines_of(text: str) -> list[str]:
    """Return the sentences of the lines of a text, as far as it is read."""
    lines = (line.strip() for line in text[:MAX_CHARACTERS].splitlines())
    return [sentence for line in lines if line for sentence in _SENTENCES.split(line)]


def segments(line: str) -> list[str]:
    """Return what stands between the commas, bars, brackets and dashes of a line."""
    return [part.strip() for part in _SEGMENTS.split(line) if part and part.strip()]


def span_of(line: str, today: date) -> Span | None:
    """Return the years that a line names: "2015–2019", "since 2018", "Jan 2020 - present", "2016"."""
    if found := _RANGE.search(line):
        start, end, word = int(found[1]), found[2], normalise(found[4] or "")
        if found[3]:  # "2021–24"
            end = found[1][:2] + found[3]
        if end:
            return Span(start, int(end))
        if any(word.startswith(now) for now in words().lists["now"]):
            return Span(start, today.year)
    if found := _SINCE.search(line):
        return Span(int(found[1]), today.year)
    years = [int(one) for one in _ONE_YEAR.findall(line)]
    return Span(years[0], years[-1]) if years else None


def has_phrase(text: str, phrases: Iterable[str]) -> bool:
    """Return whether a text in normal form contains one of some phrases."""
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)


def runs(tokens: Sequence[str], longest: int) -> Iterable[tuple[int, int]]:
    """Yield where each run of words begins and ends, the longest of each place first."""
    for start in range(len(tokens)):
        for end in range(min(len(tokens), start + longest), start, -1):
            yield start, end
