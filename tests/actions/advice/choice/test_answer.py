"""Which of several occupations somebody should choose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.choice.answer import choice_for_person
from actions.composition.compose import Reply
from actions.person import Person
from actions.questions.topic_slots import CAREER_FIT
from actions.state import ConversationState, Item
from tests.actions.advice.choice.choosing import (
    ACTUARY,
    COMPARED,
    DENTAL,
    MEDICAL,
    STATISTICIAN,
    WAITER,
    asked,
    thinking,
)
from tests.actions.asking import MLE, told
from tests.actions.datasets.figures import lead

BOTH = {"dental assistant": DENTAL, "medical assistant": MEDICAL}
LISTED = ConversationState(
    CAREER_FIT, items=(Item("occupation", DENTAL), Item("occupation", MEDICAL)), person=Person(WAITER)
)


def chosen(connection: Connection, text: str, state: ConversationState = COMPARED) -> Reply:
    reply = choice_for_person(connection, asked(connection, text, state))
    assert reply is not None
    return reply


@pytest.mark.parametrize("text", ["Which is the shorter jump?", "which is closer to what i do"])
def test_the_shorter_step_is_told_with_the_reason_for_each(datasets: Connection, text: str) -> None:
    reply = chosen(datasets, text)
    assert lead(reply).startswith("Of the two, becoming a")
    assert "Dental assistants: the work is" in told(reply) and "Medical assistants: the work is" in told(
        reply
    )
    assert {*reply.state.occupations, *(key for _kind, key in reply.state.mentions)} == {DENTAL, MEDICAL}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("which of the two fits me better", "fit you better by what you told me."),
        ("which would you pick for me and why", "fit you better by what you told me."),
        ("whats easier for me to get into", "Both typically take more school than your work does;"),
        ("which of them is quickest to start", "Both typically take the same to start: "),
        ("which one is less stressful", "No source of mine rates stress;"),
    ],
)
def test_the_verdict_is_by_what_is_asked(datasets: Connection, text: str, verdict: str) -> None:
    assert verdict in lead(chosen(datasets, text))


def test_each_thing_that_is_asked_has_its_verdict(datasets: Connection) -> None:
    state = replace(LISTED, person=Person(WAITER, education=3))
    reply = chosen(datasets, "which of those is easiest for me and which pays best?", state)
    assert "are easier to get into" in lead(reply) and "have the highest median pay: $" in told(reply)


def test_nothing_known_ranks_by_what_is_asked_and_says_what_would_make_it_personal(
    datasets: Connection,
) -> None:
    two = {"dental assistant": DENTAL, "actuary": ACTUARY}
    message = thinking(datasets, "dental assistant or actuary, which is easier to get?", "", two)
    reply = choice_for_person(datasets, message)
    assert reply is not None
    assert "are easier to get into" in lead(reply) and "Tell me what you do" in told(reply)


def test_both_that_somebody_thinks_of_are_told(datasets: Connection) -> None:
    text = "Thinking machine learning engineer or maybe actuary. Thoughts?"
    titles = {"machine learning engineer": MLE, "actuary": ACTUARY}
    reply = choice_for_person(datasets, thinking(datasets, text, STATISTICIAN, titles))
    assert reply is not None
    assert "Machine learning engineers: " in told(reply) and "Actuaries: " in told(reply)


def test_of_one_it_is_told_how_well_it_fits(datasets: Connection) -> None:
    message = thinking(
        datasets, "dental assistant maybe? would that fit me", WAITER, {"dental assistant": DENTAL}
    )
    reply = choice_for_person(datasets, message)
    assert reply is not None
    assert lead(reply).startswith("Dental assistants fit you")


def test_a_measure_of_both_is_left_to_the_comparison(datasets: Connection) -> None:
    text = "dental assistant or medical assistant, which pays more?"
    compared = thinking(datasets, text, WAITER, BOTH).about("salary")
    assert choice_for_person(datasets, compared) is None


@pytest.mark.parametrize(
    "text",
    [
        "is it a short step?",
        "which pays more",
        "what carries over to the first one?",
        "or what else fits?",
        "which of these need no degree?",
    ],
)
def test_other_questions_are_left(datasets: Connection, text: str) -> None:
    assert choice_for_person(datasets, asked(datasets, text)) is None


def test_what_was_shown_and_is_only_laughed_at_is_no_choice(datasets: Connection) -> None:
    text = "dental assistant? medical assistant? come on. what fits me better"
    message = thinking(datasets, text, WAITER, BOTH)
    shown = replace(message, state=replace(message.state, topic=CAREER_FIT, items=LISTED.items))
    assert choice_for_person(datasets, shown) is None


def test_kinds_of_work_that_keep_no_wish_are_left_out_and_named(datasets: Connection) -> None:
    text = "cooking, estimating costs or filing, what could i do"
    message = thinking(datasets, text, WAITER, {}, "cooking", "estimating costs", "filing")
    person = replace(message.person, most_school=1)
    reply = choice_for_person(datasets, replace(message, state=replace(message.state, person=person)))
    assert reply is not None
    assert "Left out, as they do not keep what you want: cost estimators (" in told(reply)
    assert "13-1051.00" not in [item.key for item in reply.state.items]
