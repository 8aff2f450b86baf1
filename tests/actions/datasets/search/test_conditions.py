"""What a text says of the attributes that occupations are searched by."""

from __future__ import annotations

import pytest

from actions.datasets.search import conditions as search_conditions
from actions.datasets.search.conditions import (
    conditions_in,
    kinds_of_training,
    lines_in_force,
    says,
    taken_back,
    without_conditions,
)
from knowledge.queries.occupation_search import TRAINING


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no big training", [("training", "little")]),
        ("jobs with hardly any training", [("training", "little")]),
        ("no training at all", [("training", "none")]),
        ("no training that takes long", [("training", "not_long")]),
        ("jobs that dont need much training", [("training", "little")]),
        ("a master's but bad pay", [("pay", "little")]),
        ("not badly paid", [("pay", "much")]),
        ("no, the lowest paying ones", [("pay", "least")]),
        ("who needs least experience beforehand?", [("experience", "least")]),
        ("take long on the job training and pay best", [("training", "long"), ("pay", "most")]),
        ("well paid, fast growing jobs", [("pay", "much"), ("growth", "much")]),
        ("that pay more and need less school", [("pay", "more"), ("school", "less")]),
        ("a bachelor's or higher, growing fast", [("growth", "much")]),
        ("growing at least 5%", [("growth", "bare")]),
        ("jobs that pay more than 50k", [("pay", "bare")]),
    ],
)
def test_a_degree_on_either_side_of_an_attribute_says_how_much_of_it(
    text: str, told: list[tuple[str, str]]
) -> None:
    assert [(one.attribute, one.degree) for one in conditions_in(text)] == told


def test_what_is_said_of_an_attribute_can_be_taken_out_of_a_text() -> None:
    text = "best paid with the least experience beforehand"
    assert without_conditions(text, frozenset({"experience"})) == "best paid with the"


@pytest.mark.parametrize(
    ("text", "wanted", "denied"),
    [
        ("with an apprenticeship", (4,), ()),
        ("no apprenticeship stuff", (), (4,)),
        ("jobs without a residency", (), (5,)),
        ("jobs with training", (), ()),
    ],
)
def test_a_kind_of_training_is_wanted_or_not(
    text: str, wanted: tuple[int, ...], denied: tuple[int, ...]
) -> None:
    assert kinds_of_training(text) == (wanted, denied)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("actually forget the pay", ("pay",)),
        ("drop the degree part", ("education",)),
        ("never mind the training", ("training",)),
        ("drop the nurses", ()),
        ("forget the pay of nurses", ()),
    ],
)
def test_a_condition_is_taken_back_by_its_attribute(text: str, gone: tuple[str, ...]) -> None:
    assert taken_back(text) == gone


def test_the_order_is_turned_and_a_search_started_over_by_words() -> None:
    assert says("turns_round", "and the other way round") and not says("turns_round", "another way")
    lines = "jobs over 100k\nno managers\nok start over, jobs with a PhD\nby growth"
    assert lines_in_force(lines) == "ok jobs with a phd\nby growth"


def test_every_kind_of_training_is_one_of_the_projections() -> None:
    assert all(int(one) < len(TRAINING) for one in search_conditions._tree()["kinds_of_training"])
