"""Fields of work that a text names and that stand for one occupation: "dispatching", "dental hygiene"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from knowledge.queries.everyday_work import occupation_codes_of_fields

LONGEST = 4  # words of a field
_MOST_WORDS = 120  # of a text that are looked at
_WORDS = re.compile(r"\w\S*")


@dataclass(frozen=True)
class NamedField:
    """A field that a text names between two offsets, and the O*NET-SOC code of its occupation."""

    text: str
    code: str
    start: int
    end: int


def fields_in(connection: Connection, text: str) -> list[NamedField]:
    """Return the fields that a text in normal form names, left to right; of two that overlap the longer."""
    words = list(_WORDS.finditer(text))[:_MOST_WORDS]
    phrases = {
        (first, last): text[words[first].start() : words[last].end()]
        for first in range(len(words))
        for last in range(first, min(first + LONGEST, len(words)))
    }
    codes = occupation_codes_of_fields(connection, phrases=tuple(dict.fromkeys(phrases.values())))
    found: list[NamedField] = []
    taken: set[int] = set()
    for (first, last), phrase in sorted(phrases.items(), key=lambda one: (one[0][0] - one[0][1], one[0])):
        places = set(range(first, last + 1))
        if phrase in codes and not places & taken:
            taken |= places
            found.append(NamedField(phrase, codes[phrase], words[first].start(), words[last].end()))
    return sorted(found, key=lambda one: one.start)
