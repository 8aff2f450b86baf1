"""Which of several occupations is the shorter step from one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.change.nearer import nearer_of_several
from actions.composition.compose import Reply
from actions.person import Person
from actions.questions.message import GOAL, ParsedEntity, TaggedSpan, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import MLE, question, told
from tests.actions.datasets.figures import lead

WAITER, DENTAL, MEDICAL, STATISTICIAN, ACTUARY = (
    "35-3031.00",
    "31-9091.00",
    "31-9092.00",
    "15-2041.00",
    "15-2011.00",
)
COMPARED = ConversationState(
    "comparison", (DENTAL,), mentions=(("occupation", MEDICAL),), person=Person(WAITER)
)


def asked(connection: Connection, text: str, state: ConversationState = COMPARED) -> Reply | None:
    return nearer_of_several(connection, question(connection, "nlu_fallback", text=text, state=state))


def thinking(connection: Connection, text: str, own: str, titles: dict[str, str]) -> Reply | None:
    """Return the answer to a message whose titles are marked as what its writer aims at."""
    spans = [(text.index(title), title, key) for title, key in titles.items()]
    message = UserMessage(
        text,
        "career_change",
        tuple(ParsedEntity("occupation", key, title, start) for start, title, key in spans),
        confidence=0.5,
        tagged=tuple(TaggedSpan(start, start + len(title), GOAL, 0.9) for start, title, _key in spans),
    )
    return nearer_of_several(
        connection, read_question(connection, message, ConversationState(person=Person(own)))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Which is the shorter jump?",
        "which one would be less of a leap",
        "which of the two fits me better",
        "which is closer to what i do",
        "whats easier for me to get into",
        "closer to my skills?",
    ],
)
def test_the_shorter_step_is_told_with_how_far_each_is(datasets: Connection, text: str) -> None:
    reply = asked(datasets, text)
    assert reply is not None and lead(reply).startswith("Of the two, becoming a")
    assert "becoming a dental assistant is" in told(reply) and "becoming a medical assistant is" in told(
        reply
    )
    assert {*reply.state.occupations, *(key for _kind, key in reply.state.mentions)} == {DENTAL, MEDICAL}


def test_both_that_somebody_thinks_of_are_told(datasets: Connection) -> None:
    text = "Thinking machine learning engineer or maybe actuary. Thoughts?"
    titles = {"machine learning engineer": MLE, "actuary": ACTUARY}
    reply = thinking(datasets, text, STATISTICIAN, titles)
    assert reply is not None
    assert "becoming a machine learning engineer is" in told(reply) and "becoming an actuary is" in told(
        reply
    )


def test_a_measure_of_both_asks_for_no_step(datasets: Connection) -> None:
    titles = {"dental assistant": DENTAL, "medical assistant": MEDICAL}
    assert (
        thinking(datasets, "dental assistant or medical assistant, which pays more?", WAITER, titles) is None
    )


@pytest.mark.parametrize("text", ["which is the shorter drive?", "is it a short step?", "which pays more"])
def test_other_questions_are_left(datasets: Connection, text: str) -> None:
    assert asked(datasets, text) is None


def test_without_ones_own_work_or_two_to_choose_from_nothing_is_nearer(datasets: Connection) -> None:
    assert asked(datasets, "which is the shorter jump?", replace(COMPARED, person=Person())) is None
    assert asked(datasets, "which is the shorter jump?", replace(COMPARED, mentions=())) is None
