"""What goes on with a list of occupations: its figures, its pay, and a filter more."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.carry_over.rules import carry_over
from actions.questions.question import Question
from actions.questions.reader import said_in
from actions.state import ConversationState, Item, PastQuestion
from tests.actions.asking import Named, message
from tests.actions.datasets.figures import NURSE, TEACHER

FIRST, SECOND = NURSE[1], TEACHER[1]


def after(asked: str) -> ConversationState:
    """Return the state behind a list of two occupations."""
    items = (Item("occupation", FIRST), Item("occupation", SECOND))
    return ConversationState("occupation_search", (FIRST,), question=asked, items=items)


def read(connection: Connection, state: ConversationState, intent: str, text: str, *named: Named) -> Question:
    said = said_in(connection, message(intent, *named, text=text, confidence=0.4), state)
    return carry_over(connection, said)


@pytest.mark.parametrize(
    ("asked", "text", "topic"),
    [
        ("fastest growing jobs", "how much percent?", "outlook"),
        ("which jobs are dying out", "how bad", "outlook"),
        ("which jobs are dying out", "by how much?", "outlook"),
        ("jobs with the most openings", "how many?", "outlook"),
        ("which jobs pay most", "how much exactly?", "salary"),
        ("which jobs pay least", "so how little?", "salary"),
    ],
)
def test_the_figure_is_that_by_which_the_list_is_ordered(
    datasets: Connection, asked: str, text: str, topic: str
) -> None:
    found = read(datasets, after(asked), "nlu_fallback", text)
    assert (found.topic_key, [one.value for one in found.of("occupation")]) == (topic, [FIRST])


@pytest.mark.parametrize(
    "text", ["how much school do you need?", "how bad is the weather", "how many of them are women?"]
)
def test_a_question_about_something_else_is_none_for_that_figure(datasets: Connection, text: str) -> None:
    found = read(datasets, after("fastest growing jobs"), "nlu_fallback", text)
    assert not found.topic_is("outlook")


@pytest.mark.parametrize("text", ["how much do they earn", "and what do they pay?"])
def test_what_those_of_a_list_earn_is_told_of_each(datasets: Connection, text: str) -> None:
    found = read(datasets, after("fastest growing jobs"), "salary", text)
    assert found.topic_key == "salary"
    assert [one.value for one in found.of("occupation")] == [FIRST, SECOND]


@pytest.mark.parametrize("text", ["which of them pay the most?", "do they earn more in Texas?"])
def test_what_orders_or_compares_asks_for_no_pay_of_each(datasets: Connection, text: str) -> None:
    found = read(datasets, after("fastest growing jobs"), "salary", text)
    assert len(found.of("occupation")) < 2


def test_a_list_is_refined_although_one_of_it_was_asked_about(datasets: Connection) -> None:
    state = after("fastest growing jobs")
    past = PastQuestion("occupation_search", (FIRST,), question="fastest growing jobs")
    behind = ConversationState("salary", (SECOND,), items=state.items, earlier=(past,))
    found = read(datasets, behind, "what_about", "are there any without a degree?")
    assert found.topic_is("occupation_search")


def test_another_occupation_is_asked_for_the_figure_of_the_list(datasets: Connection) -> None:
    named = ("occupation", "41-2011.00", "cashiers")
    found = read(datasets, after("which jobs shrink most"), "what_about", "what about cashiers?", named)
    assert (found.topic_key, [one.value for one in found.of("occupation")]) == ("outlook", ["41-2011.00"])


def test_words_count_more_than_a_doubtful_topic_for_one_of_the_list(datasets: Connection) -> None:
    state = after("fastest growing jobs")
    said = message(
        "market_size", ("ordinal", "1", "number one"), text="how much does number one grow", confidence=0.3
    )
    found = carry_over(datasets, said_in(datasets, said, state))
    assert (found.topic_key, [one.value for one in found.of("occupation")]) == ("outlook", [FIRST])


@pytest.mark.parametrize(
    ("text", "topic"),
    [("number 2, how much", "salary"), ("the second one, how long does it take", "education")],
)
def test_what_is_asked_beside_a_row_is_asked_of_it(datasets: Connection, text: str, topic: str) -> None:
    found = read(datasets, after("fastest growing jobs"), "pick", text, ("ordinal", "2", "2"))
    assert (found.topic_key, [one.value for one in found.of("occupation")]) == (topic, [SECOND])


@pytest.mark.parametrize(
    ("text", "number"), [("only ones that need 2 years of school", "2"), ("that take 4 years", "4")]
)
def test_years_of_school_narrow_the_list(datasets: Connection, text: str, number: str) -> None:
    found = read(datasets, after("fastest growing jobs"), "nlu_fallback", text, ("number", number, number))
    assert found.topic_key == "occupation_search"
    assert not found.of("occupation")


def test_so_many_from_the_top_are_no_row(datasets: Connection) -> None:
    found = read(datasets, after("fastest growing jobs"), "pick", "top 5", ("number", "5", "5"))
    assert found.topic_key == "occupation_search"
    assert found.rank is not None and found.rank.count == 5
