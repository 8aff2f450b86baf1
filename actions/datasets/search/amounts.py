"""The bounds of pay, growth, openings and people employed that a question over all occupations names."""

from __future__ import annotations

import re
from itertools import zip_longest

from actions.questions.cues import contains, numerals, phrases, without_phrases
from knowledge.queries.wages import HOURS_A_YEAR
from knowledge.terms import normalise

_NUMBER = r"\$?\s?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(k\b|thousand\b|grand\b|million\b|%|per ?cent\b)?"
_AMOUNT = re.compile(rf"{_NUMBER}(\s?(?:an|per|/|each)\s?(?:hour|hr)\b)?", re.IGNORECASE)
# "50 to 60k" and "between 50 and 60k", but not "100k and 20%".
_RANGE = re.compile(
    rf"(?:between\s(?P<first>{_NUMBER})\s?and|(?P<from>{_NUMBER})\s?(?:-|to))\s?(?={_NUMBER})", re.IGNORECASE
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# "Seventy grand", "forty-five thousand".
_THOUSANDS_IN_WORDS = re.compile(
    rf"\b(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<ones>{'|'.join(_ONES)}))? (?P<unit>grand|thousand|k)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS_BEFORE = 3
_WORDS_TO_COUNTED = 3  # between an amount and what says what it counts
_MOST_GROWTH = 100  # per cent
_FEWEST = 1_000  # dollars a year; a smaller number without a unit is none
_UNITS = {"k": 1_000, "thousand": 1_000, "grand": 1_000, "million": 1_000_000}


def amounts_in(text: str) -> dict[str, float]:
    """Return the bounds that a text names: ``pay_above`` in dollars a year, ``growth_below`` in per cent.

    "Between 50 and 60k" has two; pay by the hour is that of a full year. ``people_below`` counts those
    employed ("fewer than 500 workers"), ``openings_above`` the openings a year.
    """
    bounds: dict[str, float] = {}
    lower = _in_digits(f" {text.lower()} ".replace("–", "-"))
    ends = [found.end() for found in _RANGE.finditer(lower)]
    amounts = list(_AMOUNT.finditer(lower))
    for found, following in zip_longest(amounts, amounts[1:]):
        if _is_told_figure(found, lower):
            continue
        opens = following is not None and _reaches(following, ends)
        unit = (found[2] or (following[2] if opens else None) or "").strip()
        value = float(found[1].replace(",", "")) * _UNITS.get(unit, 1)
        below = _reaches(found, ends) or _is_upper_bound(lower[: found.start()], lower[found.end() :])
        side = "below" if below else "above"
        if counted := _counted(found, lower):
            bounds[f"{counted}_{side}"] = value
        elif unit.startswith(("%", "per")) or (not unit and _is_growth(lower[: found.start()], value)):
            falls = _falls(lower[: found.start()])  # "shrinking by more than 10%" is below -10
            side = {"above": "below", "below": "above"}[side] if falls else side
            bounds[f"growth_{side}"] = -value if falls else value
        elif not unit and value < _FEWEST and (found[3] or _is_hourly(found[0], lower)):
            bounds[f"pay_{side}"] = value * HOURS_A_YEAR
        elif value >= _FEWEST and not _YEAR.fullmatch(found[0].strip()):
            bounds[f"pay_{side}"] = value
    return bounds


def _is_told_figure(amount: re.Match[str], text: str) -> bool:
    """Return whether a number with a minus is a figure that somebody remarks on: "-8%? anything better?"."""
    before = text[: amount.start()]
    return before.endswith(" -") and normalise(before).split()[-1:] not in (["than"], ["least"], ["most"])


def _in_digits(text: str) -> str:
    """Return a text with amounts in words, such as "half a million", in digits."""
    for words, value in numerals("amounts_in_words").items():
        text = text.replace(f" {words} ", f" {value} ")
    return _THOUSANDS_IN_WORDS.sub(_thousands, text)


def _thousands(found: re.Match[str]) -> str:
    ones = _ONES.index(found["ones"]) + 1 if found["ones"] else 0
    return f"{(_TENS.index(found['tens']) + 2) * 10 + ones} {found['unit']}"


def _counted(amount: re.Match[str], text: str) -> str | None:
    """Return what an amount counts: ``people`` of "fewer than 500 workers", ``openings``; None for money."""
    if "$" in amount[0] or amount[3] or (amount[2] or "").startswith(("%", "per")):
        return None
    behind = normalise(text[amount.end() :]).split()[:_WORDS_TO_COUNTED]
    for place, word in enumerate(behind):
        if contains("search_by_pay", " ".join(behind[:place])) or word in _ends_what_is_counted():
            break  # "top 10 jobs by people employed"
        if word in phrases("openings_counted"):
            return "openings"
        if word in phrases("people_counted"):
            return "people"
    before = normalise(text[: amount.start()]).split()[-_WORDS_TO_COUNTED:]
    paid = any(contains("search_by_pay", " ".join(words)) for words in (behind, before))
    return None if paid or not set(before) & phrases("counts_people_before") else "people"


def _ends_what_is_counted() -> frozenset[str]:
    return phrases("names_occupations") | phrases("ends_what_is_counted")


def _is_growth(before: str, value: float) -> bool:
    """Return whether a number without a unit is growth: "growing over 5"."""
    words = " ".join(normalise(before).split()[-_WORDS_BEFORE - 1 :])
    return value < _MOST_GROWTH and contains("grows_by", words)


def _falls(before: str) -> bool:
    words = " ".join(normalise(before).split()[-_WORDS_BEFORE - 2 :])
    return contains("falls", without_phrases("does_not_fall", words))


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
