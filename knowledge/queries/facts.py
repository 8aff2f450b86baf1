"""Rows about a role under a topic: statements, links and figures."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Table, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge.models import entity, figure, link, measure, statement, statement_entity, topic
from knowledge.queries.rows import (
    entity_columns,
    from_rows,
    measure_columns,
    row_columns,
    row_fields,
    to_entity,
    to_measure,
)
from knowledge.records import Figure, Link, Statement


def _columns(table: Table, *names: str) -> list[Column]:
    return [topic.c.key.label("topic"), *(table.c[name] for name in names), *row_columns(table)]


def _under(query: Select, table: Table, topic_key: str | None) -> Select:
    query = query.join(topic, table.c.topic_id == topic.c.id)
    return query if topic_key is None else query.where(topic.c.key == topic_key)


def statements(
    connection: Connection,
    *,
    role: str,
    topic: str | None = None,
    kind: str | None = None,
    entities: Iterable[str] = (),
    keys: Iterable[str] = (),
) -> list[Statement]:
    """Return a role's statements in the order of the content; every argument after ``role`` narrows.

    ``entities`` keeps the statements that name at least one of them.
    """
    columns = _columns(statement, "kind", "rank", "text", "detail", "why")
    query = _under(from_rows(select(*columns), statement, role), statement, topic)
    if kind is not None:
        query = query.where(statement.c.kind == kind)
    wanted = list(entities)
    if wanted:
        named = select(statement_entity.c.statement_id).join(entity).where(entity.c.key.in_(wanted))
        query = query.where(statement.c.id.in_(named))
    chosen = list(keys)
    if chosen:
        query = query.where(statement.c.key.in_(chosen))
    rows = connection.execute(query.order_by(statement.c.id))
    return [
        Statement(
            **row_fields(row),
            topic=row.topic,
            kind=row.kind,
            rank=row.rank,
            text=row.text,
            detail=row.detail,
            why=row.why,
        )
        for row in rows
    ]


def links(
    connection: Connection,
    *,
    role: str,
    topic: str | None = None,
    kinds: Iterable[str] = (),
    entities: Iterable[str] = (),
    keys: Iterable[str] = (),
) -> list[Link]:
    """Return a role's ties to entities in the order of the content; every argument after ``role`` narrows."""
    columns = _columns(link, "kind", "rank", "text", "why") + entity_columns()
    query = _under(from_rows(select(*columns), link, role), link, topic).join(
        entity, link.c.entity_id == entity.c.id
    )
    wanted_kinds, wanted_entities = list(kinds), list(entities)
    if wanted_kinds:
        query = query.where(link.c.kind.in_(wanted_kinds))
    if wanted_entities:
        query = query.where(entity.c.key.in_(wanted_entities))
    chosen = list(keys)
    if chosen:
        query = query.where(link.c.key.in_(chosen))
    return [
        Link(
            **row_fields(row),
            topic=row.topic,
            kind=row.kind,
            rank=row.rank,
            text=row.text,
            why=row.why,
            entity=to_entity(row),
        )
        for row in connection.execute(query.order_by(link.c.id))
    ]


def figures(
    connection: Connection,
    *,
    role: str,
    topic: str | None = None,
    measure_key: str | None = None,
    entities: Iterable[str] = (),
) -> list[Figure]:
    """Return a role's figures by measure and rank; every argument after ``role`` narrows."""
    names = ("rank", "value", "unit", "bound", "note")
    columns = _columns(figure, *names) + entity_columns() + measure_columns()
    query = (
        _under(from_rows(select(*columns), figure, role), figure, topic)
        .join(measure, figure.c.measure_id == measure.c.id)
        .outerjoin(entity, figure.c.entity_id == entity.c.id)
    )
    if measure_key is not None:
        query = query.where(measure.c.key == measure_key)
    wanted = list(entities)
    if wanted:
        query = query.where(entity.c.key.in_(wanted))
    return [
        Figure(
            **row_fields(row),
            topic=row.topic,
            measure=to_measure(row),
            entity=to_entity(row) if row.entity_key else None,
            rank=row.rank,
            value=row.value,
            unit=row.unit,
            bound=row.bound,
            note=row.note,
        )
        for row in connection.execute(query.order_by(measure.c.id, figure.c.rank, figure.c.id))
    ]
