"""Sources by key."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import source
from knowledge.queries.rows import source_columns, to_source
from knowledge.records import Source


def get_sources(connection: Connection, *, keys: Iterable[str]) -> list[Source]:
    """Return the sources with these keys, in the order of ``keys``; unknown keys are left out."""
    wanted = list(dict.fromkeys(keys))
    rows = connection.execute(select(*source_columns()).where(source.c.key.in_(wanted)))
    found = {row.source_key: to_source(row) for row in rows}
    return [found[key] for key in wanted if key in found]


def list_sources(connection: Connection, *, limit: int = 20) -> list[Source]:
    """Return up to ``limit`` sources in the order of loading."""
    rows = connection.execute(select(*source_columns()).order_by(source.c.id).limit(limit))
    return [to_source(row) for row in rows]
