"""Which messages ask for advice rather than for a topic."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.kinds import advice_topic
from actions.advice.targets import names_target
from actions.person import Person
from actions.questions.message import FALLBACK
from actions.state import ConversationState, PastQuestion
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


@pytest.mark.parametrize("form", ["names", ""])
def test_an_occupation_alone_after_what_fits_asks_whether_to_change_to_it(
    datasets: Connection, form: str
) -> None:
    state = ConversationState(topic="career_fit", person=Person(occupation="29-1141.00"))
    asked = question(datasets, "what_about", ELECTRICIAN, text="or electrician", state=state, form=form)
    assert advice_topic(asked, Person()) == "career_change"


def test_the_title_of_somebody_known_is_no_aim(datasets: Connection) -> None:
    state = ConversationState(person=Person(occupation="29-1141.00"))
    text = "she's an electrician, I work for her"
    assert advice_topic(question(datasets, FALLBACK, ELECTRICIAN, text=text, state=state), Person()) is None


def test_what_somebody_known_wants_to_be_is_advised_on_without_their_occupation(datasets: Connection) -> None:
    text = "my son says he'll be an electrician. realistic?"
    assert advice_topic(question(datasets, FALLBACK, ELECTRICIAN, text=text), Person()) == "career_change"


def test_she_who_was_told_of_is_no_aim(datasets: Connection) -> None:
    state = ConversationState(topic="career_fit", title="electrician", other=Person("47-2111.00"))
    asked = question(datasets, FALLBACK, text="she hates computers", state=state)
    assert asked.of("occupation") and not names_target(asked)


def test_a_change_between_two_that_are_named_is_asked_as_a_whole(datasets: Connection) -> None:
    nurse: Named = ("occupation", "29-1141.00", "nurse")
    text = "what if I were a nurse: could a nurse become an electrician"
    asked = question(datasets, "career_change", nurse, ELECTRICIAN, text=text)
    assert advice_topic(asked, Person()) == "career_change"


def test_a_short_unclear_question_goes_on_with_the_advice_unless_it_asks_something(
    datasets: Connection,
) -> None:
    state = ConversationState(topic="career_fit", person=Person(occupation="29-1141.00"))
    for text, topic in (("electrician maybe?", "career_change"), ("what does an electrician make", None)):
        asked = question(datasets, FALLBACK, ELECTRICIAN, text=text, state=state)
        assert advice_topic(asked, Person()) == topic


def test_which_one_would_be_chosen_is_asked_of_the_list(datasets: Connection) -> None:
    past = PastQuestion("career_fit", ())
    state = ConversationState(topic="outlook", person=Person("29-1141.00"), earlier=(past,))
    text = "which of yours would you pick"
    assert advice_topic(question(datasets, FALLBACK, text=text, state=state), Person()) == "career_fit"
    assert advice_topic(question(datasets, FALLBACK, text=text), Person()) is None
    named = question(datasets, "comparison", ELECTRICIAN, text="would you pick electrician", state=state)
    assert advice_topic(named, Person()) != "career_fit"
