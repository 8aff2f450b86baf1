""" "And my dad?" goes on with the one who is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.kin import answer_kin
from actions.person import Person
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.state import ConversationState
from tests.actions.asking import told

NURSE, COOK = "29-1141.00", "35-2014.00"
ADVISED = ConversationState(topic="career_fit", person=Person(NURSE))


def said(text: str, state: ConversationState) -> Question:
    return Question(UserMessage(text, "nlu_fallback"), state, text=text)


@pytest.mark.parametrize("text", ["and my dad?", "ok what about my wife", "and for my brother then?"])
def test_who_was_told_of_is_advised(datasets: Connection, text: str) -> None:
    reply = answer_kin(datasets, said(text, replace(ADVISED, other=Person(COOK))))
    assert reply and "your occupation (restaurant cooks)" in told(reply)
    assert reply.state.person == Person(NURSE)


def test_the_work_of_the_family_is_that_of_all(datasets: Connection) -> None:
    state = replace(ADVISED, notes=(("family_work", "our family dairy farm"),))
    reply = answer_kin(datasets, said("and my dad?", state))
    assert reply and "farmers and ranchers" in told(reply)
    assert reply.state.person == Person(NURSE)
    assert reply.state.other is not None


def test_of_whom_nothing_is_known_something_is_asked(datasets: Connection) -> None:
    reply = answer_kin(datasets, said("and my dad?", ADVISED))
    assert reply and told(reply).startswith("Tell me one thing about them")


@pytest.mark.parametrize("text", ["my dad is a cook", "and my salary?", "what does my dad earn?"])
def test_other_messages_are_left_alone(datasets: Connection, text: str) -> None:
    assert answer_kin(datasets, said(text, ADVISED)) is None
    assert answer_kin(datasets, said("and my dad?", ConversationState())) is None
