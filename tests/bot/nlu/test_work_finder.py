"""What people say to do for a living is found where somebody is said to do it, or to aim at it."""

from __future__ import annotations

import pytest

from bot.nlu.lexicon import read_lexicon
from bot.nlu.work_finder import WorkFinder
from knowledge.work_forms import work_form
from tests.bot.nlu.test_entity_finder import words_of

WORK = frozenset(
    map(
        work_form,
        (
            "flip burgers",
            "drive a semi",
            "drive a school bus",
            "drive a bus",
            "teach high school",
            "cut hair",
            "sell insurance",
            "work the front desk of a hotel",
            "write code",
            "weld",
        ),
    )
)


def found(text: str) -> list[str]:
    return [span.work for span in WorkFinder(WORK, read_lexicon()).find(words_of(text))]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("I flip burgers", "flip burger"),
        ("i been driving a semi for years", "drive semi"),
        ("my brother drives semis", "drive semi"),
        ("she taught high school", "teach high school"),
        ("people who cut hair", "cut hair"),
        ("do I need a degree to sell insurance?", "sell insurance"),
        ("what do I need to teach high school", "teach high school"),
        ("could I teach high school", "teach high school"),
        ("I used to drive a bus", "drive bus"),
        ("I currently work the front desk at a hotel", "work front desk hotel"),
        ("I weld for a living", "weld"),
        ("driving a semi, 14 years", "drive semi"),
    ],
)
def test_work_is_found_in_each_form_of_its_words(text: str, work: str) -> None:
    assert found(text) == [work]


@pytest.mark.parametrize(
    "text",
    [
        "do I need to write code?",
        "how to cut hair",
        "the driving of a semi",
        "what sells insurance",
        "burgers that I flip",
        "I flip. Burgers are good",
        "I weld steel",
    ],
)
def test_work_that_nobody_is_said_to_do_is_not_found(text: str) -> None:
    assert found(text) == []


def test_the_longest_work_is_found_and_none_overlap() -> None:
    assert found("I drive a school bus and cut hair") == ["drive school bus"]
    assert found("I drive a school bus, and I cut hair") == ["drive school bus", "cut hair"]
