"""The bounds of pay and growth that a question over all occupations names."""

from __future__ import annotations

import re
from itertools import zip_longest

from actions.questions.cues import contains, phrases
from knowledge.queries.wages import HOURS_A_YEAR
from knowledge.terms import normalise

_NUMBER = r"\$?\s?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(k\b|thousand\b|grand\b|%|per ?cent\b)?"
_AMOUNT = re.compile(rf"{_NUMBER}(\s?(?:an|per|/|each)\s?(?:hour|hr)\b)?", re.IGNORECASE)
# "50 to 60k" and "between 50 and 60k", but not "100k and 20%".
_RANGE = re.compile(
    rf"(?:between\s(?P<first>{_NUMBER})\s?and|(?P<from>{_NUMBER})\s?(?:-|to))\s?(?={_NUMBER})", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS_BEFORE = 3
_FEWEST = 1_000  # dollars a year; a smaller number without a unit is none
_THOUSANDS = ("k", "thousand", "grand")


def amounts_in(text: str) -> dict[str, float]:
    """Return the bounds that a text names: ``pay_above`` in dollars a year, ``growth_below`` in per cent.

    "Between 50 and 60k" has two; pay by the hour is that of a full year.
    """
    bounds: dict[str, float] = {}
    lower = f" {text.lower()} ".replace("–", "-")
    ends = [found.end() for found in _RANGE.finditer(lower)]
    amounts = list(_AMOUNT.finditer(lower))
    for found, following in zip_longest(amounts, amounts[1:]):
        opens = following is not None and _reaches(following, ends)
        unit = (found[2] or (following[2] if opens else None) or "").strip()
        value = float(found[1].replace(",", "")) * (1_000 if unit in _THOUSANDS else 1)
        below = _reaches(found, ends) or _is_upper_bound(lower[: found.start()], lower[found.end() :])
        side = "below" if below else "above"
        if unit.startswith(("%", "per")):
            bounds[f"growth_{side}"] = value
        elif not unit and value < _FEWEST and (found[3] or _is_hourly(found[0], lower)):
            bounds[f"pay_{side}"] = value * HOURS_A_YEAR
        elif value >= _FEWEST and not _YEAR.fullmatch(found[0].strip()):
            bounds[f"pay_{side}"] = value
    return bounds


def _reaches(amount: re.Match[str], ends: list[int]) -> bool:
    """Return whether an amount is the upper end of a range."""
    return any(amount.start() <= end <= amount.end() for end in ends)


def _is_hourly(amount: str, text: str) -> bool:
    return "$" in amount and contains("names_an_hour", text)


def _is_upper_bound(before: str, after: str) -> bool:
    """Return whether the words around an amount make it the most: "at most …", "… or less"."""
    words = f" {' '.join(normalise(before).split()[-_WORDS_BEFORE:])}"
    if any(words.endswith(f" {phrase}") for phrase in phrases("search_below")):
        return True
    behind = f"{normalise(after)} "
    return any(behind.startswith(f"{phrase} ") for phrase in phrases("search_below_behind"))
