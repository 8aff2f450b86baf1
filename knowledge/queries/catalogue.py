"""Listings of the curated content, for the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from knowledge import models

TABLES = {
    "sources": (models.source, "title"),
    "occupations": (models.occupation, "name"),
    "topics": (models.topic, "title"),
    "measures": (models.measure, "title"),
    "entities": (models.entity, "name"),
    "statements": (models.statement, "text"),
    "associations": (models.association, "text"),
    "figures": (models.figure, "value"),
    "misconceptions": (models.misconception, "title"),
    "comparisons": (models.comparison, "aspect"),
    "related_occupations": (models.related_occupation, "text"),
    "disagreements": (models.disagreement, "text"),
}

# Tables of facts: neither versions nor passages, which are made from the rows, nor imported datasets.
_DERIVED = (models.content_version, models.passage, models.passage_version)
CONTENT_TABLES = [table for table in models.CURATED_TABLES if table not in _DERIVED]


def list_rows(
    connection: Connection, *, table: str, occupation: str | None = None, topic: str | None = None
) -> list[tuple[str, str]]:
    """Return (key, text) of the rows of one of :data:`TABLES`, in the order of loading."""
    target, shown = TABLES[table]
    query = select(target.c.key, target.c[shown]).order_by(target.c.id)
    for key, owner, column in (
        (occupation, models.occupation, "occupation_id"),
        (topic, models.topic, "topic_id"),
    ):
        if key is not None and column in target.c:
            query = query.where(target.c[column].in_(select(owner.c.id).where(owner.c.key == key)))
        elif key is not None:
            return []
    return [(row[0], str(row[1])) for row in connection.execute(query)]


def find_row(connection: Connection, *, key: str) -> dict[str, Any] | None:
    """Return the row with this key as plain values, its table under ``table``; None when there is none."""
    for name, (target, _shown) in TABLES.items():
        row = connection.execute(select(target).where(target.c.key == key)).mappings().first()
        if row is not None:
            return {"table": name} | _with_keys(target, row, partial(_key_of, connection))
    return None


def export_all(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, in the order of loading, with keys in the place of ids."""
    keys = {
        table.name: {row.id: row.key for row in connection.execute(select(table.c.id, table.c.key))}
        for table in CONTENT_TABLES
        if "key" in table.c
    }
    return {
        table.name: [
            _with_keys(table, row, lambda target, value: keys[target.name][value])
            for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in CONTENT_TABLES
    }


def _key_of(connection: Connection, table: Table, value: int) -> str:
    return str(connection.execute(select(table.c.key).where(table.c.id == value)).scalar_one())


def _with_keys(table: Table, row: Mapping[str, Any], key_of: Callable[[Table, int], str]) -> dict[str, Any]:
    """Replace ids of other rows by their keys; the row's own id says nothing outside the database."""
    plain: dict[str, Any] = {}
    for name, value in row.items():
        if name == "id":
            continue
        if not name.endswith("_id"):
            plain[name] = value
            continue
        (foreign,) = table.c[name].foreign_keys
        plain[name[:-3]] = None if value is None else key_of(foreign.column.table, value)
    return plain
