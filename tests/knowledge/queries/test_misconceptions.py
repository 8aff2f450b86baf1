"""What people get wrong."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.misconceptions import misconceptions

ENGINEER = "machine_learning_engineer"


def test_seven_misconceptions_are_told_each_with_its_points(connection: Connection) -> None:
    rows = misconceptions(connection, occupation=ENGINEER)
    assert [(row.rank, row.title, len(row.points)) for row in rows] == [
        (1, "They only create models", 1),
        (2, "Machine learning is the same as AI", 1),
        (3, "They alone are responsible for a project", 1),
        (4, "Only coding experts can do it", 3),
        (5, "It is the same role as data scientist", 3),
        (6, "Machine learning is plug-and-play", 3),
        (7, "Machines learn on their own", 3),
    ]
    assert rows[3].points[0] == "Engineers also require a strong knowledge of mathematics and statistics."
    assert {row.source.key for row in rows} == {"overview_and_tables"}


def test_misconceptions_come_by_rank_whatever_their_order_in_the_content(fixture_base: Connection) -> None:
    found = misconceptions(fixture_base, occupation="bell_ringer")
    assert [one.key for one in found] == ["ringer.myth.strength", "ringer.myth.deaf"]


@pytest.mark.parametrize("occupation", ["data_scientist", "nurse", ""])
def test_an_occupation_without_misconceptions_has_none(connection: Connection, occupation: str) -> None:
    assert misconceptions(connection, occupation=occupation) == []
