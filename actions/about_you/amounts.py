"""Amounts of pay in a text, by the year: "21 an hour", "3k a month", "between 50 and 70k"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actions.about_you.patterns import tree
from knowledge.queries.wages import HOURS_A_YEAR

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_TENS = "|".join(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"))
_KILO = r"(?: ?(?P<{name}>k|thousand|grand|thou)\b)?"
_AMOUNT = re.compile(
    rf"(?<![\w.,$])\$? ?(?P<least>{_NUMBER}|(?:a )?(?:{_TENS})){_KILO.format(name='kilo')}"
    rf"(?: ?(?:-|–|to|and|or) ?\$? ?(?P<most>{_NUMBER}|{_TENS}){_KILO.format(name='kilos')})?"
    r"(?: ?(?:dollars?|bucks|usd))?"
    r"(?: ?(?:an|a|per|/|each|every) ?(?P<unit>hour|hr|h|week|wk|month|mo|year|yr)\b"
    r"| (?P<adverb>hourly|weekly|monthly|yearly|annually))?"
    r"(?![\w%]|[.,]\d| ?(?:%|percent|per cent|years?|yrs?|hours?|hrs?|miles|pounds|lbs|people|kids"
    r"|credits)\b)"
)
_A_YEAR = {"h": HOURS_A_YEAR, "w": 52, "m": 12, "y": 1}  # by the first letter of the unit
_LEAST_YEAR, _MOST_YEAR = 10_000, 900_000
_THOUSANDS = range(20, 400)  # a bare number of these may be thousands: "60 a year"


@dataclass(frozen=True)
class Amount:
    """An amount by the year and where it stands; ``sure``: whether a unit says that it is one of money."""

    start: int
    end: int
    year: float
    sure: bool


def amounts_in(text: str) -> Iterator[Amount]:
    """Yield the amounts of pay in a plain text; of a range, the lower end."""
    for found in _AMOUNT.finditer(text):
        kilo = found["kilo"] or (found["most"] and found["kilos"])
        unit = (found["unit"] or found["adverb"] or "")[:1]
        value = _value(found["least"]) * (1_000 if kilo else 1)
        if unit in ("", "y") and not kilo and value in _THOUSANDS:
            value *= 1_000
        year = value * _A_YEAR.get(unit, 1)
        sure = bool(kilo or unit or "$" in found[0]) or len(found["least"]) > len("999")
        if _LEAST_YEAR <= year <= _MOST_YEAR:
            yield Amount(found.start(), found.end(), year, sure)


def _value(written: str) -> float:
    tens = tree()["tens"].get(written.removeprefix("a "))
    return float(tens) if tens is not None else float(written.replace(",", ""))
