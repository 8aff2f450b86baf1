"""The most school, the least pay and the least growth are read by examples, whatever words tell them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.bounds import least_growth, pay_now
from actions.about_you.reader import read_person
from actions.about_you.told import plain_text
from actions.advice.corrected import without_lines
from actions.advice.described import described
from actions.person import Person
from actions.questions.message import UserMessage


def read(connection: Connection, text: str, before: Person | None = None) -> Person:
    return read_person(connection, UserMessage(text, "about_you"), before or Person(), looking=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I have a bachelor's and don't have a master's", {"education": 5, "most_school": None}),
        ("I don't have a master's", {"education": None, "most_school": 5}),
        ("I'd refuse to do a master's", {"education": None, "most_school": 5}),
        ("Can't do a bachelor's with two kids", {"most_school": 4}),
        ("I could do a two-year programme at most", {"most_school": 4}),
        ("I'm going to finish my bachelor's in May", {"education": 5, "studying": True}),
        ("Working on my GED, done in June", {"education": 1, "studying": True}),
        ("I want work that takes me without that piece of paper", {"most_school": 0}),
        ("My studying days are over", {"refuses": ("degree",)}),
        ("straight out of high school, I want to earn", {"wants": ("no_degree",)}),
        ("I want to work at a school", {"refuses": (), "most_school": None}),
        ("ones that do need a bachelor's", {"education": None, "most_school": None}),
        ("I'd need about $800 a week", {"pay": 41_600}),
        ("I want between 50 and 70k", {"pay": 50_000}),
        ("not below 60 a year for me", {"pay": 60_000}),
        ("I get 21 an hour and don't want a pay cut", {"pay": 43_680}),
        ("I get 21 an hour", {"pay": None}),
        ("I'm 45", {"pay": None}),
        ("it should grow by at least 4 percent", {"growth": 4, "wants": ()}),
        ("I want no dying trade", {"wants": ("steady",), "growth": None}),
        ("I want something with a future", {"wants": ("growth",)}),
        ("I like growing vegetables", {"wants": (), "growth": None}),
    ],
)
def test_bounds_are_read_off_what_people_say(datasets: Connection, text: str, found: dict[str, Any]) -> None:
    person = read(datasets, text)
    assert {name: getattr(person, name) for name in found} == found


def test_work_that_does_not_shrink_is_less_than_the_growth_that_was_wanted(datasets: Connection) -> None:
    before = Person(growth=5, wants=("growth",))
    person = read(datasets, "just not shrinking", before)
    assert (person.growth, person.wants) == (None, ("steady",))


def test_what_is_earned_now_and_what_growth_is_wanted_are_told_apart() -> None:
    said = plain_text(UserMessage("I'm on 3k a month and want growth of 5% or more", "about_you"))
    assert (pay_now(said), least_growth(said)) == (36_000, 5)


def test_a_line_that_is_denied_takes_back_the_education_that_is_to_come(datasets: Connection) -> None:
    person = Person(education=5, studying=True, growth=4.0)
    education, growth = described(datasets, person)
    assert without_lines(datasets, person, [education]) == Person(studying=True, growth=4.0)
    assert without_lines(datasets, person, [growth]) == Person(education=5, studying=True)
