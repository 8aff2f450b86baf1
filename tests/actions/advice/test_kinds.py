"""Which messages ask for advice rather than for a topic."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.kinds import advice_topic
from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import MLE, Named, question

ENGINEER: Named = ("occupation", MLE, "ml engineer")
ELECTRICIAN: Named = ("occupation", "47-2111.00", "electrician")
STEPS = "how do I become an {} step by step"


@pytest.mark.parametrize(
    ("occupation", "person", "topic"),
    [
        (ENGINEER, Person(), None),  # the articles tell the way
        (ENGINEER, Person(occupation="29-1141.00"), "skill_gap"),
        (ELECTRICIAN, Person(), "skill_gap"),
    ],
)
def test_the_steps_are_a_plan_unless_the_articles_tell_them_to_a_stranger(
    datasets: Connection, occupation: Named, person: Person, topic: str | None
) -> None:
    asked = question(
        datasets,
        "career_path",
        occupation,
        text=STEPS.format(occupation[-1]),
        state=ConversationState(person=person),
    )
    assert advice_topic(asked, Person()) == topic
