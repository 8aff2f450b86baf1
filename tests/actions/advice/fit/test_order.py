"""The last list of what fits is ordered by pay, growth, openings or school."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.fit.answer import fit_reply
from actions.answer import TableBlock
from actions.person import Person
from actions.state import ConversationState
from knowledge.queries.occupation_fit import fit_of
from knowledge.queries.occupation_wishes import FitProfile
from tests.actions.asking import question, told

SHOWN = ConversationState(person=Person("29-1141.00"))


def codes(state: ConversationState) -> list[str]:
    return [one.key for one in state.items]


@pytest.mark.parametrize(
    ("text", "column", "falls"),
    [
        ("which of those pays best?", 2, True),
        ("which one grows fastest", 3, True),
        ("what do those pay tho", 2, True),
        ("how much do they earn", 2, True),
        ("those look fine. money?", 2, True),
        ("what about growth then", 3, True),
    ],
)
def test_the_occupations_of_the_list_are_told_by_what_is_asked_for(
    datasets: Connection, text: str, column: int, falls: bool
) -> None:
    listed = fit_reply(datasets, SHOWN).state
    reply = advise(datasets, question(datasets, "occupation_search", text=text, state=listed))
    assert reply is not None
    table = next(one for one in reply.answer.blocks if isinstance(one, TableBlock))
    values = [float(row[column].strip("$%").replace(",", "")) for row in table.rows]
    assert values == sorted(values, reverse=falls)
    assert sorted(codes(reply.state)) == sorted(codes(listed))
    assert table.rows[0][0].lower() in told(reply).lower()


def test_the_least_school_comes_first(datasets: Connection) -> None:
    listed = fit_reply(datasets, SHOWN).state
    asked = question(datasets, "education", text="which of them needs the least school?", state=listed)
    reply = advise(datasets, asked)
    assert reply is not None and "the least school" in told(reply)


def test_without_a_list_nothing_is_ordered(datasets: Connection) -> None:
    state = ConversationState(topic="career_fit", person=Person("29-1141.00"))
    asked = question(datasets, "nlu_fallback", text="which one grows fastest", state=state)
    reply = advise(datasets, asked)
    assert reply is None or "grow fastest" not in told(reply)


@pytest.mark.parametrize("text", ["which one is quickest to get into?", "and the shortest training?"])
def test_the_quickest_takes_the_least_school(datasets: Connection, text: str) -> None:
    listed = fit_reply(datasets, SHOWN).state
    reply = advise(datasets, question(datasets, "nlu_fallback", text=text, state=listed))
    assert reply is not None and "the least school" in told(reply)


def test_and_grow_orders_the_list_by_growth(datasets: Connection) -> None:
    listed = fit_reply(datasets, SHOWN).state
    reply = advise(datasets, question(datasets, "what_about", text="and which grow?", state=listed))
    assert reply is not None and "grow fastest" in told(reply)


@pytest.mark.parametrize(("text", "count"), [("top 3", 3), ("just your best two please", 2)])
def test_the_first_few_of_the_list_are_told(datasets: Connection, text: str, count: int) -> None:
    listed = fit_reply(datasets, SHOWN).state
    reply = advise(datasets, question(datasets, "pick", text=text, state=listed))
    assert reply is not None
    assert codes(reply.state) == codes(listed)[:count]


@pytest.mark.parametrize("text", ["the second one", "top 3 skills of a nurse"])
def test_an_item_or_something_else_is_not_the_first_few(datasets: Connection, text: str) -> None:
    listed = fit_reply(datasets, SHOWN).state
    reply = advise(datasets, question(datasets, "pick", text=text, state=listed))
    assert reply is None or "of the list" not in told(reply)


def test_more_than_those_of_the_list_pays_as_much_as_the_best(datasets: Connection) -> None:
    listed = fit_reply(datasets, ConversationState(person=Person("31-1131.00"))).state
    asked = question(datasets, "occupation_search", text="more money than those", state=listed)
    reply = advise(datasets, asked)
    assert reply is not None
    assert reply.state.person.pay == max(_medians(datasets, codes(listed)))


def _medians(connection: Connection, listed: list[str]) -> list[float]:
    fits = (fit_of(connection, profile=FitProfile(), code=code) for code in listed)
    return [fit.median for fit in fits if fit and fit.median]


CARPENTER = ConversationState(person=Person("47-2031.00"))
NAMED = (("occupation", "47-2111.00", "electrician"), ("occupation", "47-2152.00", "plumber"))


def test_which_of_those_that_are_named_fits_best_is_told_by_their_place(datasets: Connection) -> None:
    text = "electrician or plumber, which suits me best?"
    reply = advise(datasets, question(datasets, "comparison", *NAMED, text=text, state=CARPENTER))
    assert reply is not None
    assert "electricians come nearest" in told(reply)
    assert codes(reply.state) == ["47-2111.00", "47-2152.00"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("electrician or plumber, which suits me best?", ConversationState()),  # of whom nothing is known
        ("electrician or plumber, which pays best?", CARPENTER),
    ],
)
def test_figures_of_two_are_compared_as_before(
    datasets: Connection, text: str, state: ConversationState
) -> None:
    reply = advise(datasets, question(datasets, "comparison", *NAMED, text=text, state=state))
    assert reply is None or "come nearest" not in told(reply)


def test_which_of_those_without_school_asks_for_fewer(datasets: Connection) -> None:
    listed = fit_reply(datasets, SHOWN).state
    asked = question(datasets, "occupation_search", text="which of those with no school", state=listed)
    reply = advise(datasets, asked)
    assert reply is None or "the least school" not in told(reply)


def test_one_of_the_list_that_is_pointed_at_is_asked_about_and_orders_nothing(datasets: Connection) -> None:
    listed = fit_reply(datasets, SHOWN).state
    named = ("ordinal", "2", "second")
    asked = question(
        datasets, "education", named, text="the second of those, how long is the training?", state=listed
    )
    reply = advise(datasets, asked)
    assert reply is None or "typically need the least school" not in told(reply)
    unnamed = question(datasets, "education", text="which of those needs the least training?", state=listed)
    assert advise(datasets, unnamed) is not None
