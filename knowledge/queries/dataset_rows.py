"""What queries of imported datasets share: the source of a dataset, and the fields of a row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from knowledge.models import dataset
from knowledge.queries.query_cache import cached_query
from knowledge.records import Source

ONET, PROJECTIONS, WAGES = "onet", "projections", "wages"

_DATASET = select(
    *(dataset.c[name] for name in ("version", "title", "publisher", "licence", "attribution")),
    dataset.c.published,
    dataset.c.location,
).where(dataset.c.key == bindparam("key"))


@cached_query
def dataset_version(connection: Connection, *, key: str) -> str | None:
    """Return the version of a dataset, None where it is not loaded."""
    row = connection.execute(_DATASET, {"key": key}).first()
    return str(row.version) if row else None


@cached_query
def dataset_source(connection: Connection, *, key: str) -> Source:
    """Return a dataset as the source of its rows.

    Raises:
        LookupError: if it is not loaded.
    """
    row = connection.execute(_DATASET, {"key": key}).first()
    if row is None:
        raise LookupError(f"the dataset {key} is not loaded: run 'python -m knowledge occupations'")
    return Source(
        key=key,
        title=row.title,
        title_supplied=False,
        publisher=row.publisher,
        published=row.published,
        date_note=None,
        location=row.location or "",
        licence=row.licence,
        attribution=row.attribution,
    )


def row_fields(
    source: Source, key: str, *, as_of: str | None = None, place: str | None = None
) -> dict[str, Any]:
    """Return the fields that every row has."""
    return {"key": key, "source": source, "attributed_to": None, "as_of": as_of, "place": place}
