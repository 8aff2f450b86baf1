"""People who are told by their field."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.people_of_a_field import with_people_of_a_field
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "title", "typed"),
    [
        ("payroll folks: which software is theirs?", "payroll clerk", "payroll folks"),
        ("what do crime scene people earn", "forensic science technician", "crime scene people"),
        ("outlook for real estate ppl", "real estate sales agent", "real estate ppl"),
        ("what skills do the kitchen crew need", "kitchen worker", "kitchen crew"),
    ],
)
def test_the_people_of_a_field_are_those_of_its_title(
    datasets: Connection, text: str, title: str, typed: str
) -> None:
    (named,) = with_people_of_a_field(datasets, message("tools", text=text)).entities
    assert (named.kind, named.value, named.typed) == ("occupation", title, typed)


def test_a_field_of_many_occupations_is_asked_about(datasets: Connection) -> None:
    industry = ("industry", "healthcare", "medical")
    read = with_people_of_a_field(datasets, message("salary", industry, text="pay of medical staff"))
    assert [(one.kind, one.value) for one in read.entities] == [("occupation", "medical staff")]


@pytest.mark.parametrize(
    "text",
    [
        "what do young people earn",
        "are ML people happy?",
        "which IT people earn most",
        "how many people work there",
        "do the other workers need a degree",
    ],
)
def test_people_of_no_field_are_nobody(datasets: Connection, text: str) -> None:
    unread = message("salary", text=text)
    assert with_people_of_a_field(datasets, unread) == unread
