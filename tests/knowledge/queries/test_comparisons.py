"""Two occupations side by side, and related ones."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.comparisons import comparisons, related_occupations

ENGINEER = "machine_learning_engineer"


def test_the_two_occupations_are_compared_in_prose_in_a_table_and_in_a_faq(connection: Connection) -> None:
    rows = comparisons(connection, occupation=ENGINEER, other="data_scientist")
    assert [row.layout for row in rows] == ["prose"] * 3 + ["table"] * 3 + ["faq"]
    assert {(row.occupation, row.other) for row in rows} == {(ENGINEER, "data_scientist")}


def test_a_comparison_is_found_from_either_occupation(connection: Connection) -> None:
    rows = comparisons(connection, occupation=ENGINEER, other="data_scientist")
    assert comparisons(connection, occupation="data_scientist", other=ENGINEER) == rows
    for occupation in ("data_scientist", ENGINEER):
        of_any = comparisons(connection, occupation=occupation)
        assert [row for row in of_any if {row.occupation, row.other} == {ENGINEER, "data_scientist"}] == rows
        assert all(occupation in (row.occupation, row.other) for row in of_any)


@pytest.mark.parametrize(
    ("occupation", "other"),
    [(ENGINEER, "software_engineer"), (ENGINEER, "nurse"), ("nurse", None), (ENGINEER, ENGINEER), ("", None)],
)
def test_occupations_that_no_source_compares_have_no_comparison(
    connection: Connection, occupation: str, other: str | None
) -> None:
    assert comparisons(connection, occupation=occupation, other=other) == []


def test_relations_are_told_by_kind_and_rank(connection: Connection) -> None:
    rows = related_occupations(connection, occupation=ENGINEER)
    assert [row.kind for row in rows] == sorted(row.kind for row in rows)
    steps = related_occupations(connection, occupation=ENGINEER, kind="career_step")
    assert [row.other for row in steps] == ["applied_machine_learning", "software_engineer"]
    (title,) = related_occupations(connection, occupation=ENGINEER, kind="alternate_title")
    assert (title.other, title.other_name) == (None, "machine learning specialist")
    partners = {
        row.other or row.other_name
        for row in related_occupations(connection, occupation=ENGINEER, kind="works_with")
    }
    assert partners >= {"data_scientist", "software_engineer", "DevOps team"}


def test_unknown_relations_are_none(connection: Connection) -> None:
    assert related_occupations(connection, occupation="nurse") == []
    assert related_occupations(connection, occupation=ENGINEER, kind="married_to") == []
