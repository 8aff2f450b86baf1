"""Rows that weigh one thing against another: misconceptions, comparisons, relations, disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import (
    comparison,
    disagreement,
    disagreement_row,
    misconception,
    misconception_point,
    relation,
)
from knowledge.models import role as role_table
from knowledge.models import topic as topic_table
from knowledge.queries.rows import from_rows, row_columns, row_fields
from knowledge.records import Comparison, Disagreement, Misconception, Relation


def misconceptions(connection: Connection, *, role: str) -> list[Misconception]:
    """Return the misconceptions about a role by rank, each with its points."""
    columns = [misconception.c[name] for name in ("id", "rank", "title", "belief", "reality")]
    query = from_rows(select(*columns, *row_columns(misconception)), misconception, role)
    rows = connection.execute(query.order_by(misconception.c.rank, misconception.c.id)).all()
    points: dict[int, list[str]] = defaultdict(list)
    wanted = misconception_point.c.misconception_id.in_([row.id for row in rows])
    for point in connection.execute(
        select(misconception_point).where(wanted).order_by(misconception_point.c.rank)
    ):
        points[point.misconception_id].append(point.text)
    return [
        Misconception(
            **row_fields(row),
            rank=row.rank,
            title=row.title,
            belief=row.belief,
            reality=row.reality,
            points=tuple(points[row.id]),
        )
        for row in rows
    ]


def comparisons(connection: Connection, *, role: str, other: str | None = None) -> list[Comparison]:
    """Return what is told of ``role`` beside ``other``, or beside any role, in either order."""
    other_role = role_table.alias("other_role")
    names = ("aspect", "form", "rank", "text", "other_text", "note")
    columns = [role_table.c.key.label("role"), other_role.c.key.label("other")]
    columns += [comparison.c[name] for name in names]
    query = (
        from_rows(select(*columns, *row_columns(comparison)), comparison, None)
        .join(role_table, comparison.c.role_id == role_table.c.id)
        .join(other_role, comparison.c.other_role_id == other_role.c.id)
    )
    forth, back = role_table.c.key == role, other_role.c.key == role
    if other is not None:
        forth, back = forth & (other_role.c.key == other), back & (role_table.c.key == other)
    rows = connection.execute(query.where(forth | back).order_by(comparison.c.id))
    return [
        Comparison(
            **row_fields(row),
            role=row.role,
            other=row.other,
            **{name: row._mapping[name] for name in names},
        )
        for row in rows
    ]


def relations(connection: Connection, *, role: str, kind: str | None = None) -> list[Relation]:
    """Return a role's ties to other roles by kind and rank."""
    other_role = role_table.alias("other_role")
    names = ("kind", "other_name", "rank", "text")
    columns = [other_role.c.key.label("other"), *(relation.c[name] for name in names)]
    query = from_rows(select(*columns, *row_columns(relation)), relation, role)
    query = query.outerjoin(other_role, relation.c.other_role_id == other_role.c.id)
    if kind is not None:
        query = query.where(relation.c.kind == kind)
    return [
        Relation(**row_fields(row), other=row.other, **{name: row._mapping[name] for name in names})
        for row in connection.execute(query.order_by(relation.c.kind, relation.c.rank, relation.c.id))
    ]


def disagreements(connection: Connection, *, rows: Iterable[str]) -> list[Disagreement]:
    """Return the disagreements in which any of these rows (by key) takes part."""
    keys = list(dict.fromkeys(rows))
    query = (
        select(disagreement.c.id, disagreement.c.key, topic_table.c.key.label("topic"), disagreement.c.text)
        .join(disagreement_row, disagreement_row.c.disagreement_id == disagreement.c.id)
        .join(topic_table, disagreement.c.topic_id == topic_table.c.id)
        .where(disagreement_row.c.row_key.in_(keys))
        .distinct()
        .order_by(disagreement.c.id)
    )
    return [Disagreement(row.key, row.topic, row.text) for row in connection.execute(query)]
