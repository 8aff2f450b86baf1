"""Pay that is asked for without a word for it."""

from __future__ import annotations

import pytest

from actions.questions.earned_in_words import read_earned
from tests.actions.asking import message

WELDER = ("occupation", "welder", "welder")
OHIO = ("place", "ohio", "Ohio")


@pytest.mark.parametrize(
    "text",
    [
        "what's a welder on in Ohio",
        "what could a welder pull in",
        "welder: what's the going rate?",
        "welder pay vs",
    ],
)
def test_what_one_is_on_or_pulls_in_is_pay(text: str) -> None:
    assert read_earned(message("nlu_fallback", WELDER, text=text, confidence=0.24)).intent == "salary"


def test_what_one_gets_is_pay_beside_a_place_only() -> None:
    there = message("nlu_fallback", WELDER, OHIO, text="what does a welder get in Ohio?", confidence=0.3)
    assert read_earned(there).intent == "salary"
    anywhere = message("nlu_fallback", WELDER, text="what does a welder get?", confidence=0.3)
    assert read_earned(anywhere) == anywhere


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("definition", "what's a welder on the ground?"),
        ("education", "how does a welder get into that in Ohio?"),
        ("salary_negotiation", "what should I ask for as a welder?"),
    ],
)
def test_what_asks_for_something_else_stays_so(intent: str, text: str) -> None:
    unread = message(intent, WELDER, OHIO, text=text, confidence=0.3)
    assert read_earned(unread) == unread


@pytest.mark.parametrize(
    "text", ["welder hourly", "welder by the hour in Ohio?", "and for a welder per hour"]
)
def test_an_occupation_by_the_hour_is_its_pay(text: str) -> None:
    assert read_earned(message("working_hours", WELDER, OHIO, text=text)).intent == "salary"


def test_what_is_done_by_the_hour_is_no_pay() -> None:
    asked = message("working_hours", WELDER, text="how many breaks does a welder have per hour")
    assert read_earned(asked) == asked
