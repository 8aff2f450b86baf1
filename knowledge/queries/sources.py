"""Sources by key."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from knowledge.models import source
from knowledge.queries.dataset_rows import ONET, PROJECTIONS, RELEASE, WAGES, dataset_source, dataset_version
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read, source_columns, to_source
from knowledge.records import Source

DATASETS = (ONET, RELEASE, PROJECTIONS, WAGES)  # each a source where it is imported
_GET = select(*source_columns()).where(one_of(source.c.key, "keys"))
_LIST = select(*source_columns()).order_by(source.c.id).limit(bindparam("limit"))


@cached_query
def get_sources(connection: Connection, *, keys: Iterable[str]) -> list[Source]:
    """Return the sources and datasets with these keys, in the order of ``keys``; others are left out."""
    wanted = list(dict.fromkeys(keys))
    found = {row.source_key: to_source(row) for row in read(connection, _GET, keys=wanted)}
    found |= {
        key: dataset_source(connection, key=key)
        for key in DATASETS
        if key in wanted and dataset_version(connection, key=key)
    }
    return [found[key] for key in wanted if key in found]


def list_sources(connection: Connection, *, limit: int = 20) -> list[Source]:
    """Return up to ``limit`` sources in the order of loading."""
    return [to_source(row) for row in read(connection, _LIST, limit=limit)]
