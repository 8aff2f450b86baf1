"""The tool that "it" stands for in a search: "I know AutoCAD well. Which jobs use it?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from knowledge.queries.technology_names import known_technology
from knowledge.terms import normalise

LONGEST = 4  # words of a technology's name
_POINTS = re.compile(
    r"\b(?:us(?:e|es|ing)|needs?|requires?|knows?|works? with|asks? for|looks? for) (?:it|that|this)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?;,:\n]+(?:\s|$)")
_WORD = re.compile(r"[\w+#.&/-]*[\w+#]")


@dataclass(frozen=True)
class EarlierTool:
    """A tool that was named before: ``known`` to O*NET, or what may be one; neither where none is told."""

    known: str | None
    unlisted: tuple[str, ...] = ()


def tool_named_before(connection: Connection, text: str) -> EarlierTool | None:
    """Return what a text asks who uses, where it says no more than "it"; None where it points at nothing."""
    points = _POINTS.search(text)
    if not points:
        return None
    clauses = [one for one in _ENDS.split(text[: points.start()])[:-1] if one.strip()][::-1]
    for clause in clauses:
        if known := known_technology(connection, names=tuple(dict.fromkeys(_runs(clause)))):
            return EarlierTool(known)
    return EarlierTool(None, next((run for clause in clauses if (run := _capitals(clause))), ()))


def _runs(clause: str) -> Iterator[str]:
    """Yield runs of words that may be a name, the longest first; none begins or ends with a plain word."""
    words = [normalise(one) for one in _WORD.findall(clause)]
    plain = phrases("search_words") | phrases("before_a_technology")
    for length in range(LONGEST, 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if all(run) and not {run[0], run[-1]} & plain and len("".join(run)) > 1:
                yield " ".join(run)


def _capitals(clause: str) -> tuple[str, ...]:
    """Return the words with a capital behind the first of a clause, as one name."""
    words = [one for one in _WORD.findall(clause)[1:] if one[:1].isupper() and len(one) > 1]
    return (" ".join(words),) if words else ()
