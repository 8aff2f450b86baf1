"""Names of occupations that are said in part: "not mechanical", where mechanical engineers were spoken of."""

from __future__ import annotations

import re

from sqlalchemy.engine import Connection

from actions.questions.message import ParsedEntity, UserMessage
from actions.state import ConversationState
from knowledge.queries.occupations import get_occupation
from knowledge.terms import normalise

_FEWEST_LETTERS = 5  # of a part: "art", "of" and "law" are said of much else
_FEWEST_WORDS = 2  # of the name of what was only listed: "family medicine physicians"
_WORDS = re.compile(r"\w+")


def said_in_part(
    connection: Connection, message: UserMessage, state: ConversationState
) -> list[ParsedEntity]:
    """Return where a message says a part of the name of what was last spoken of, or is kept as one's work.

    Each occupation by the longest part of its name, one that was only listed by all but its last word, in
    words that name no occupation already.
    """
    person = state.other or state.person
    near = dict.fromkeys(one for one in (person.occupation, *person.former, *state.occupations) if one)
    keys = dict.fromkeys((*near, *(one.key for one in state.items if one.kind == "occupation")))
    titles = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    taken = [(one.start or 0, (one.start or 0) + len(one.typed)) for one in titles]
    words = [
        found
        for found in _WORDS.finditer(message.text)
        if not any(start <= found.start() < end for start, end in taken)
    ]
    said = [normalise(one[0]) for one in words]
    parts: list[ParsedEntity] = []
    for key in keys:
        occupation = get_occupation(connection, key=key)
        name = normalise(occupation.name).split() if occupation else []
        for part in _parts(name) if key in near else [name[:-1]] if len(name) > _FEWEST_WORDS else []:
            size = len(part)
            at = next((place for place in range(len(said)) if said[place : place + size] == part), None)
            if at is not None:
                start, end = words[at].start(), words[at + size - 1].end()
                parts.append(ParsedEntity("occupation", key, message.text[start:end], start))
                break
    starts = {one.start for one in parts}
    return [
        next(one for one in parts if one.start == start) for start in sorted(starts, key=lambda at: at or 0)
    ]


def _parts(name: list[str]) -> list[list[str]]:
    """Return the parts of a name that say enough of it: what stands before its last word, or that word."""
    before = [name[:size] for size in range(len(name) - 1, 0, -1)]
    return [one for one in (*before, name[-1:]) if len(name) > 1 and len(" ".join(one)) >= _FEWEST_LETTERS]
