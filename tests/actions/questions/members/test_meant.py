"""Which occupations a message means that names none, or not all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.members.meant import asks_which, members_meant, sets_after, shown_last
from actions.state import ConversationState, Item, PastQuestion
from tests.actions.asking import Named, message

PLUMBER, ELECTRICIAN, WELDER, NURSE = "47-2152.00", "47-2111.00", "51-4121.00", "29-1141.00"
PAIR = ConversationState("comparison", (PLUMBER,), mentions=(("occupation", ELECTRICIAN),))
LIST = ConversationState(
    "occupation_search", (PLUMBER,), items=tuple(Item("occupation", one) for one in (PLUMBER, WELDER, NURSE))
)
ONE = ConversationState("salary", (PLUMBER,))


def meant(connection: Connection, state: ConversationState, text: str, *named: Named) -> tuple[str, ...]:
    found = members_meant(connection, message("salary", *named, text=text), state)
    return found.keys if found else ()


@pytest.mark.parametrize(
    "text",
    [
        "which of them earns more?",
        "what do they earn",
        "starting pay of each",
        "do both need a degree",
        "and those in Texas",
        "which grows faster",
        "and the training?",
    ],
)
def test_those_that_were_compared_last_are_meant(datasets: Connection, text: str) -> None:
    assert meant(datasets, PAIR, text) == (PLUMBER, ELECTRICIAN)


@pytest.mark.parametrize(
    "text", ["which of these shrinks", "do any of the three need a degree", "what do they do"]
)
def test_the_list_that_was_shown_last_is_meant(datasets: Connection, text: str) -> None:
    assert meant(datasets, LIST, text) == (PLUMBER, WELDER, NURSE)


@pytest.mark.parametrize(
    "text", ["what does it pay", "what do they earn", "which jobs pay most", "which state pays best"]
)
def test_nobody_is_meant_beside_the_one_talked_about(datasets: Connection, text: str) -> None:
    assert meant(datasets, ONE, text) == ()


def test_a_number_means_the_last_set_of_that_size(datasets: Connection) -> None:
    state = replace(ONE, sets=((PLUMBER, WELDER, NURSE), (PLUMBER, ELECTRICIAN)))
    assert meant(datasets, state, "which of the three grows") == (PLUMBER, WELDER, NURSE)
    assert meant(datasets, state, "what do the first two earn") == (PLUMBER, ELECTRICIAN)
    assert meant(datasets, state, "what do the top 10 percent earn") == ()


def test_a_number_may_mean_those_that_were_asked_about_in_turn(datasets: Connection) -> None:
    before = (PastQuestion("salary", (NURSE,)), PastQuestion("salary", (WELDER,)))
    assert meant(datasets, replace(ONE, earlier=before), "who of the three earns least") == (
        NURSE,
        WELDER,
        PLUMBER,
    )


def test_of_a_set_some_are_meant_even_where_one_was_asked_about_since(datasets: Connection) -> None:
    state = replace(ONE, sets=((PLUMBER, WELDER),))
    assert meant(datasets, state, "which of them grows faster") == (PLUMBER, WELDER)
    other = replace(state, occupations=(NURSE,))
    assert meant(datasets, other, "which of them grows faster") == ()


@pytest.mark.parametrize(
    "text",
    ["how does that compare to electricians and welders", "compared to electricians and welders?"],
)
def test_what_is_talked_about_is_compared_with_all_that_are_named(datasets: Connection, text: str) -> None:
    named = (("occupation", ELECTRICIAN, "electricians"), ("occupation", WELDER, "welders"))
    assert meant(datasets, ONE, text, *named) == (PLUMBER, ELECTRICIAN, WELDER)


def test_those_that_are_compared_with_each_other_leave_out_what_was_talked_about(
    datasets: Connection,
) -> None:
    named = (("occupation", ELECTRICIAN, "electricians"), ("occupation", WELDER, "welders"))
    assert meant(datasets, ONE, "compare electricians and welders", *named) == ()


@pytest.mark.parametrize(
    "text",
    ["you left out the welder", "compare all three incl the welder", "add the welder", "and the welder too"],
)
def test_what_was_missing_is_added(datasets: Connection, text: str) -> None:
    assert meant(datasets, PAIR, text, ("occupation", WELDER, "welder")) == (PLUMBER, ELECTRICIAN, WELDER)


def test_what_is_left_out_of_those_compared_is_not_meant(datasets: Connection) -> None:
    state = replace(PAIR, mentions=(("occupation", ELECTRICIAN), ("occupation", WELDER)))
    named = ("occupation", WELDER, "welders")
    assert meant(datasets, state, "leave the welders out, which grows faster", named) == (
        PLUMBER,
        ELECTRICIAN,
    )


def test_who_is_said_to_stack_up_is_held_against_the_one_talked_about(datasets: Connection) -> None:
    named = ("occupation", WELDER, "welder")
    assert set(meant(datasets, ONE, "how does a welder stack up", named)) == {PLUMBER, WELDER}


def test_each_of_a_list_is_held_against_the_one_behind_than(datasets: Connection) -> None:
    named = ("occupation", ELECTRICIAN, "electrician")
    found = members_meant(
        datasets, message("salary", named, text="which of them earn more than an electrician"), LIST
    )
    assert found is not None and found.against == ELECTRICIAN and found.keys == (PLUMBER, WELDER, NURSE)


@pytest.mark.parametrize("text", ["the middle one, how many are there", "what does the first of them earn"])
def test_one_that_is_pointed_at_is_no_set(datasets: Connection, text: str) -> None:
    assert meant(datasets, PAIR, text) == ()


def test_the_places_of_one_occupation_are_no_set_of_occupations(datasets: Connection) -> None:
    state = replace(ONE, mentions=(("place", "ohio"), ("place", "texas")))
    assert meant(datasets, state, "what do both pay") == ()


def test_the_last_sets_are_remembered_each_once() -> None:
    first = sets_after(ConversationState(), PAIR)
    assert first == (shown_last(PAIR),)
    both = sets_after(ConversationState(sets=first), LIST)
    assert both == ((PLUMBER, ELECTRICIAN), (PLUMBER, WELDER, NURSE))
    assert sets_after(ConversationState(sets=both), ONE) == both


@pytest.mark.parametrize(
    ("text", "asks"),
    [("which needs no degree", True), ("who earns more", True), ("which skills matter", False)],
)
def test_which_of_some_names_no_kind_of_thing(text: str, *, asks: bool) -> None:
    assert asks_which(text) == asks
