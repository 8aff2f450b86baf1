"""All occupations as matrices hold what the tables hold, and are read once for an import."""

from __future__ import annotations

import math

import numpy as np
from sqlalchemy import event, text
from sqlalchemy.engine import Connection

from knowledge.queries.occupation_matrix import (
    CACHE_BYTES,
    INTERESTS,
    MEDIANS_BYTES,
    OccupationMatrix,
    medians_in,
    occupation_matrix,
    occupations_that_use,
)
from tests.knowledge.datasets import tiny as data

NURSE, ANALYST = "29-1141.00", "15-2051.01"


def matrix_of(connection: Connection) -> OccupationMatrix:
    matrix = occupation_matrix(connection)
    assert matrix is not None
    return matrix


def test_every_value_stands_in_the_row_of_its_occupation(datasets: Connection) -> None:
    matrix = matrix_of(datasets)
    for scale in ("skill", "interest"):
        rows = datasets.execute(
            text("SELECT element, value FROM onet_rating WHERE occupation_code = :code AND scale = :scale"),
            {"code": NURSE, "scale": scale},
        ).all()
        assert len(rows) == (len(matrix.skills) if scale == "skill" else len(INTERESTS))
        for element, value in rows:
            column = matrix.column(scale, element)
            assert column is not None
            assert math.isclose(column[matrix.rows[NURSE]], value, rel_tol=1e-6)


def test_what_is_left_over_in_a_group_is_no_occupation(tiny: Connection) -> None:
    assert "15-1299.00" not in matrix_of(tiny).rows


def test_what_is_not_held_is_not_a_number(tiny: Connection) -> None:
    matrix = matrix_of(tiny)
    crew = matrix.rows["55-1011.00"]
    assert np.isnan(matrix.importance[crew]).all()
    assert np.isnan(matrix.growth[crew])
    assert matrix.education[crew] < 0
    assert matrix.column("context", "Outdoors, Exposed to All Weather Conditions") is None


def test_related_occupations_bear_their_rank(tiny: Connection) -> None:
    matrix = matrix_of(tiny)
    related = matrix.related[matrix.rows["15-2051.00"]]
    assert [matrix.codes[row] for row in sorted(related, key=related.__getitem__)] == [
        ANALYST,
        NURSE,
        "27-2011.00",
    ]


def test_wages_of_a_group_are_not_an_occupations_own(tiny: Connection) -> None:
    matrix = matrix_of(tiny)
    assert matrix.has_own_wages(matrix.rows[NURSE])
    assert not matrix.has_own_wages(matrix.rows[ANALYST])


def test_medians_are_those_of_the_place(tiny: Connection) -> None:
    assert medians_in(tiny, area_code=data.NATION)["27-2011"] == 20 * 2_080
    assert medians_in(tiny, area_code=data.OREGON) != medians_in(tiny, area_code=data.NATION)
    assert medians_in(tiny, area_code="9999999") == {}


def test_users_of_a_technology_are_found_by_what_people_call_it(tiny: Connection) -> None:
    assert occupations_that_use(tiny, technology="excel") == {"15-2051.00", NURSE}
    assert occupations_that_use(tiny, technology="no such thing") == frozenset()


def test_the_matrices_are_read_once_for_an_import(datasets: Connection) -> None:
    first = matrix_of(datasets)
    ran: list[str] = []
    note = lambda _connection, _cursor, statement, *_rest: ran.append(statement)  # noqa: E731
    event.listen(datasets.engine, "before_cursor_execute", note)
    try:
        assert matrix_of(datasets) is first
    finally:
        event.remove(datasets.engine, "before_cursor_execute", note)
    assert not [one for one in ran if "onet_rating" in one]


def test_the_matrices_of_ten_times_the_occupations_would_be_kept(datasets: Connection) -> None:
    assert 10 * matrix_of(datasets).size <= CACHE_BYTES
    assert 100 * 150 * len(medians_in(datasets, area_code=data.NATION)) <= 10 * MEDIANS_BYTES


def test_there_is_no_matrix_where_no_occupation_is_held(connection: Connection) -> None:
    assert occupation_matrix(connection) is None
    assert medians_in(connection, area_code=data.NATION) == {}
