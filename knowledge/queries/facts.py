"""Rows about an occupation under a topic: statements, associations and figures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow
from sqlalchemy.sql import Select

from knowledge.models import association, entity, figure, measure, statement, statement_entity, topic
from knowledge.models import occupation as occupation_table
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import (
    entity_columns,
    from_rows,
    measure_columns,
    one_of,
    read,
    row_columns,
    row_reader,
    to_entity,
    to_measure,
)
from knowledge.records import Association, Figure, Statement

_NAMING = select(statement_entity.c.statement_id).join(entity).where(one_of(entity.c.key, "entities"))
_ASSOCIATION = ("requirement", "skill_type", "in_demand", "widely_held", "rank", "text", "why")
# How each argument of a query narrows the rows of a table.
_NARROWING = {
    statement: {
        "topic": topic.c.key == bindparam("topic"),
        "kind": statement.c.kind == bindparam("kind"),
        "entities": statement.c.id.in_(_NAMING),
        "keys": one_of(statement.c.key, "keys"),
    },
    association: {
        "topic": topic.c.key == bindparam("topic"),
        "requirement": association.c.requirement == bindparam("requirement"),
        "entities": one_of(entity.c.key, "entities"),
        "keys": one_of(association.c.key, "keys"),
    },
    figure: {
        "topic": topic.c.key == bindparam("topic"),
        "measure_key": measure.c.key == bindparam("measure_key"),
        "entities": one_of(entity.c.key, "entities"),
        "keys": one_of(figure.c.key, "keys"),
    },
}


def _columns(table: Table, *names: str) -> list[Column]:
    return [topic.c.key.label("topic"), *(table.c[name] for name in names), *row_columns(table)]


def _under(query: Select, table: Table) -> Select:
    return from_rows(query, table).join(topic, table.c.topic_id == topic.c.id)


@cache
def _all(table: Table) -> Select:
    """Return the statement that reads all rows of an occupation."""
    if table is statement:
        columns = _columns(statement, "kind", "rank", "text", "detail", "why")
        return _under(select(*columns), statement).order_by(statement.c.id)
    if table is association:
        columns = _columns(association, *_ASSOCIATION) + entity_columns()
        query = _under(select(*columns), association).join(entity, association.c.entity_id == entity.c.id)
        return query.order_by(association.c.id)
    names = ("rank", "value", "unit", "bound", "note")
    columns = _columns(figure, *names) + entity_columns() + measure_columns()
    columns.append(occupation_table.c.plural.label("occupations"))
    query = (
        _under(select(*columns), figure)
        .join(measure, figure.c.measure_id == measure.c.id)
        .outerjoin(entity, figure.c.entity_id == entity.c.id)
    )
    return query.order_by(measure.c.id, figure.c.rank, figure.c.id)


@cache
def _narrowed(table: Table, *names: str) -> Select:
    return _all(table).where(*(_NARROWING[table][name] for name in names))


def _rows(connection: Connection, table: Table, occupation: str, **narrowed: Any) -> list[SqlRow]:
    given = {name: value for name, value in narrowed.items() if value is not None and value != []}
    return read(connection, _narrowed(table, *given), occupation=occupation, **given)


@cached_query
def statements(
    connection: Connection,
    *,
    occupation: str,
    topic: str | None = None,
    kind: str | None = None,
    entities: Iterable[str] = (),
    keys: Iterable[str] = (),
) -> list[Statement]:
    """Return an occupation's statements in the order of the content; every further argument narrows.

    ``entities`` keeps the statements that name at least one of them.
    """
    narrowed = {"topic": topic, "kind": kind, "entities": list(entities), "keys": list(keys)}
    fields = row_reader()
    return [
        Statement(
            **fields(row),
            topic=row.topic,
            kind=row.kind,
            rank=row.rank,
            text=row.text,
            detail=row.detail,
            why=row.why,
        )
        for row in _rows(connection, statement, occupation, **narrowed)
    ]


@cached_query
def associations(
    connection: Connection,
    *,
    occupation: str,
    topic: str | None = None,
    requirement: str | None = None,
    entities: Iterable[str] = (),
    keys: Iterable[str] = (),
) -> list[Association]:
    """Return an occupation's associations with entities in the order of the content; arguments narrow."""
    narrowed = {
        "topic": topic,
        "requirement": requirement,
        "entities": list(entities),
        "keys": list(keys),
    }
    fields = row_reader()
    return [
        Association(
            **fields(row),
            topic=row.topic,
            entity=to_entity(row),
            **{name: row._mapping[name] for name in _ASSOCIATION},
        )
        for row in _rows(connection, association, occupation, **narrowed)
    ]


@cached_query
def figures(
    connection: Connection,
    *,
    occupation: str,
    topic: str | None = None,
    measure_key: str | None = None,
    entities: Iterable[str] = (),
    keys: Iterable[str] = (),
) -> list[Figure]:
    """Return an occupation's figures by measure and rank; every argument after ``occupation`` narrows."""
    narrowed = {
        "topic": topic,
        "measure_key": measure_key,
        "entities": list(entities),
        "keys": list(keys),
    }
    fields = row_reader()
    return [
        Figure(
            **fields(row),
            topic=row.topic,
            measure=to_measure(row),
            entity=to_entity(row) if row.entity_key else None,
            rank=row.rank,
            value=row.value,
            unit=row.unit,
            bound=row.bound,
            note=row.note,
        )
        for row in _rows(connection, figure, occupation, **narrowed)
    ]
