"""The items of the interest finder, the answers to them, and the scores of Holland's interests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.queries.occupation_matrix import INTERESTS
from knowledge.terms import normalise

FILE = Path(__file__).with_name("interest_finder.yml")
DIGITS = tuple("12345")  # the answers, from the strongest dislike to the strongest liking
FEWEST = 12  # answers that a result takes: two for each interest
CLOSE = 10.0  # points within which a third interest is named beside the second


@dataclass(frozen=True)
class Item:
    """An activity, and the interest that it belongs to."""

    interest: str
    activity: str


@dataclass(frozen=True)
class Finder:
    """The interest finder: its items in the order in which they are asked, answers and commands.

    ``answers``: their labels in the order of :data:`DIGITS`; ``words`` and ``commands``: what is typed for a
    digit or a command, in normal form.
    """

    items: tuple[Item, ...]
    answers: tuple[str, ...]
    words: dict[str, str]
    commands: dict[str, str]


@cache
def finder() -> Finder:
    """Return the interest finder, one item of each interest in turn."""
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    rounds = zip(*(tree["items"][interest] for interest in INTERESTS), strict=True)
    items = tuple(
        Item(interest, activity)
        for activities in rounds
        for interest, activity in zip(INTERESTS, activities, strict=True)
    )
    words = {
        normalise(typed): digit
        for digit, one in zip(DIGITS, tree["answers"], strict=True)
        for typed in one["words"]
    }
    commands = {normalise(typed): name for name, listed in tree["commands"].items() for typed in listed}
    return Finder(items, tuple(one["label"] for one in tree["answers"]), words, commands)


def scores(taps: str) -> tuple[tuple[str, float], ...]:
    """Return the score of each interest, 0 to 100: the mean of its answers.

    Args:
        taps: a digit for each item that was answered, in the order of the items, at least one an interest.
    """
    given: dict[str, list[int]] = {interest: [] for interest in INTERESTS}
    for item, digit in zip(finder().items, taps, strict=False):
        given[item.interest].append(int(digit))
    highest = len(DIGITS) - 1
    return tuple(
        (interest, round(100 * (sum(digits) / len(digits) - 1) / highest, 1))
        for interest, digits in given.items()
    )


def strongest(interests: tuple[tuple[str, float], ...]) -> list[str]:
    """Return the two strongest interests, and the third where it is close to the second."""
    ordered = sorted(interests, key=lambda one: -one[1])
    _first, (_name, second), (_third, third) = ordered[:3]
    return [name for name, score in ordered[: 3 if second - third <= CLOSE else 2] if score]
