"""What is asked of the work that somebody aims at, answered alone."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.change.asked_of_aim import answer_of_aim, asks_of_aim
from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import question

ROOFERS, ELECTRICIANS = "47-2181.00", "47-2111.00"
AIMED = ConversationState("career_change", (ELECTRICIANS,), person=Person(ROOFERS, years=8))


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("is that move a raise for me, yes or no", "Yes. Electricians in the United States earn more"),
        ("would i earn less than now", "No. Electricians in the United States earn more"),
        ("do i get paid during the apprenticeship", "Whether electricians are paid while they learn"),
        (
            "would my roofing years count for that",
            "Whether a school or an employer counts your time",
        ),
        ("am i qualified", "Electricians typically need a high school diploma"),
        ("can i be one by the time i'm 40", "How many years it takes to become an electrician"),
        ("is it a stable job", "Employment of electricians is projected to grow"),
    ],
)
def test_what_is_asked_of_the_aim_is_answered_alone(datasets: Connection, text: str, lead: str) -> None:
    reply = answer_of_aim(datasets, question(datasets, "nlu_fallback", text=text, state=AIMED))
    assert reply is not None
    assert str(reply.answer.lead).startswith(lead)


@pytest.mark.parametrize(
    "text",
    ["make me a plan", "what do they do", "which state pays best", "what am I missing"],
)
def test_what_is_not_asked_of_it_is_left(datasets: Connection, text: str) -> None:
    assert answer_of_aim(datasets, question(datasets, "nlu_fallback", text=text, state=AIMED)) is None
    assert not asks_of_aim(text)


def test_who_names_an_aim_for_the_first_time_gets_the_whole_comparison(datasets: Connection) -> None:
    state = ConversationState(person=Person(ROOFERS))
    named = ("occupation", ELECTRICIANS, "electrician")
    asked = question(datasets, "career_change", named, text="can I become an electrician at 45?", state=state)
    assert answer_of_aim(datasets, asked) is None
