"""Only what stands behind "forget" is forgotten, and what is asked behind it is answered."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.forgotten import asked_behind_forgotten, forgotten_words
from actions.person import Person
from actions.policy import decide
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState


@pytest.mark.parametrize(
    ("text", "forgotten", "asked"),
    [
        ("forget the salary. what else could I do?", "forget the salary", ". what else could I do?"),
        ("forget Ohio, what pays more?", "forget ohio", ", what pays more?"),
        ("forget Excel and where I live", "forget excel and where i live", None),
        ("no dont forget that!! I am a cook", "", None),
    ],
)
def test_a_message_is_read_in_two(text: str, forgotten: str, asked: str | None) -> None:
    message = UserMessage(text, "about_you")
    rest = asked_behind_forgotten(message)
    assert forgotten_words(message) == forgotten
    assert (rest and rest.text.strip()) == asked


def test_an_amount_that_is_named_is_forgotten(datasets: Connection) -> None:
    state = ConversationState(person=Person("29-1141.00", pay=70000))
    question = read_question(datasets, UserMessage("forget the 70k", "about_you"), state)
    reply = decide(datasets, question).reply
    assert reply.state.person == Person("29-1141.00")


def test_what_is_asked_behind_it_is_answered_for_what_is_kept(datasets: Connection) -> None:
    state = ConversationState(person=Person("29-1141.00", place="Ohio"))
    text = "forget Ohio. what other jobs fit me?"
    named = (ParsedEntity("place", "Ohio", "Ohio", 7),)
    reply = decide(datasets, read_question(datasets, UserMessage(text, "career_fit", named), state)).reply
    assert reply.answer.topic == "career_fit"
    assert reply.state.person == Person("29-1141.00")
