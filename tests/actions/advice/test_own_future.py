"""Who fears for their own work hears its outlook, and no list of other work."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.policy import decide
from actions.questions.message import FALLBACK
from actions.state import ConversationState
from tests.actions.asking import question, told

ACCOUNTANT = "13-2011.00"
STATE = ConversationState(person=Person(occupation=ACCOUNTANT))


@pytest.mark.parametrize(
    "text",
    [
        "everyone says AI is coming for us. how worried should I be?",
        "will robots take my job?",
        "I didn't ask for a new job. are we going to be fine?",
    ],
)
def test_the_outlook_of_ones_own_work_is_told(datasets: Connection, text: str) -> None:
    said = told(decide(datasets, question(datasets, FALLBACK, text=text, state=STATE)).reply)
    assert said.startswith("Employment of accountants and auditors is projected to grow")
    assert "come first for you" not in said


def test_other_work_is_listed_where_it_is_asked_for(datasets: Connection) -> None:
    text = "robots will take my job. what else could I do instead?"
    assert "come first" in told(decide(datasets, question(datasets, FALLBACK, text=text, state=STATE)).reply)
