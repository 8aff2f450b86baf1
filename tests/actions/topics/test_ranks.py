"""The places of an order that a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from actions.questions.question import Rank
from actions.topics.ranks import at_rank, in_order
from knowledge.queries.facts import figures
from knowledge.records import Figure, Measure, Source
from tests.actions.asking import Talk, told

RINGER = "bell_ringer"
SOURCE = Source("almanac", "The Almanac", False, None, "2021", None, "almanac.txt", "public domain", None)
HIGHEST, LOWEST = ("aspect", "highest"), ("aspect", "lowest")


def figure(value: float) -> Figure:
    return Figure(
        str(value),
        SOURCE,
        None,
        None,
        None,
        "topic",
        Measure("m", "M", None, "bar"),
        None,
        1,
        value,
        "people",
        None,
        None,
    )


values = st.lists(st.integers(0, 50), min_size=1, max_size=8)


@given(values, st.integers(1, 8), st.booleans())
def test_the_place_is_that_of_the_sorted_values(numbers: list[int], position: int, lowest: bool) -> None:
    distinct = sorted(set(numbers), reverse=not lowest)
    found = at_rank([figure(number) for number in numbers], Rank(position=position, lowest=lowest))
    expected = distinct[position - 1 : position]
    assert {one.value for one in found} == set(expected)
    assert len(found) == sum(number in expected for number in numbers)


@given(values, st.integers(1, 8))
def test_the_first_places_are_the_beginning_of_the_order(numbers: list[int], count: int) -> None:
    drawn = [figure(number) for number in numbers]
    found = at_rank(drawn, Rank(count=count))
    assert found == in_order(drawn, Rank())[: len(found)]
    assert len({one.value for one in found}) == min(count, len(set(numbers)))


SCALES = (
    "education_shares",
    "industries",
    "gender_distribution",
    "age_distribution",
    "regional_demand",
    "job_satisfaction",
    "startups",
)


@pytest.mark.parametrize("topic", SCALES)
@pytest.mark.parametrize(
    ("aspect", "lowest", "adjective"), [(HIGHEST, False, "largest"), (LOWEST, True, "smallest")]
)
def test_the_second_of_every_scale_is_the_second(
    fixture_base: Connection, topic: str, aspect: tuple[str, str], lowest: bool, adjective: str
) -> None:
    (expected, *_others) = at_rank(
        figures(fixture_base, occupation=RINGER, topic=topic), Rank(position=2, lowest=lowest)
    )
    asked = f"which is the second {adjective}?"
    reply = Talk(fixture_base).ask(topic, ("ordinal", "2"), aspect, text=asked)
    first_line = told(reply).splitlines()[0]
    assert reply.answer.outcome == "answered"
    assert expected.entity is not None
    assert expected.entity.name.lower() in first_line.lower()


def test_a_place_beyond_the_order_is_said_not_to_be_there(fixture_base: Connection) -> None:
    reply = Talk(fixture_base).ask("age_distribution", HIGHEST, text="the fifth largest group?")
    assert told(reply).startswith("My sources rank no more than 3.")


def test_the_next_place_is_counted_in_the_order_of_the_rank(fixture_base: Connection) -> None:
    talk = Talk(fixture_base)
    first = talk.ask("age_distribution", LOWEST, text="which age group has the fewest?")
    assert "under 30" in told(first).splitlines()[0].lower()
    second = told(talk.ask("pick", ("ordinal", "2"), text="and the second?")).splitlines()[0].lower()
    assert "30" in second and "59" in second and "under" not in second
