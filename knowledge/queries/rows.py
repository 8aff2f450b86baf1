"""What queries share: the columns of a record, and the way from an SQL row to the record.

Statements are built once a process and take their values as parameters: SQLAlchemy spends longer on building
a statement and on recognising it as the last one than the database does on answering it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Table, bindparam
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow
from sqlalchemy.sql import ColumnElement, Select

from knowledge import models
from knowledge.records import Entity, Measure, Source

_SOURCE = [column for column in models.source.c if column.name != "id"]
_ENTITY = [models.entity.c[name] for name in ("key", "name", "kind", "category", "description")]
_MEASURE = [models.measure.c[name] for name in ("key", "title", "dimension", "chart_type")]


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
    """Columns from which :func:`row_reader` reads the fields that every row about an occupation has."""
    return [table.c[name] for name in ("key", "attributed_to", "as_of", "place")] + source_columns()


def one_of(column: Column, name: str) -> ColumnElement:
    """Return the condition that a column holds one of the values of a parameter."""
    return column.in_(bindparam(name, expanding=True))


def from_rows(query: Select, table: Table, *, of_occupation: bool = True) -> Select:
    """Join ``table`` to its source and, if asked, to the occupation with the parameter ``occupation``."""
    origin = table.join(models.source, table.c.source_id == models.source.c.id)
    if not of_occupation:
        return query.select_from(origin)
    origin = origin.join(models.occupation, table.c.occupation_id == models.occupation.c.id)
    return query.select_from(origin).where(models.occupation.c.key == bindparam("occupation"))


def read(connection: Connection, query: Select, **values: Any) -> list[SqlRow]:
    """Return the rows of a statement, fetched at once: fetching them singly takes several times as long."""
    rows: list[SqlRow] = connection.execute(query, values).all()
    return rows


def to_source(row: SqlRow) -> Source:
    """Build a source from :func:`source_columns`."""
    fields = row._mapping
    return Source(**{column.name: fields[f"source_{column.name}"] for column in _SOURCE})


def to_entity(row: SqlRow) -> Entity:
    """Build an entity from :func:`entity_columns`."""
    return Entity(
        row.entity_key, row.entity_name, row.entity_kind, row.entity_category, row.entity_description
    )


def to_measure(row: SqlRow) -> Measure:
    """Build a measure from :func:`measure_columns`, its title filled in with the row's ``occupations``."""
    title = row.measure_title.replace("{occupations}", row.occupations)
    return Measure(row.measure_key, title, row.measure_dimension, row.measure_chart_type)


def row_reader() -> Callable[[SqlRow], dict[str, Any]]:
    """Return a function that reads :func:`row_columns`; rows of the same source share its record."""
    sources: dict[str, Source] = {}

    def fields(row: SqlRow) -> dict[str, Any]:
        key = row.source_key
        if key not in sources:
            sources[key] = to_source(row)
        return {
            "key": row.key,
            "source": sources[key],
            "attributed_to": row.attributed_to,
            "as_of": row.as_of,
            "place": row.place,
        }

    return fields
