"""The education that a resume names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.advice.resume.text import has_phrase, segments, words
from knowledge.terms import normalise

_OF_SCIENCE = re.compile(r"\bof\s+(?:Science|Arts|Applied Science)\b\s*[,:]?\s*([A-Z][A-Za-z& ]+)")
LONGEST_FIELD = 4


def degree_of(line: str) -> int | None:
    """Return the level of education that a line names, the highest of several."""
    text, written = normalise(line), line.replace(".", "")
    for degree in words().degrees:
        if has_phrase(text, degree.words):
            return degree.level
        for short in degree.abbreviations:
            if re.search(rf"^\W*{short}\b(?!\s+\d)|\b{short} (?:in|of)\b|\b{'.'.join(short)}\.", written) or (
                f"{'.'.join(short)}." in line
            ):
                return degree.level
    return None


def education_of(lines: Sequence[str]) -> tuple[int | None, str]:
    """Return the highest level of education, and what was studied for it."""
    levels = [(level, place) for place, line in enumerate(lines) if (level := degree_of(line)) is not None]
    if not levels:
        return None, ""
    highest = max(level for level, _place in levels)
    fields = (_field(lines[place]) for level, place in levels if level == highest)
    return highest, next((field for field in fields if field), "")


def _field(line: str) -> str:
    """Return what was studied: behind "in", else the segment behind the degree."""
    lists = words().lists
    if found := re.search(r"\b(?:in|In)\s+([A-Za-z&' -]+)", line):
        candidates = [found[1]]
    else:
        candidates = segments(line)[1:]
        if found := re.search(
            r"\bof\s+(?:Science|Arts|Applied Science)\b\s*[,:]?\s*([A-Z][A-Za-z& ]+)", line
        ):
            candidates.insert(0, found[1])
    for candidate in candidates:
        text = normalise(re.split(r"\b(?:from|at|and minor|with|19\d\d|20\d\d)\b", candidate)[0])
        known = text in lists["no_fields"] or has_phrase(text, lists["schools"])
        if text and not known and len(text.split()) <= LONGEST_FIELD and not any(map(str.isdigit, text)):
            return text
    return ""
