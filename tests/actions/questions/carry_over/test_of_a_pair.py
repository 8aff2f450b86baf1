"""What a message says of two occupations that were talked about."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.carry_over.occupations import compared_again, one_of_compared
from actions.questions.carry_over.of_a_pair import topic_of_figures
from actions.questions.reader import said_in
from actions.state import ConversationState, PastQuestion
from tests.actions.asking import Named, message

NURSE, PLUMBER = "29-1141.00", "47-2152.00"
AFTER_TWO = ConversationState("salary", (PLUMBER,), earlier=(PastQuestion("salary", (NURSE,)),))
GROWTH = ConversationState("outlook", (NURSE,), mentions=(("occupation", PLUMBER),))
FIRST: Named = ("ordinal", "1", "first")


@pytest.mark.parametrize(
    ("intent", "text", "topic"),
    [
        ("what_about", "Denver for the first?", "salary"),
        ("duties", "the first one, what do they do?", "duties"),
        ("startups", "how many of the first lot work there?", "outlook"),
    ],
)
def test_the_first_of_two_talked_about_is_pointed_at(
    datasets: Connection, intent: str, text: str, topic: str
) -> None:
    asked = said_in(datasets, message(intent, FIRST, text=text, confidence=0.6), AFTER_TWO)
    found = one_of_compared(datasets, asked)
    assert found is not None
    assert ([one.value for one in found.of("occupation")], found.topic_key) == ([NURSE], topic)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("career_path", "what is the first step?"),
        ("what_about", "and the first year?"),
        ("pick", "so you don't know the first?"),
        ("duties", "what do they do at first, the first thing"),
    ],
)
def test_another_first_points_at_none_of_them(datasets: Connection, intent: str, text: str) -> None:
    asked = said_in(datasets, message(intent, FIRST, text=text, confidence=0.6), AFTER_TWO)
    assert one_of_compared(datasets, asked) is None


@pytest.mark.parametrize(
    ("state", "text", "topic"),
    [
        (AFTER_TWO, "so who wins?", "salary"),
        (GROWTH, "and who is ahead?", "outlook"),
        (GROWTH, "percentages pls", "outlook"),
    ],
)
def test_they_are_compared_in_the_measure_told_last(
    datasets: Connection, state: ConversationState, text: str, topic: str
) -> None:
    asked = said_in(datasets, message("nlu_fallback", text=text, confidence=0.3), state)
    found = compared_again(datasets, asked)
    assert found is not None and found.topic_key == topic
    assert {one.value for one in found.of("occupation")} == {NURSE, PLUMBER}


def test_figures_are_those_of_the_last_topic_or_of_pay() -> None:
    assert topic_of_figures(GROWTH, "give me the numbers") == "outlook"
    assert topic_of_figures(GROWTH, "in dollars") == "salary"
    assert topic_of_figures(AFTER_TWO, "percent?") is None
    assert topic_of_figures(GROWTH, "what percentage of them need a degree") is None
