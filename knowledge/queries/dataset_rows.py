"""What queries of imported datasets share: the source of a dataset, and the fields of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow
from sqlalchemy.sql import ColumnElement, Select

from knowledge.models import dataset
from knowledge.queries.query_cache import cached_query
from knowledge.records import Source

ONET, PROJECTIONS, WAGES = "onet", "projections", "wages"
RELEASE = "onet_release"  # of O*NET, which the operator has

_DATASET = select(
    *(dataset.c[name] for name in ("version", "title", "publisher", "licence", "attribution")),
    dataset.c.published,
    dataset.c.location,
).where(dataset.c.key == bindparam("key"))

_IMPORT = select(dataset.c.fingerprint, dataset.c.loaded_at).where(dataset.c.key == bindparam("key"))


@cached_query
def dataset_version(connection: Connection, *, key: str) -> str | None:
    """Return the version of a dataset, None where it is not loaded."""
    row = connection.execute(_DATASET, {"key": key}).first()
    return str(row.version) if row else None


def dataset_import(connection: Connection, *, key: str) -> str | None:
    """Return what tells the import of a dataset from any other, None where it is not loaded.

    What is made of all its rows is cached in memory under it.
    """
    row = connection.execute(_IMPORT, {"key": key}).first()
    return f"{row.fingerprint} {row.loaded_at}" if row else None


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


def of_dataset(table: Table, key: str) -> ColumnElement:
    """Return the condition that a row is one of a dataset's."""
    return table.c.dataset_id == select(dataset.c.id).where(dataset.c.key == key).scalar_subquery()


def with_dataset(table: Table, *columns: str) -> Select:
    """Return the selection of columns of a table and of the key of each row's dataset, as ``dataset``."""
    found = [*(table.c[name] for name in columns), dataset.c.key.label("dataset")]
    return select(*found).select_from(table.join(dataset, table.c.dataset_id == dataset.c.id))


def carried_first(rows: Sequence[SqlRow]) -> list[SqlRow]:
    """Return those rows of :func:`with_dataset` that the project carries, else those of a release."""
    return [row for row in rows if row.dataset == ONET] or list(rows)


def row_fields(
    source: Source, key: str, *, as_of: str | None = None, place: str | None = None
) -> dict[str, Any]:
    """Return the fields that every row has."""
    return {"key": key, "source": source, "attributed_to": None, "as_of": as_of, "place": place}
