"""Which statements of a topic bear on the very words of a question."""

from __future__ import annotations

from collections.abc import Sequence

from actions.words import everyday_words
from knowledge.records import Statement
from knowledge.terms import normalise

SHOWN = 2
RARE = 0.2  # a word in more than this share of the topic's statements tells nothing about any one of them
SHORTEST = 5
ENDINGS = ("ings", "ing", "ers", "ies", "ed", "es", "er", "s", "e")


def pertinent(question: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return up to :data:`SHOWN` statements that share rare words with the question, best first."""
    asked = _stems(question)
    words = {one.key: _stems(f"{one.text} {one.detail or ''}") for one in statements}
    limit = max(2.0, RARE * len(statements))
    rare = {word for word in asked if 0 < sum(word in held for held in words.values()) <= limit}
    scored = [(len(rare & words[one.key]), one) for one in statements]
    best = max((score for score, _one in scored), default=0)
    return [one for score, one in scored if best and score == best][:SHOWN]


def _stems(text: str) -> set[str]:
    words = normalise(text).split()
    return {
        _stem(word) for word in words if len(word) >= SHORTEST and word not in everyday_words()["everyday"]
    }


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            return word[: -len(ending)]
    return word
