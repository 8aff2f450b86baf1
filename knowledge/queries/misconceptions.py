"""What people get wrong about an occupation."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import misconception, misconception_point
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import from_rows, one_of, read, row_columns, row_reader
from knowledge.records import Misconception

_MISCONCEPTIONS = from_rows(
    select(
        *(misconception.c[name] for name in ("id", "rank", "title", "belief", "reality")),
        *row_columns(misconception),
    ),
    misconception,
).order_by(misconception.c.rank, misconception.c.id)
_POINTS = (
    select(misconception_point.c.misconception_id, misconception_point.c.text)
    .where(one_of(misconception_point.c.misconception_id, "ids"))
    .order_by(misconception_point.c.rank)
)


@cached_query
def misconceptions(connection: Connection, *, occupation: str) -> list[Misconception]:
    """Return the misconceptions about an occupation by rank, each with its points."""
    rows = read(connection, _MISCONCEPTIONS, occupation=occupation)
    points: dict[int, list[str]] = defaultdict(list)
    for point in read(connection, _POINTS, ids=[row.id for row in rows]):
        points[point.misconception_id].append(point.text)
    fields = row_reader()
    return [
        Misconception(
            **fields(row),
            rank=row.rank,
            title=row.title,
            belief=row.belief,
            reality=row.reality,
            points=tuple(points[row.id]),
        )
        for row in rows
    ]
