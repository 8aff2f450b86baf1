"""An offer of pay that was told is gone on with, beside the quarters of the occupation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.policy import decide
from actions.questions.message import FALLBACK
from actions.state import ConversationState
from tests.actions.asking import question, told

NURSE = "29-1141.00"
OFFERED = ConversationState(occupations=(NURSE,), notes=(("offer", "29.50 an hour"),))


def said(connection: Connection, text: str, state: ConversationState) -> tuple[str, str]:
    decision = decide(connection, question(connection, FALLBACK, text=text, state=state))
    return decision.step, told(decision.reply)


@pytest.mark.parametrize("text", ["so they're lowballing me?", "am i getting ripped off", "is that fair"])
def test_the_offer_is_held_against_what_is_paid(datasets: Connection, text: str) -> None:
    step, reply = said(datasets, text, OFFERED)
    assert step == "pay offered"
    assert reply.startswith("Whether an offer is fair I cannot judge")
    assert "29.50 an hour is" in reply


@pytest.mark.parametrize(
    "text", ["what could I counter with", "what should i ask for", "how much more can i ask"]
)
def test_what_to_counter_is_told_in_the_quarters_that_are_paid(datasets: Connection, text: str) -> None:
    step, reply = said(datasets, text, OFFERED)
    assert step == "pay offered"
    assert "The middle half of registered nurses in the United States are paid $" in reply
    assert "an hour" in reply.splitlines()[0]


def test_the_place_of_the_person_counts(datasets: Connection) -> None:
    state = replace(OFFERED, person=replace(OFFERED.person, place="Texas"))
    assert "registered nurses in Texas" in said(datasets, "what could I counter with", state)[1]


def test_without_an_offer_or_of_another_answer_nothing_is_held_against_it(datasets: Connection) -> None:
    assert (
        said(datasets, "so they're lowballing me?", ConversationState(occupations=(NURSE,)))[0]
        != "pay offered"
    )
    elsewhere = replace(OFFERED, topic="outlook", question="how is the outlook?")
    assert said(datasets, "is that fair", elsewhere)[0] != "pay offered"
