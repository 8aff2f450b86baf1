"""A message that asks for advice and a fact beside it, or two facts of one, in its halves."""

from __future__ import annotations

import pytest

from actions.questions.halves import about, halves
from actions.questions.message import UserMessage


def _halves(text: str) -> list[tuple[str, str]]:
    return [(one.text.strip(), one.intent) for one in halves(UserMessage(text, "nlu_fallback"))]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("ok make a plan. and do i need a license for that", ["skill_gap", "certifications"]),
        ("make a plan please and how much would i start at", ["skill_gap", "salary"]),
        ("do they need college n how much do they make", ["education", "salary"]),
        ("how long is the apprenticeship and do i get paid during", ["education", "career_change"]),
    ],
)
def test_a_message_that_asks_two_things_is_answered_in_two(text: str, topics: list[str]) -> None:
    found = [topic for _text, topic in _halves(text)]
    assert found[-1] == topics[-1]
    assert len(found) == len(topics)


@pytest.mark.parametrize(
    "text",
    [
        "make me a plan",
        "how do i get started, make it a plan. i have a diploma",
        "what do they earn and how much is that by the hour",
        "i like people and animals",
        "I have an associate degree and dont want more school. what pays over 70k",
    ],
)
def test_a_message_that_asks_one_thing_is_one(text: str) -> None:
    assert not halves(UserMessage(text, "nlu_fallback"))


def test_the_second_half_is_about_what_the_first_names() -> None:
    first, second = halves(UserMessage("plan for that and what does it pay", "nlu_fallback"))
    assert about(second, "47-2111.00").values("occupation") == ["47-2111.00"]
    assert about(first, "").values("occupation") == []
