"""Where the occupation leads that was talked about last."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.fit.of_shown import answer_of_shown
from actions.state import ConversationState
from tests.actions.asking import question, told
from tests.actions.datasets.figures import lead

NURSE, INFANTRY = "29-1141.00", "55-3016.00"


@pytest.mark.parametrize(
    "text",
    [
        "what can that turn into later",
        "where could that lead",
        "what jobs does it lead to",
        "what does it turn into after",
    ],
)
def test_where_it_leads_is_told_by_related_occupations(datasets: Connection, text: str) -> None:
    state = ConversationState("definition", (NURSE,))
    reply = answer_of_shown(datasets, question(datasets, "career_path", text=text, state=state))
    assert reply is not None and "nearest to registered nurses" in told(reply)


def test_from_the_armed_forces_it_leads_to_civilian_work_by_judgement(datasets: Connection) -> None:
    state = ConversationState("salary", (INFANTRY,))
    asked = question(datasets, "duties", text="fine what civilian jobs does it turn into after", state=state)
    reply = answer_of_shown(datasets, asked)
    assert reply is not None and "By judgement, these come nearest: " in lead(reply)
    assert reply.state.topic == "related_occupations" and len(reply.state.items) > 1


@pytest.mark.parametrize("text", ["where does that come from", "what does it pay", "which tools do they use"])
def test_other_questions_ask_for_no_way_on(datasets: Connection, text: str) -> None:
    state = ConversationState("definition", (NURSE,))
    assert answer_of_shown(datasets, question(datasets, "career_path", text=text, state=state)) is None


def test_with_nothing_talked_about_nothing_leads_anywhere(datasets: Connection) -> None:
    asked = question(datasets, "career_path", text="where could that lead")
    assert answer_of_shown(datasets, asked) is None
