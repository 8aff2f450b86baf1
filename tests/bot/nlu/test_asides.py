"""What people tell of their age, sex, origin or health beside what they ask."""

from __future__ import annotations

import pytest

from actions.questions.asides import without
from bot.nlu.asides import find_asides

ASKED = "Which jobs pay over $80,000?"


@pytest.mark.parametrize(
    "aside",
    [
        "I'm 58.",
        "I’m 58 years old, by the way.",
        "male, 31.",
        "33F.",
        "I am a woman.",
        "Oh, and I'm a single mother of two.",
        "I'm a 45-year-old immigrant woman.",
        "I'm single, 34, and Black.",
        "I'm originally from Nigeria.",
        "I'm from South Africa.",
        "My family is from Mexico.",
        "I moved here from India as a kid.",
        "I'm originally from Texas.",
        "I have type 2 diabetes and I'm 50.",
        "I'm deaf in one ear.",
        "I use a wheelchair.",
        "(I have asthma.)",
    ],
)
def test_it_is_found_wherever_it_stands(aside: str) -> None:
    for message in (f"{aside} {ASKED}", f"{ASKED} {aside}"):
        assert without(message, find_asides(message)) == ASKED
    message = f"I'm a cook. {aside} {ASKED}"
    assert without(message, find_asides(message)) == f"I'm a cook. {ASKED}"


def test_a_question_about_work_in_health_is_not_about_ones_own() -> None:
    message = "I'm 58. What does this job in public health pay?"
    assert without(message, find_asides(message)) == "What does this job in public health pay?"


def test_it_may_open_a_sentence() -> None:
    message = f"As a 23-year-old man: {ASKED}"
    assert without(message, find_asides(message)) == ASKED


@pytest.mark.parametrize(
    "message",
    [
        "I'm 58.",
        "I'm a woman. And I'm 23.",
        "I'm 58. Am I too old to become a nurse?",
        "I'm a woman. How many engineers are women?",
        "I'm from Ghana. Do I need a visa?",
        "I have diabetes. Would that hold me back?",
        "I'm 22. Are there many people like me?",
    ],
)
def test_it_stays_where_nothing_else_is_said_or_the_question_is_about_it(message: str) -> None:
    assert find_asides(message) == []


@pytest.mark.parametrize(
    "told",
    [
        "I'm from Boston.",
        "I'm in Georgia.",
        "I'm in Minnesota by the way.",
        "I'm a nurse.",
        "I'm 35 and a nurse.",
        "I have two jobs.",
        "Are men paid more?",
    ],
)
def test_what_changes_an_answer_is_none(told: str) -> None:
    assert find_asides(f"{told} {ASKED}") == []
