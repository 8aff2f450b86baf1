"""Employment projections by occupation."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.dataset_records import Projection
from knowledge.models import projection
from knowledge.queries.dataset_rows import PROJECTIONS, dataset_source, dataset_version, row_fields
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read

_FIELDS = tuple(column.name for column in projection.c if column.name not in ("id", "dataset_id"))
_PROJECTIONS = select(*(projection.c[name] for name in _FIELDS)).where(one_of(projection.c.code, "codes"))


@cached_query
def projections_of(connection: Connection, *, codes: tuple[str, ...]) -> list[Projection]:
    """Return the projections of SOC codes, in the order of the codes."""
    found = {row.code: row for row in read(connection, _PROJECTIONS, codes=list(codes))}
    if not found:
        return []
    source, years = dataset_source(connection, key=PROJECTIONS), dataset_version(connection, key=PROJECTIONS)
    return [
        Projection(
            **row_fields(source, f"{code}.projection", as_of=years, place="United States"),
            **found[code]._mapping,
        )
        for code in dict.fromkeys(codes)
        if code in found
    ]


def projection_of(connection: Connection, *, code: str | None) -> Projection | None:
    """Return the projection of a SOC code; None where none is published, or without a code."""
    return next(iter(projections_of(connection, codes=(code,))), None) if code else None
