"""Which way into an occupation is the longer one."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.compared.way import asks_for_the_way
from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import ELECTRICIAN, NURSE, PLUMBER, WELDER, lead, projection, table


@pytest.mark.parametrize(
    "text",
    [
        "which takes longer, nurse or welder",
        "is it easier to become a plumber or an electrician",
        "how long does each take",
        "which one is faster to train for",
    ],
)
def test_a_question_for_how_long_or_how_hard_it_is_asks_for_the_way(text: str) -> None:
    assert asks_for_the_way(text)


@pytest.mark.parametrize(
    "text", ["which grows fastest", "which grows faster, a or b", "who earns more", "compare them"]
)
def test_growth_and_pay_ask_for_no_way(text: str) -> None:
    assert not asks_for_the_way(text)


def test_the_one_with_more_school_comes_first(datasets: Connection) -> None:
    reply = Talk(datasets).ask("comparison", WELDER, NURSE, text="which takes longer, welder or nurse")
    assert lead(reply).startswith("Registered nurses need more school on paper: a bachelor's degree")
    assert [row[1] for row in table(reply).rows] == [
        projection(datasets, one)["education"] for one in (WELDER, NURSE)
    ]
    assert "No source of mine says how many years" in told(reply)
    assert "median" not in told(reply)


def test_what_is_equal_on_paper_is_called_so_with_its_training(datasets: Connection) -> None:
    reply = Talk(datasets).ask(
        "comparison", PLUMBER, ELECTRICIAN, text="is it easier to become a plumber or an electrician"
    )
    assert lead(reply).startswith("On paper they are equal")
    assert "an apprenticeship" in lead(reply)


def test_where_the_school_is_equal_the_training_decides(datasets: Connection) -> None:
    reply = Talk(datasets).ask("comparison", WELDER, PLUMBER, text="which is quicker to get into")
    assert lead(reply).startswith("The entry education is the same (a high school diploma or equivalent)")
    assert "for plumbers and pipefitters, against" in lead(reply)


def test_pay_and_the_way_are_both_told(datasets: Connection) -> None:
    reply = Talk(datasets).ask(
        "comparison", WELDER, NURSE, text="welder or nurse: who's paid more, and how long for each"
    )
    assert "earn more" in lead(reply)
    assert "need more school" in told(reply)
