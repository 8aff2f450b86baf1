"""Occupations are found by a description of the work, without their names."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Connection

from knowledge.models import everyday_work, onet_vector
from knowledge.queries.nearest_occupations import CACHE_BYTES, nearest_occupations


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fixes planes", "49-3011.00"),
        ("stocking shelves", "53-7065.00"),
        ("picks crops", "45-2092.00"),
        ("teaches business at a university", "25-1011.00"),
    ],
)
def test_what_somebody_does_is_nearest_to_the_occupation_that_does_it(
    datasets: Connection, text: str, code: str
) -> None:
    found = nearest_occupations(datasets, text=text)
    assert found[0].code == code
    assert [one.similarity for one in found] == sorted((one.similarity for one in found), reverse=True)


def test_each_occupation_is_found_once_and_as_many_as_are_asked_for(datasets: Connection) -> None:
    found = nearest_occupations(datasets, text="bakes bread", limit=7)
    assert len({one.code for one in found}) == len(found) == 7


def test_nothing_is_near_to_nothing_or_where_no_occupation_is_described(
    datasets: Connection, connection: Connection
) -> None:
    assert nearest_occupations(datasets, text=" ") == []
    assert nearest_occupations(connection, text="bakes bread") == []


def test_the_vectors_are_read_once_for_an_import(datasets: Connection) -> None:
    nearest_occupations(datasets, text="sells houses")
    read: list[str] = []
    engine = datasets.engine
    note = lambda _connection, _cursor, statement, *_rest: read.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    try:
        nearest_occupations(datasets, text="sells cars")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert not [one for one in read if "_vector.vector" in one or "everyday_work.vector" in one]


def test_the_vectors_of_ten_times_the_occupations_would_be_kept(datasets: Connection) -> None:
    described, told = (
        datasets.execute(select(func.sum(func.length(table.c.vector)))).scalar()
        for table in (onet_vector, everyday_work)
    )
    assert 2 * (10 * described + told) <= CACHE_BYTES  # what people say is not told of copies
