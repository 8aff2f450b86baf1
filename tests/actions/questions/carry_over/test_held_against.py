"""An occupation that is held against the one talked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.carry_over.held_against import compared_with_them
from actions.questions.reader import said_in
from actions.state import ConversationState
from tests.actions.asking import message

PLUMBER, NURSE, TESTER = "47-2152.00", "29-1141.00", "15-1253.00"
PAY = ConversationState("salary", (PLUMBER,))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("really? more than nurses?", "salary"),
        ("do nurses earn more than them?", "salary"),
        ("isn't that the same as nurses?", "salary"),
        ("and nurses, is that the same job", "salary"),
        ("how much less do nurses make?", "salary"),
        ("twice what nurses get?", "salary"),
        ("faster growth than them? nurses I mean", "outlook"),
    ],
)
def test_it_is_compared_with_what_was_asked_about_last(datasets: Connection, text: str, topic: str) -> None:
    said = said_in(datasets, message("nlu_fallback", ("occupation", "nurses"), text=text), PAY)
    found = compared_with_them(datasets, said)
    assert found is not None
    assert {one.value for one in found.of("occupation")} == {NURSE, PLUMBER}
    assert found.topic_key == topic


@pytest.mark.parametrize(
    "text",
    [
        "what do nurses earn?",
        "how many more nurses are there?",
        "do nurses need more than two years of school?",
        "nurses",
    ],
)
def test_what_asks_of_the_other_alone_compares_nothing(datasets: Connection, text: str) -> None:
    said = said_in(datasets, message("nlu_fallback", ("occupation", "nurses"), text=text), PAY)
    assert compared_with_them(datasets, said) is None


def test_what_i_did_is_the_occupation_that_the_person_had(datasets: Connection) -> None:
    state = replace(ConversationState("definition", (PLUMBER,)), person=Person(former=(TESTER,)))
    text = "how do nurses compare to what I did?"
    said = said_in(datasets, message("nlu_fallback", ("occupation", "nurses"), text=text), state)
    found = compared_with_them(datasets, said)
    assert found is not None
    assert {one.value for one in found.of("occupation")} == {NURSE, TESTER}
