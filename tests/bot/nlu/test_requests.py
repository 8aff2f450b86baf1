"""The requests of a message, each from where it begins to where the next one does."""

from __future__ import annotations

import pytest

from bot.nlu.lexicon import read_lexicon
from bot.nlu.requests import MAX_REQUESTS, find_requests
from tests.bot.nlu.test_focus import Named, span

LEXICON = read_lexicon()


def requests(typed: str, *named: Named) -> list[str]:
    return [typed[one.start : one.end].strip() for one in find_requests(span(typed, *named), typed, LEXICON)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("what do they do and how long is school", ["what do they do", "and how long is school"]),
        (
            "ok cool, what do they earn, and do they need a degree",
            ["what do they earn,", "and do they need a degree"],
        ),
        ("how many are there? and is it growing", 2),
        ("where do they earn the most? and least", ["where do they earn the most?", "and least"]),
        ("I like it. would it fit me? what does it pay", ["I like it. would it fit me?", "what does it pay"]),
        ("skip the pay, show me the duties; which skills matter", 2),
        ("ok make a plan. and do i need a licence for that", 2),
    ],
)
def test_each_request_is_told_apart(typed: str, found: list[str] | int) -> None:
    asked = requests(typed)
    assert asked == found if isinstance(found, list) else len(asked) == found


@pytest.mark.parametrize(
    "typed",
    [
        "what do they earn?",
        "which jobs are in demand and have good pay",
        "I want a job outdoors, where nobody calls me",
        "is it the pay or is it the hours",
        "what do they do? I'm asking for a friend.",
        "thanks. why?",
    ],
)
def test_what_asks_one_thing_has_no_requests(typed: str) -> None:
    assert requests(typed) == []


def test_a_bare_why_asks_of_what_is_told_before_it() -> None:
    asked = requests("a painter for me? why? a roofer sounds good, what would I need")
    assert asked == ["a painter for me? why?", "a roofer sounds good, what would I need"]


def test_a_name_behind_and_is_a_request_and_one_before_a_question_is_not() -> None:
    both = requests("and in Oklahoma? and how many are there", ("place", "Oklahoma"))
    assert both == ["and in Oklahoma?", "and how many are there"]
    assert requests("sonographers? what do they earn", ("occupation", "sonographers")) == []


def test_words_of_courtesy_before_a_request_are_no_part_of_it() -> None:
    both = requests("alright and in Kentucky? and how many are there", ("place", "Kentucky"))
    assert both == ["and in Kentucky?", "and how many are there"]


def test_only_so_many_requests_are_read() -> None:
    assert len(requests("what is it? " * 9)) == MAX_REQUESTS
