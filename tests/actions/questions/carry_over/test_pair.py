"""What is asked of those that were compared last."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.carry_over.pair import asked_of_pair
from actions.questions.reader import said_in
from actions.state import ConversationState
from tests.actions.asking import Named, message

PLUMBER, ELECTRICIAN = "47-2152.00", "47-2111.00"
TEXAS = ("place", "texas")
PAIR = ConversationState(
    "salary", (PLUMBER,), mentions=(("occupation", ELECTRICIAN), TEXAS), question="plumber or electrician?"
)
ALONE = ConversationState("salary", (PLUMBER,))


@pytest.mark.parametrize(
    ("intent", "text", "topic"),
    [
        ("working_hours", "per hour", "salary"),
        ("working_hours", "and hourly?", "salary"),
        ("challenges", "why does it take so long", "education"),
        ("comparison", "why the difference in pay", "salary"),
        ("why", "how come?", "salary"),
        ("difference", "which one is safer", "comparison"),
        ("working_conditions", "which is less stressful", "comparison"),
        ("salary", "what about pay", "salary"),
    ],
)
def test_both_stay_and_so_does_their_place(datasets: Connection, intent: str, text: str, topic: str) -> None:
    asked = message(intent, text=text, confidence=0.5)
    found = asked_of_pair(datasets, said_in(datasets, asked, PAIR))
    assert found is not None and found.topic_key == topic
    assert {one.value for one in found.of("occupation")} == {PLUMBER, ELECTRICIAN}
    assert [one.typed for one in found.of("place")] == ["texas"]
    assert asked_of_pair(datasets, said_in(datasets, asked, ALONE)) is None


def test_one_of_them_may_be_named_in_a_question_for_reasons(datasets: Connection) -> None:
    asked = message("comparison", ("occupation", PLUMBER, "plumber"), text="why does the plumber earn more")
    found = asked_of_pair(datasets, said_in(datasets, asked, PAIR))
    assert found is not None
    assert len(found.of("occupation")) == 2


@pytest.mark.parametrize(
    ("intent", "named", "text"),
    [
        ("salary", [("occupation", "51-4121.00", "welders")], "welders per hour"),
        ("suitability", [], "why should i become one"),
        ("skills", [("tool", "python", "python")], "why python"),
        ("duties", [], "what do they do all day"),
    ],
)
def test_what_asks_of_others_or_something_else_is_left(
    datasets: Connection, intent: str, named: list[Named], text: str
) -> None:
    assert asked_of_pair(datasets, said_in(datasets, message(intent, *named, text=text), PAIR)) is None
