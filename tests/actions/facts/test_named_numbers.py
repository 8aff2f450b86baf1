"""Numbers that a message names or asks for, where nothing else says what is asked."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.policy import decide
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import MLE, Talk, message, told

OUTLOOK = ConversationState("outlook", (MLE,), rows=("outlook.growth_2020_2030",))


def step(connection: Connection, text: str, intent: str = "nlu_fallback", confidence: float = 0.2) -> str:
    sent = message(intent, text=text, confidence=confidence)
    return decide(connection, read_question(connection, sent, OUTLOOK)).step


@pytest.mark.parametrize(
    ("text", "expected"),
    [("explain the 22 %", "grow by 22%"), ("what are the $170,000?", "Senior level")],
)
def test_a_number_that_is_named_is_told_what_it_is(connection: Connection, text: str, expected: str) -> None:
    here = Talk(connection, OUTLOOK)
    reply = here.ask("nlu_fallback", text=text, confidence=0.2)
    assert reply.answer.outcome == "answered" and expected.lower() in told(reply).lower()


def test_a_number_of_the_last_answer_comes_before_the_same_of_another_topic(connection: Connection) -> None:
    industries = ConversationState("industries", (MLE,), rows=("industries.share.information_technology",))
    reply = Talk(connection, industries).ask("nlu_fallback", text="what is 25%?", confidence=0.2)
    assert "information technology" in told(reply) and "aged" not in told(reply)


def test_a_number_of_the_last_answer_about_an_occupation_of_the_datasets_is_told_again(
    datasets: Connection,
) -> None:
    here = Talk(datasets)
    here.ask("salary", ("occupation", "29-1141.00"), text="what do nurses earn?")
    reply = here.ask("nlu_fallback", text="explain the $97,550", confidence=0.2)
    assert "97,550" in told(reply)
    assert here.ask("nlu_fallback", text="explain the $1,234", confidence=0.2).answer.outcome != "answered"


@pytest.mark.parametrize(
    "text",
    [
        "I have two years of work and want to look better",
        "what is 23 %?",
        "is my $118,000 enough",
        "what's 22 percent of 250?",
    ],
)
def test_a_number_that_nothing_has_or_that_is_ones_own_is_not_explained(
    connection: Connection, text: str
) -> None:
    assert step(connection, text) != "number"


def test_a_clear_question_with_a_number_keeps_its_topic(connection: Connection) -> None:
    assert step(connection, "is 22 % fast growth?", "outlook", 0.9) == "topic"


def test_how_much_after_an_answer_without_a_number_is_not_answered_with_another_figure(
    connection: Connection,
) -> None:
    here = Talk(connection, ConversationState("salary", (MLE,), rows=("salary.extras_lucrative",)))
    assert here.ask("salary", text="how much?", confidence=0.5).answer.outcome == "unknown"
    here = Talk(connection, ConversationState("salary", (MLE,), rows=("salary.senior",)))
    assert here.ask("salary", text="how much?", confidence=0.5).answer.outcome == "answered"
