"""The points of a series that a question names by a number: groups of ages."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.topics.series import OLDEST, ages
from knowledge.records import Entity
from tests.actions.asking import Talk, told


@pytest.fixture
def talk(fixture_base: Connection) -> Talk:
    """A conversation on the fixture base, whose featured occupation is the bell ringer."""
    return Talk(fixture_base)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("25–34", 25, 34),
        ("30 to 59", 30, 59),
        ("under 30", 0, 29),
        ("30 and under", 0, 30),
        ("up to 25", 0, 25),
        ("55+", 55, OLDEST),
        ("60 and over", 60, OLDEST),
        ("over 60", 61, OLDEST),
    ],
)
def test_the_name_of_an_age_group_says_which_ages_it_holds(name: str, first: int, last: int) -> None:
    held = ages(Entity("group", name, "age_group", None, None))
    assert (held[0], held[-1]) == (first, last)


def test_an_age_group_without_a_number_holds_none() -> None:
    assert list(ages(Entity("group", "teenagers", "age_group", None, None))) == []


AGES = {"under 30": "18%", "30 to 59": "38%", "60 and over": "44%"}


@pytest.mark.parametrize(
    ("bound", "age", "groups"),
    [
        ("above", "30", ["30 to 59", "60 and over"]),
        ("above", "31", ["60 and over"]),
        ("above", "60", ["60 and over"]),
        ("below", "60", ["under 30", "30 to 59"]),
        ("below", "59", ["under 30"]),
        ("below", "30", ["under 30"]),
    ],
)
def test_over_and_under_an_age_take_the_groups_that_lie_wholly_beyond(
    talk: Talk, bound: str, age: str, groups: list[str]
) -> None:
    reply = talk.ask("age_distribution", ("aspect", bound), ("number", age))
    assert reply.answer.outcome == "answered"
    assert [group for group, share in AGES.items() if share in told(reply)] == groups
