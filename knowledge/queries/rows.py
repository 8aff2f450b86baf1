"""What queries share: columns that belong to a record, and the step from a SQL row to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.engine import Row as SqlRow
from sqlalchemy.sql import Select

from knowledge import models
from knowledge.records import Entity, Measure, Source

_SOURCE = [column for column in models.source.c if column.name != "id"]
_ENTITY = [models.entity.c[name] for name in ("key", "name", "kind", "category", "description")]
_MEASURE = [models.measure.c[name] for name in ("key", "title", "dimension", "series")]


def source_columns() -> list[Column]:
    """Columns from which :func:`to_source` builds a source."""
    return [column.label(f"source_{column.name}") for column in _SOURCE]


def entity_columns() -> list[Column]:
    """Columns from which :func:`to_entity` builds an entity."""
    return [column.label(f"entity_{column.name}") for column in _ENTITY]


def measure_columns() -> list[Column]:
    """Columns from which :func:`to_measure` builds a measure."""
    return [column.label(f"measure_{column.name}") for column in _MEASURE]


def row_columns(table: Table) -> list[Column]:
    """Columns from which :func:`row_fields` builds the fields that every row about a role has."""
    return [table.c[name] for name in ("key", "attributed_to", "as_of", "place")] + source_columns()


def from_rows(query: Select, table: Table, role: str | None) -> Select:
    """Join ``table`` to its source, and to the role with this key when one is given."""
    origin = table.join(models.source, table.c.source_id == models.source.c.id)
    if role is None:
        return query.select_from(origin)
    origin = origin.join(models.role, table.c.role_id == models.role.c.id)
    return query.select_from(origin).where(models.role.c.key == role)


def to_source(row: SqlRow) -> Source:
    """Build a source from :func:`source_columns`."""
    return Source(**{column.name: row._mapping[f"source_{column.name}"] for column in _SOURCE})


def to_entity(row: SqlRow) -> Entity:
    """Build an entity from :func:`entity_columns`."""
    return Entity(**{column.name: row._mapping[f"entity_{column.name}"] for column in _ENTITY})


def to_measure(row: SqlRow) -> Measure:
    """Build a measure from :func:`measure_columns`."""
    return Measure(**{column.name: row._mapping[f"measure_{column.name}"] for column in _MEASURE})


def row_fields(row: SqlRow) -> dict[str, Any]:
    """Return the fields that every row about a role has, from :func:`row_columns`."""
    return {
        "key": row.key,
        "source": to_source(row),
        "attributed_to": row.attributed_to,
        "as_of": row.as_of,
        "place": row.place,
    }
