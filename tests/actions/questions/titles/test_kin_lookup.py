"""The occupation beside another one of which but a part of the title is said."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.kin_lookup import kin_of, other_by_modifier, title_of_whose
from knowledge.queries.occupations import occupation_of_code
from knowledge.records import Occupation

THERAPIST, SURVEYOR, CHEMIST, SCHOOL, DEALER = (
    "29-1123.00",
    "17-1022.00",
    "19-2031.00",
    "25-2021.00",
    "39-3011.00",
)


def of(connection: Connection, code: str) -> Occupation:
    found = occupation_of_code(connection, code=code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("word", "last", "meant"),
    [
        ("assistant", THERAPIST, "physical therapist assistant"),
        ("technician", SURVEYOR, "17-3031.00"),
        ("technicians", SURVEYOR, "17-3031.00"),
    ],
)
def test_the_last_word_of_a_title_is_completed_by_what_is_talked_about(
    datasets: Connection, word: str, last: str, meant: str
) -> None:
    assert kin_of(datasets, word, of(datasets, last)) == meant


@pytest.mark.parametrize(("word", "last"), [("chemists", "19-4021.00"), ("weekends", THERAPIST)])
def test_a_title_by_itself_and_what_is_no_title_are_completed_by_nothing(
    datasets: Connection, word: str, last: str
) -> None:
    assert kin_of(datasets, word, of(datasets, last)) is None


def test_other_words_before_the_last_one_make_another_title(datasets: Connection) -> None:
    teacher = of(datasets, SCHOOL)
    assert other_by_modifier(datasets, "high school", teacher) == "high school teacher"
    assert other_by_modifier(datasets, "elementary school", teacher) is None  # the same again
    assert other_by_modifier(datasets, "weekend", teacher) is None


@pytest.mark.parametrize(
    ("text", "last", "title"),
    [
        ("and managers of a casino", None, "casino managers"),
        ("what do managers of a casino earn", None, "casino managers"),
        ("assistant of the PT?", THERAPIST, "physical therapist assistant"),
        ("the aides of them", THERAPIST, "physical therapist aides"),
    ],
)
def test_whose_assistant_or_manager_somebody_is_tells_the_title(
    datasets: Connection, text: str, last: str | None, title: str
) -> None:
    found = title_of_whose(datasets, text, of(datasets, last) if last else None)
    assert found is not None
    assert found.value == title


@pytest.mark.parametrize(
    "text", ["salary in texas", "growth of the field", "a director of nothing", "manager", ""]
)
def test_what_is_of_something_else_tells_no_title(datasets: Connection, text: str) -> None:
    assert title_of_whose(datasets, text, of(datasets, DEALER)) is None


def test_a_title_by_itself_is_no_part_of_another(datasets: Connection) -> None:
    electrician = of(datasets, "47-2111.00")
    assert other_by_modifier(datasets, "plumber", electrician) is None
