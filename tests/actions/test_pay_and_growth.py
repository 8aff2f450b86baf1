"""Pay and growth of one occupation are told together where a few words name both."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.policy import decide
from actions.state import ConversationState
from tests.actions.asking import question, told

DENTIST = "29-1021.00"
ASKED = ConversationState(topic="education", occupations=(DENTIST,), person=Person("29-1141.00"))


@pytest.mark.parametrize("text", ["numbers please, pay and growth", "median and outlook?"])
def test_both_are_told_of_the_occupation_talked_about(datasets: Connection, text: str) -> None:
    reply = decide(datasets, question(datasets, "market_size", text=text, state=ASKED)).reply
    assert "General dentists in the United States earn a median" in told(reply)
    assert "Employment of general dentists is projected" in told(reply)


@pytest.mark.parametrize("text", ["which pays more and grows faster?", "what about the pay?"])
def test_a_comparison_and_one_of_the_two_are_not_taken_for_both(datasets: Connection, text: str) -> None:
    decision = decide(datasets, question(datasets, "nlu_fallback", text=text, state=ASKED))
    assert decision.step != "pay and growth"
