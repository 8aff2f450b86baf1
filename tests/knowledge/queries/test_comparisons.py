"""Two occupations side by side, and related ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Connection

from knowledge.database import create_knowledge_engine
from knowledge.models import related_occupation
from knowledge.queries.comparisons import comparisons, related_occupations
from tests.databases import copied

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


def test_relations_of_a_kind_come_by_rank_whatever_their_order_in_the_content(
    fixture_database: Path, tmp_path: Path
) -> None:
    engine = create_knowledge_engine(copied(fixture_database, tmp_path))
    with engine.begin() as connection:
        connection.execute(update(related_occupation).values(kind="works_with"))
        found = related_occupations(connection, occupation="bell_ringer")
    engine.dispose()
    names = [one.key.removeprefix("ringer.related.") for one in found]
    assert names == ["title", "sexton", "step", "keeper"]


def test_unknown_relations_are_none(connection: Connection) -> None:
    assert related_occupations(connection, occupation="nurse") == []
    assert related_occupations(connection, occupation=ENGINEER, kind="married_to") == []
