"""What is asked of several occupations at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.members.asked import asked_of_members
from actions.questions.members.records import Members

PAIR = Members(("47-2152.00", "47-2111.00"), "compared")
LIST = Members(("47-2152.00", "47-2111.00", "51-4121.00"), "listed")


@pytest.mark.parametrize(
    ("text", "operation", "measure"),
    [
        ("starting pay of each", "each", "pay"),
        ("what does each earn by the hour", "each", "pay"),
        ("how many people work as each", "each", "employment"),
        ("how many of each are self employed", "each", "self_employed"),
        ("which of them has most openings", "first", "openings"),
        ("who needs the least schooling", "first", "education"),
        ("which needs the longest training", "first", "training"),
        ("rank them by growth", "first", "growth"),
        ("which of these is growing", "holds", "growth"),
        ("do any of them need experience", "holds", "experience"),
        ("which pay over 60k", "holds", "pay"),
        ("which of them use Python", "holds", "technology"),
        ("do both work in schools", "holds", "industry"),
        ("do all of them need math", "holds", "skill"),
        ("what skills do they share", "each", "skills"),
        ("in which states do they earn most", "each", "where_paid"),
        ("what does each of them do all day", "each", "duties"),
    ],
)
def test_the_measure_and_what_is_asked_of_it(
    datasets: Connection, text: str, operation: str, measure: str
) -> None:
    asked = asked_of_members(datasets, LIST, text.lower(), text)
    assert asked is not None and (asked.operation, asked.measure) == (operation, measure)


@pytest.mark.parametrize("text", ["those are nice", "which of them is fun", "which has the best people"])
def test_what_is_not_measured_is_not_asked(datasets: Connection, text: str) -> None:
    assert asked_of_members(datasets, PAIR, text, text) is None


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("which grows the quickest", False),
        ("which shrinks fastest", True),
        ("who earns least", True),
        ("which takes the shortest training", True),
    ],
)
def test_who_comes_first_depends_on_what_is_measured(datasets: Connection, text: str, *, least: bool) -> None:
    asked = asked_of_members(datasets, LIST, text, text)
    assert asked is not None and (asked.operation, asked.least) == ("first", least)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("which are growing and pay over 50k", {"grow", "pay_above"}),
        ("which need no degree", {"no_degree"}),
        ("which need only high school", {"at_most"}),
        ("do they need a masters", {"at_least"}),
        ("which of them doesnt need experience", {"no_experience"}),
    ],
)
def test_all_conditions_that_are_named_have_to_hold(datasets: Connection, text: str, names: set[str]) -> None:
    asked = asked_of_members(datasets, LIST, text, text)
    assert asked is not None and {one.name for one in asked.conditions} == names


def test_the_top_tenth_is_no_bound_and_the_best_paid_of_some_no_tenth(datasets: Connection) -> None:
    tenth = asked_of_members(
        datasets, PAIR, "what do the top 10 make in each", "what do the top 10% make in each"
    )
    assert tenth is not None and (tenth.part, tenth.conditions) == ("highest_tenth", ())
    first = asked_of_members(datasets, PAIR, "which one is best paid", "which one is best paid")
    assert first is not None and (first.part, first.operation) == ("", "first")


def test_what_is_held_against_one_holds_where_it_is_more(datasets: Connection) -> None:
    asked = asked_of_members(datasets, replace(LIST, against="29-1141.00"), "which earn more than a", "")
    assert asked is not None and asked.conditions[0].name == "more_than_one"


@pytest.mark.parametrize(
    ("text", "asks"), [("do any grow", "any"), ("are all growing", "all"), ("do they grow or shrink", "")]
)
def test_a_choice_is_no_question_for_yes_or_no(datasets: Connection, text: str, asks: str) -> None:
    asked = asked_of_members(datasets, LIST, text, text)
    assert asked is not None and asked.asks_if == asks
