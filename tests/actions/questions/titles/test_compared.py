"""Titles that are everyday words too, where a message compares."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.linking import link
from actions.questions.titles.compared import with_compared_titles, with_field_compared
from actions.state import ConversationState
from tests.actions.asking import message

GARBAGE = ConversationState("salary", ("53-7081.00",))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("really? more than a cook?", "cook"),
        ("less than cooks make?", "cooks"),
        ("and compared to an editor", "editor"),
        ("is that better paid than a judge", "judge"),
        ("vs model maker", "model maker"),
    ],
)
def test_what_stands_behind_than_is_an_occupation_where_one_is_talked_about(
    datasets: Connection, text: str, title: str
) -> None:
    read = with_compared_titles(datasets, message("nlu_fallback", text=text), GARBAGE)
    assert read.values("occupation") == [title]


@pytest.mark.parametrize(
    "text",
    [
        "more than 50k?",
        "is that more than average?",
        "more than a bachelor's?",
        "longer than a year?",
        "more than other jobs",
        "faster than expected",
        "what do they earn?",
    ],
)
def test_what_is_no_title_stays_a_word(datasets: Connection, text: str) -> None:
    unread = message("nlu_fallback", text=text)
    assert with_compared_titles(datasets, unread, GARBAGE) == unread


def test_a_list_of_occupations_holds_those_that_are_everyday_words(datasets: Connection) -> None:
    said = message(
        "comparison",
        ("occupation", "lawyer"),
        ("occupation", "paralegal"),
        text="compare lawyer, paralegal and judge",
    )
    assert with_compared_titles(datasets, said, ConversationState()).values("occupation")[-1] == "judge"


def test_one_named_is_enough_where_the_message_compares(datasets: Connection) -> None:
    said = message("comparison", ("occupation", "bakers"), text="who earns more, cooks or bakers")
    assert with_compared_titles(datasets, said, ConversationState()).values("occupation")[-1] == "cooks"
    asks = message("salary", ("occupation", "bakers"), text="which bakers cook and earn well")
    assert with_compared_titles(datasets, asks, ConversationState()) == asks


def test_what_is_named_stays_named_once_and_nothing_is_added_at_the_beginning(datasets: Connection) -> None:
    named = message("comparison", ("occupation", "nurse"), text="more than a nurse?")
    assert with_compared_titles(datasets, named, GARBAGE) == named
    first = message("nlu_fallback", text="more than a cook?")
    assert with_compared_titles(datasets, first, ConversationState()) == first


def test_the_last_word_of_a_title_may_be_said_once(datasets: Connection) -> None:
    civil = ("occupation", "civil engineer", "civil engineer")
    said = message("comparison", civil, text="civil engineer or mechanical, which earns more")
    read = with_compared_titles(datasets, said, ConversationState())
    assert read.values("occupation") == ["civil engineer", "mechanical engineer"]


@pytest.mark.parametrize(
    ("intent", "text", "sides"),
    [
        ("comparison", "police vs firefighting, growth", {"police", "firefighting"}),
        ("salary", "a chef versus a baker. Pay please", {"chef", "baker"}),
        ("comparison", "preschool vs high school teaching", {"preschool", "high school teaching"}),
        ("comparison", "carpentry or plumbing: which grows more?", {"carpentry", "plumbing"}),
        ("salary", "masters vs phd", set()),
        ("salary", "yoga vs knitting", set()),
    ],
)
def test_the_two_sides_of_versus_are_titles_or_fields(
    datasets: Connection, intent: str, text: str, sides: set[str]
) -> None:
    read = with_compared_titles(datasets, message(intent, text=text), ConversationState())
    assert {one.typed for one in read.entities} == sides
    linked = link(datasets, read.entities)
    assert all(one.occupation and one.occupation.code for one in linked)


def test_an_unknown_side_beside_an_occupation_is_no_featured_occupation(datasets: Connection) -> None:
    named = ("occupation", "accountant", "accounting")
    asked = message("comparison", named, text="accounting vs finance")
    read = with_compared_titles(datasets, asked, ConversationState())
    assert read.values("occupation") == ["accountant", "finance"]
    own = message("comparison", named, text="accounting vs finance for me")
    assert with_compared_titles(datasets, own, ConversationState()) == own


def test_what_somebody_stays_or_becomes_is_compared_by_pay(datasets: Connection) -> None:
    tool = ("tool", "go", "go")
    asked = message(
        "personal_decision", tool, text="do I stay a baker or go waiter, just pay", confidence=0.4
    )
    read = with_compared_titles(datasets, asked, ConversationState())
    assert read.values("occupation") == ["baker", "waiter"]
    assert (read.intent, read.confidence) == ("comparison", 1.0)
    wrong = ("occupation", "go medical assistant", "go medical assistant")
    asked = message("personal_decision", wrong, text="stay a phlebotomist or go medical assistant, money?")
    read = with_compared_titles(datasets, asked, ConversationState())
    assert read.values("occupation") == ["phlebotomist", "medical assistant"]


def test_a_step_of_which_no_figure_is_asked_stays_a_decision(datasets: Connection) -> None:
    asked = message("personal_decision", text="should I stay a baker or become a waiter", confidence=0.4)
    assert with_compared_titles(datasets, asked, ConversationState()).intent == "personal_decision"


def test_what_is_paid_to_two_is_compared(datasets: Connection) -> None:
    judges = ("occupation", "judges", "judges")
    asked = message("comparison", judges, text="compare what judges are paid with what editors are paid")
    read = with_compared_titles(datasets, asked, ConversationState())
    assert read.values("occupation") == ["judges", "editors"]


SCIENTIST = ("occupation", "data_scientist", "data scientist")


@pytest.mark.parametrize(
    ("intent", "text", "several"),
    [
        ("salary", "ML salary vs data scientist salary", True),
        ("comparison", "data scientist compared to machine learning people", True),
        ("salary", "what does a data scientist in ML earn", False),
        ("tools", "ML tools vs data scientist tools", False),
    ],
)
def test_a_field_that_is_held_against_an_occupation_means_who_works_in_it(
    datasets: Connection, intent: str, text: str, several: bool
) -> None:
    read = with_field_compared(datasets, message(intent, SCIENTIST, text=text))
    assert len(read.values("occupation")) == 1 + several
