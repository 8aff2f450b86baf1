"""Which places of an order a search asks for: the top ten, the next ones, 7 to 10."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.questions.cues import contains, numerals
from knowledge.terms import normalise

SHOWN = 6  # occupations of a list that names no number
MOST_SHOWN = 20
_NUMBER = r"(\d{1,2}|[a-z]+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)"
_UNITS = r"%|k\b|percent|per cent|years?|yrs?|hours?|months?|weeks?|dollars?|million|thousand|grand|degree"
_NO_COUNT = rf"(?! ?(?:{_UNITS}))"
_OF_ORDER = "best|worst|highest|lowest|fastest|biggest|largest|smallest|top|most|least|slowest|quickest"
_BEFORE_COUNT = (
    "top|first|best|worst|only|just|bottom|next|another|last|show|show me|list|give me|name|which|what"
)
_POINTER = r"(?!\b(?:first|best|worst|highest|lowest|bottom|next|another|last|which|what) one\b)"
_COUNTS = (
    re.compile(rf"\b{_POINTER}(?:{_BEFORE_COUNT}) {_NUMBER}{_NO_COUNT}\b"),
    re.compile(rf"\b{_NUMBER} (?:more )?(?:{_OF_ORDER})\b"),
    re.compile(rf"^{_NUMBER} (?:more|jobs|occupations|careers)\b"),
)
_RANGE = re.compile(rf"\b(\d{{1,3}}) ?(?:to|-|–|through|thru|till|until|and) ?(\d{{1,3}}){_NO_COUNT}\b")
_COMPLAINS = "thats|that is|thats just|these are|those are|you gave|i see|there are|its"
_TOO_FEW = re.compile(rf"\b(?:{_COMPLAINS}) (?:me )?(?:only |just )?{_NUMBER}$")


_ONE_OF_LIST = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|last|top|bottom) one\b")


@dataclass(frozen=True)
class Places:
    """The places of an order that a text asks for; ``first`` from 0, None where only how many is said.

    ``goes_on``: those behind the last that were shown. ``count``: None where it names none.
    """

    first: int | None = None
    count: int | None = None
    goes_on: bool = False

    def __bool__(self) -> bool:
        return self.first is not None or self.count is not None or self.goes_on


def places_in(text: str) -> Places:
    """Return which places of an order a text asks for."""
    words, typed = normalise(text), text.lower()  # in normal form a dash is no sign of its own
    if (found := _RANGE.search(typed)) and _is_range(int(found[1]), int(found[2]), typed, found):
        return Places(int(found[1]) - 1, min(int(found[2]) - int(found[1]) + 1, MOST_SHOWN))
    if _TOO_FEW.search(words):
        return Places(goes_on=True)
    count = next((_number(found[1]) for one in _COUNTS if (found := one.search(words))), None)
    return Places(None, None if count is None else min(count, MOST_SHOWN), contains("next_of_list", words))


def points_at_one(text: str) -> bool:
    """Return whether a text points at one place of a list: "what does the first one pay?"."""
    return bool(_ONE_OF_LIST.search(normalise(text)))


def _is_range(first: int, last: int, words: str, found: re.Match[str]) -> bool:
    """Return whether two numbers are places: "7 to 10", but neither "50 to 60k" nor "5 and 10 openings"."""
    if " and " in found[0] and " between " in f" {words[: found.start()]} ":
        return False
    return 0 < first < last <= first + MOST_SHOWN and not contains("bounds_an_amount", words)


def _number(word: str) -> int | None:
    value = int(word) if word.isdigit() else numerals("counted").get(word)
    return value if value else None
