"""The goal is kept until another one is named or it is let go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.goal import goal_after
from actions.person import Person
from actions.policy import respond
from actions.questions.message import FALLBACK
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT, SKILL_GAP
from actions.state import ConversationState
from tests.actions.asking import message, question, told
from tests.actions.datasets.figures import lead

CASHIER, ELECTRICIAN, HYGIENIST = "41-2011.00", "47-2111.00", "29-1292.00"
AT_WORK = ConversationState(person=Person(occupation=CASHIER))
WITH_GOAL = replace(AT_WORK, topic=CAREER_FIT, goal=ELECTRICIAN)


@pytest.mark.parametrize(
    ("intent", "text"),
    [(CAREER_CHANGE, "could I become an electrician?"), ("education", "electrician, degree or not?")],
)
def test_what_somebody_asks_the_way_to_is_the_goal(datasets: Connection, intent: str, text: str) -> None:
    reply = respond(datasets, message(intent, ("occupation", "electrician"), text=text), AT_WORK)
    assert reply.state.goal == ELECTRICIAN


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [
        (FALLBACK, "I'm a cashier, 6 years. now what am I missing", "skills that matter to electricians"),
        ("education", "do I need a degree or not", "Electricians typically need"),
        (FALLBACK, "how long till I'm there?", "become an electrician"),
        (FALLBACK, "I'm 34 with a GED, still possible?", "becoming an electrician"),
        (FALLBACK, "is there a step in between I can do now", "Electrician helpers come first"),
    ],
)
def test_the_goal_is_meant_where_none_is_named(
    datasets: Connection, intent: str, text: str, expected: str
) -> None:
    reply = respond(datasets, message(intent, text=text), WITH_GOAL)
    assert expected in told(reply)
    assert reply.state.goal == ELECTRICIAN


def test_a_goal_gives_way_to_another_and_is_let_go(datasets: Connection) -> None:
    named = message(CAREER_CHANGE, ("occupation", "dental hygienist"), text="could I be a dental hygienist?")
    assert respond(datasets, named, WITH_GOAL).state.goal == HYGIENIST
    declined = replace(WITH_GOAL, person=Person(occupation=CASHIER, declined=(ELECTRICIAN,)))
    asked = question(datasets, SKILL_GAP, text="what else", state=declined)
    reply = respond(datasets, message(CAREER_FIT, text="what fits me?"), declined)
    assert goal_after(asked, reply) == ""


def test_it_is_said_where_nothing_on_the_way_can_be_begun_at_once(datasets: Connection) -> None:
    state = replace(WITH_GOAL, goal=HYGIENIST, person=Person(occupation=CASHIER, education=0))
    reply = respond(datasets, message(FALLBACK, text="any stepping stone?"), state)
    assert lead(reply).startswith("Near the work of dental hygienists there is nothing")
