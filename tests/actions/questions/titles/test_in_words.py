"""Titles of several occupations, where another word of the message says which is meant."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.linking import link
from actions.questions.message import ParsedEntity
from actions.questions.titles.in_words import decided_by_words


def meant(connection: Connection, title: str, text: str) -> str | None:
    """Return the code of the occupation that a title means in a text; None where that is open."""
    named = link(connection, [ParsedEntity("occupation", title, title)])
    (one,) = decided_by_words(connection, named, text)
    return one.occupation.code if one.occupation else None


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("teacher", "worst state to be a teacher in (elementary)", "25-2021.00"),
        ("teacher", "how to become a teacher in high school", "25-2031.00"),
        ("social workers", "skills of social workers with kids", "21-1021.00"),
        ("mechanic", "pay of a mechanic, cars I mean", "49-3023.00"),
    ],
)
def test_a_word_that_makes_the_title_one_of_its_own_decides(
    datasets: Connection, title: str, text: str, code: str
) -> None:
    assert meant(datasets, title, text) == code


@pytest.mark.usefixtures("published_wages")
def test_the_industry_that_employs_mostly_one_of_them_decides(datasets: Connection) -> None:
    assert meant(datasets, "mechanics", "mechanics at car dealerships, salary") == "49-3023.00"


@pytest.mark.parametrize(
    "text", ["what do teachers earn", "training for a teacher", "teacher salary for my budget"]
)
def test_other_words_leave_it_open(datasets: Connection, text: str) -> None:
    assert meant(datasets, "teacher", text) is None


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("technician", "memory chip wafer fab technician, what would I do", "51-9141.00"),
        ("operator", "waste water plant operator pay", "51-8031.00"),
        ("technician", "a well paid senior technician", None),
        ("technician", "pay of a technician", None),
    ],
)
def test_several_words_before_a_title_decide_if_one_has_most_of_them(
    datasets: Connection, title: str, text: str, code: str | None
) -> None:
    assert meant(datasets, title, text) == code
