"""What fits and grows, behind whether the work that a subject leads to does."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.prospects import answer_major
from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import question, told
from tests.actions.datasets.figures import lead

STUDENT = ConversationState(person=Person(education=2, field="statistics"))


@pytest.mark.parametrize("text", ["Should I switch my major?", "is this the wrong major for me?"])
def test_the_outlook_of_what_one_studies_comes_before_what_grows(datasets: Connection, text: str) -> None:
    reply = answer_major(datasets, question(datasets, "nlu_fallback", text=text, state=STUDENT))
    assert reply is not None
    assert lead(reply).startswith("Employment of statisticians is projected to")
    assert "come first for you" in told(reply)


@pytest.mark.parametrize("text", ["what is the major problem?", "which jobs grow?"])
def test_other_questions_are_left(datasets: Connection, text: str) -> None:
    assert answer_major(datasets, question(datasets, "nlu_fallback", text=text, state=STUDENT)) is None
