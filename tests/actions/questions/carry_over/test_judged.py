"""Messages that ask whether the last figure is much or little."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.carry_over.judged import (
    asks_yes_or_no,
    holds_against_all,
    judged_against_all,
    judges,
    judges_little,
)
from actions.questions.question import AGAINST_ALL, Question
from actions.questions.reader import said_in
from actions.state import ConversationState
from tests.actions.asking import MLE, message

PLUMBER, NURSE = "47-2152.00", "29-1141.00"
PAY = ConversationState("salary", (PLUMBER,), mentions=(("place", "ohio"),))
GROWTH = ConversationState("outlook", (PLUMBER,), question="how fast do they grow?")


def judged(connection: Connection, state: ConversationState, text: str) -> Question | None:
    return judged_against_all(connection, said_in(connection, message("nlu_fallback", text=text), state))


@pytest.mark.parametrize(
    "text", ["is that much?", "hm is this a lot or what", "that's low", "so is it below average then?"]
)
def test_a_figure_is_judged_by_few_words_that_point_at_it(text: str) -> None:
    assert judges(text.replace(" or what", ""))


@pytest.mark.parametrize(
    "text", ["a lot", "is it a good job?", "is that a lot of stress?", "do they earn much?", "that is that"]
)
def test_what_points_at_no_figure_or_says_more_judges_none(text: str) -> None:
    assert not judges(text)


def test_the_national_figure_beside_a_place_is_not_that_of_all(datasets: Connection) -> None:
    assert judges("above the national median?")
    assert judged(datasets, PAY, "above the national median?") is None
    assert judged(datasets, replace(PAY, mentions=()), "above the national median?") is not None


def test_little_is_told_from_much() -> None:
    assert judges_little("is that slow?") and judges_little("not much, is it?")
    assert not judges_little("is that much?")


def test_the_last_question_is_asked_again_in_its_place(datasets: Connection) -> None:
    found = judged(datasets, PAY, "is that much?")
    assert found is not None and found.topic_key == "salary"
    assert {(one.kind, one.value) for one in found.entities} == {("place", "ohio"), ("occupation", PLUMBER)}
    assert AGAINST_ALL in found.cue("aspect")
    assert all(value != AGAINST_ALL for _kind, value in found.hints())  # "and in Texas?" judges nothing


@pytest.mark.parametrize(
    "state",
    [
        replace(PAY, occupations=(MLE,)),
        replace(PAY, topic="duties"),
        replace(PAY, mentions=(("occupation", NURSE),)),
        replace(PAY, mentions=(("place", "ohio"), ("place", "texas"))),
        replace(PAY, question="where are they paid best?"),
    ],
)
def test_no_other_figures_are_judged(datasets: Connection, state: ConversationState) -> None:
    assert judged(datasets, state, "is that much?") is None
    assert judged(datasets, GROWTH, "is that much?") is not None


@pytest.mark.parametrize(
    "text",
    [
        "hows that compare to average",
        "how does it compare with everything else",
        "is that better than other jobs",
        "so less than most people?",
        "compared to all jobs?",
        "how does that stack up against what everyone else makes",
    ],
)
def test_a_figure_is_held_against_all_occupations(datasets: Connection, text: str) -> None:
    assert holds_against_all(text)
    found = judged(datasets, replace(PAY, mentions=()), text)
    assert found is not None and found.asks_for(AGAINST_ALL) and found.topic_key == "salary"


@pytest.mark.parametrize(
    "text",
    [
        "how does that compare to nurses",
        "compare it with texas",
        "which jobs pay more than average",
        "is the training longer than average?",
        "most people say I should quit",
    ],
)
def test_what_is_held_against_something_else_is_not(text: str) -> None:
    assert not holds_against_all(text)


def test_how_a_figure_compares_asks_for_no_yes_or_no() -> None:
    assert asks_yes_or_no("is that better than most?") and asks_yes_or_no("less than most people?")
    assert not asks_yes_or_no("how does that compare to average?")


@pytest.mark.parametrize("asked", ["how many openings are there a year?", "how many work as plumbers?"])
def test_how_many_there_are_is_asked_again_in_the_same_words(datasets: Connection, asked: str) -> None:
    found = judged(datasets, replace(GROWTH, question=asked), "is that a lot compared to other jobs?")
    assert found is not None and found.asks_for(AGAINST_ALL) and found.text.startswith(asked)
