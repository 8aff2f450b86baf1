"""What people call industries, and questions that set the pay of one occupation in them side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from actions.questions.cues import contains, phrases, phrases_in
from actions.questions.message import FALLBACK, UserMessage
from knowledge.datasets.tables import FOLDER, read_words

SALARY = "salary"
_OF_ONE_INDUSTRY = frozenset({SALARY, "industries"})  # intents
_TAKEN_FOR_PAY = _OF_ONE_INDUSTRY | {"comparison", "difference", FALLBACK}


def usual_names(text: str) -> list[str]:
    """Return how the official names of industries begin that a text calls by a usual word, the longest first.

    "The federal government" is not just "the government".
    """
    found = [(max(map(len, phrases_in(text, words)), default=0), name) for name, words in _usual_words()]
    return [name for length, name in sorted(found, key=lambda one: -one[0]) if length]


def side_by_side(text: str) -> list[str]:
    """Return the parts of a text that are held against each other: "in mining | in warehousing"."""
    joining = "|".join(sorted(phrases("joins_two_industries"), key=len, reverse=True))
    return [part for part in re.split(rf"\b(?:{joining})\b|,", text, flags=re.IGNORECASE) if part.strip()]


def read_pay_by_industry(message: UserMessage) -> UserMessage:
    """Return a question for the pay of one occupation in one or several industries as one about its pay."""
    words = message.words
    if message.is_payload or message.intent not in _TAKEN_FOR_PAY or len(message.values("occupation")) != 1:
        return message
    paid = contains("search_by_pay", words) or contains("makes_money", words)
    if not paid or contains("asks_how_many_work", words):
        return message
    named = [part for part in side_by_side(words) if usual_names(part)]
    meant = len(named) > 1 or (named and message.intent in _OF_ONE_INDUSTRY)
    return replace(message, intent=SALARY, confidence=1.0) if meant else message


@cache
def _usual_words() -> list[tuple[str, frozenset[str]]]:
    """Return how the official names of industries begin, and the words by which people call them."""
    return read_words(FOLDER / "industry_words.tsv", "industry")
