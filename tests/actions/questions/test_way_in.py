"""How one gets into an occupation, and what is near a field of work."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.questions.way_in import read_near_field, read_way_in
from actions.state import ConversationState
from tests.actions.asking import message

NOTHING = ConversationState()
PILOT = ("occupation", "pilot", "pilot")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("path into elementary teaching", "elementary teacher"),
        ("how do you get into elevator repair, I heard it pays", "elevator repairer"),
        ("steps into plumbing", "plumber"),
    ],
)
def test_a_field_that_one_gets_into_is_that_of_an_occupation(
    datasets: Connection, text: str, title: str
) -> None:
    read = read_way_in(datasets, message("nlu_fallback", text=text, confidence=0.24), NOTHING)
    assert (read.intent, read.values("occupation")) == ("career_path", [title])


def test_how_to_be_one_asks_for_the_way_and_not_for_skills(datasets: Connection) -> None:
    asked = message("skills", PILOT, text="how to be a pilot for an airline", confidence=0.4)
    assert read_way_in(datasets, asked, NOTHING).intent == "career_path"
    sure = message("skills", PILOT, text="which skills to be a pilot", confidence=0.9)
    assert read_way_in(datasets, sure, NOTHING) == sure


def test_who_told_their_work_gets_advice_and_a_second_question_stays(datasets: Connection) -> None:
    asked = message("skills", PILOT, text="how do I become a pilot?", confidence=0.4)
    nurse = ConversationState(person=Person(occupation="29-1141.00"))
    assert read_way_in(datasets, asked, nurse) == asked
    pay = message("salary", text="what does it pay?")
    two = message("skills", PILOT, text="how to be a pilot? what does it pay?", confidence=0.4, parts=(pay,))
    assert read_way_in(datasets, two, NOTHING) == two


def test_what_is_near_a_field_is_asked_of_its_occupation(datasets: Connection) -> None:
    asked = message("nlu_fallback", text="alternatives to teaching primary school", confidence=0.24)
    read = read_near_field(datasets, asked)
    assert (read.intent, read.values("occupation")) == ("related_occupations", ["elementary school teacher"])
    unread = message("nlu_fallback", text="alternatives to coffee", confidence=0.24)
    assert read_near_field(datasets, unread) == unread
