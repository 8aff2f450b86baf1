"""What the terms of the advisor's own answers mean."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.policy import decide
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import MLE, Talk, message, told

STATE = ConversationState("salary", (MLE,), rows=("salary.senior",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("what does SOC mean?", "Standard Occupational Classification"),
        ("BLS stands for what?", "Bureau of Labor Statistics"),
        ("what is O*NET?", "Occupational Information Network"),
        ("explain the median", "half of the people"),
        ("what is a job zone?", "preparation"),
        ("what is a median?", "half of the people"),
        ("whats a percentile", "a tenth of the people"),
    ],
)
def test_a_term_is_explained_and_the_conversation_stays_where_it_is(
    connection: Connection, text: str, says: str
) -> None:
    here = Talk(connection, STATE)
    reply = here.ask("nlu_fallback", text=text, confidence=0.2)
    assert says in told(reply) and reply.answer.outcome == "smalltalk"
    assert (reply.state.topic, reply.state.rows) == (STATE.topic, STATE.rows)


@pytest.mark.parametrize(
    "text",
    [
        "what is the median salary?",
        "what is the SOC code?",
        "what does BLS mean for nurses?",
        "what do you mean?",
    ],
)
def test_a_question_for_a_value_or_for_more_than_a_term_is_none_for_its_meaning(
    connection: Connection, text: str
) -> None:
    sent = message("salary", text=text, confidence=0.9)
    assert decide(connection, read_question(connection, sent, STATE)).step != "glossary"
