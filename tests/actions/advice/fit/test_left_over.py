"""What is left of two occupations once a field of work is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.person import Person
from actions.policy import decide
from actions.questions.message import FALLBACK
from actions.state import ConversationState
from tests.actions.asking import question
from tests.actions.datasets.figures import lead

ACCOUNTANT, NURSE, DENTIST = "13-2011.00", "29-1141.00", "29-1021.00"
TORN = ConversationState(
    topic="comparison",
    occupations=(ACCOUNTANT,),
    mentions=(("occupation", NURSE),),
    person=Person(place="Texas"),
)


def say(connection: Connection, text: str, state: ConversationState) -> Reply:
    return decide(connection, question(connection, FALLBACK, text=text, state=state)).reply


@pytest.mark.parametrize("text", ["blood makes me faint so..", "I can't stand hospitals"])
def test_a_refused_field_leaves_the_other_occupation_with_its_pay(datasets: Connection, text: str) -> None:
    reply = say(datasets, text, TORN)
    assert lead(reply).startswith("Accountants and auditors are left, then: registered nurses")
    assert reply.answer.topic == "salary"
    assert reply.state.occupations == (ACCOUNTANT,)


def test_a_field_that_leaves_neither_or_both_decides_nothing(datasets: Connection) -> None:
    both = replace(TORN, occupations=(DENTIST,))
    for state, text in ((both, "blood makes me faint"), (TORN, "I can't stand farming")):
        assert "are left, then" not in lead(say(datasets, text, state))
