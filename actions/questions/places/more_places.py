"""Places beside one that NLU marks: "in Ohio or Texas", "Seattle vs Austin", "Phoenix compared to Tucson"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.queries.wages import find_areas
from knowledge.terms import normalise

LONGEST = 4  # words of a place's name
MOST = 6  # places of a message
MOST_BETWEEN = 3  # words between two places: "compared to in"
CODE = 2  # letters of a state's postal code, which is a word as well


def with_more_places(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the places that it joins to the one which NLU marks."""
    marked = [one for one in message.entities if one.kind in PLACES]
    if message.is_payload or not marked or len(marked) >= MOST:
        return message
    words = normalise(message.text.replace(",", " and ").replace("/", " or ")).split()
    spans = [span for one in marked if (span := _span_of(words, normalise(one.typed).split()))]
    taken = {place for first, last in spans for place in range(first, last)}
    found: list[str] = []
    for span in spans:
        found += _joined(connection, words, span, taken)
    if last := _held_against_at_end(connection, words, taken):
        found.append(last)
    known = {normalise(one.typed) for one in marked}
    new = tuple(ParsedEntity("place", name, name) for name in dict.fromkeys(found) if name not in known)
    return replace(message, entities=(*message.entities, *new[: MOST - len(marked)])) if new else message


def _joined(
    connection: Connection, words: Sequence[str], span: tuple[int, int], taken: set[int]
) -> list[str]:
    """Return the names of places that stand before and behind one, with but joining words between."""
    before: list[str] = []
    first = span[0]
    while name := _name_before(connection, words, first, taken):
        first -= len(name.split()) + _joining(words[:first][::-1])
        before.append(name)
    behind: list[str] = []
    last = span[1]
    while name := _name_behind(connection, words, last, taken):
        last += _joining(words[last:]) + len(name.split())
        behind.append(name)
    return [*before[::-1], *behind]


def _held_against_at_end(connection: Connection, words: Sequence[str], taken: set[int]) -> str | None:
    """Return the place with which words end that one is held against: "in NYC what do they make vs la"."""
    for length in range(min(LONGEST, len(words) - 1), 0, -1):
        first = len(words) - length
        name = " ".join(words[first:])
        if (
            words[first - 1] in phrases("sets_places_apart")
            and first not in taken
            and _is_place(connection, name)
        ):
            return name
    return None


def _name_behind(connection: Connection, words: Sequence[str], last: int, taken: set[int]) -> str | None:
    between = _joining(words[last:])
    first = last + between
    if not between or first in taken:
        return None
    for length in range(min(LONGEST, len(words) - first), 0, -1):
        name = " ".join(words[first : first + length])
        if _is_place(connection, name):
            return name
    return None


def _name_before(connection: Connection, words: Sequence[str], first: int, taken: set[int]) -> str | None:
    between = _joining(words[:first][::-1])
    last = first - between
    if not between or last - 1 in taken:
        return None
    for length in range(min(LONGEST, last), 0, -1):
        name = " ".join(words[last - length : last])
        if _is_place(connection, name):
            return name
    return None


def _joining(words: Sequence[str]) -> int:
    """Return how many words from the first on join two places; none without one that does."""
    count = 0
    while count < min(MOST_BETWEEN, len(words)) and words[count] in phrases("between_two_places"):
        count += 1
    return count if set(words[:count]) & phrases("joins_two_places") else 0


def _is_place(connection: Connection, name: str) -> bool:
    plain = name in phrases("words_that_are_places") or len(name) <= CODE
    if name in phrases("codes_of_cities"):
        return True  # "NYC vs LA", beside another place
    return not plain and bool(find_areas(connection, name=name))


def _span_of(words: Sequence[str], name: Sequence[str]) -> tuple[int, int] | None:
    """Return where a name stands among words; None where it does not."""
    for first in range(len(words) - len(name) + 1):
        if list(words[first : first + len(name)]) == list(name):
            return first, first + len(name)
    return None
