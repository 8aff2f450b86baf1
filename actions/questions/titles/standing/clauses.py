"""The clauses of a message, as far as what is turned down takes them with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.about_you.patterns import OCCUPATION, pattern
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.terms import normalise

_ENDS = re.compile(
    r"[.?!;,\n]+(?=\s|$)|\s+(?=(?:so|but|because|since)\s)"
    r"|\s+(?=and\s+(?:why|how|what|where|who|which|any|show|give|i|im|i'm|not|no)\b)"
)
_ELLIPSIS = re.compile(r"\.{2,}|…")


@dataclass(frozen=True)
class Clause:
    """A stretch of a message, as offsets; its text in small letters with a placeholder for each title."""

    start: int
    end: int
    text: str
    titles: tuple[ParsedEntity, ...]


def clauses_of(message: UserMessage) -> list[Clause]:
    """Return the clauses of a message, from left to right."""
    text = _ELLIPSIS.sub(lambda found: " " * len(found[0]), message.text)
    found, start = list[Clause](), 0
    for end in (*_ENDS.finditer(text), None):
        stop = end.start() if end else len(text)
        if text[start:stop].strip():
            found.append(_clause(message, start, stop, end[0] if end else ""))
        start = end.end() if end else stop
    return found


def _clause(message: UserMessage, start: int, stop: int, marks: str) -> Clause:
    inside = [
        one
        for one in message.entities
        if one.kind == "occupation" and one.start is not None and start <= one.start < stop
    ]
    said = message.text[start:stop]
    for one in sorted(inside, key=lambda entity: -(entity.start or 0)):
        place = (one.start or 0) - start
        said = f"{said[:place]}{OCCUPATION}{said[place + len(one.typed) :]}"
    return Clause(start, stop + len(marks.rstrip()), normalise(said), tuple(inside))


def goes_on_protesting(clause: Clause) -> bool:
    """Return whether a clause only goes on with a protest: "what does that have to do with psychology"."""
    return not clause.titles and pattern("protest_behind").match(clause.text) is not None
