"""Rows that weigh one thing against another: misconceptions, comparisons, relations, disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from sqlalchemy import bindparam, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge.models import (
    comparison,
    disagreement,
    disagreement_row,
    figure,
    misconception,
    misconception_point,
    relation,
)
from knowledge.models import role as role_table
from knowledge.models import topic as topic_table
from knowledge.numbers import untold_numbers
from knowledge.queries.remembered import remembered
from knowledge.queries.rows import from_rows, one_of, read, row_columns, row_reader
from knowledge.records import Comparison, Disagreement, Misconception, Relation

_other_role = role_table.alias("other_role")
_MISCONCEPTIONS = from_rows(
    select(
        *(misconception.c[name] for name in ("id", "rank", "title", "belief", "reality")),
        *row_columns(misconception),
    ),
    misconception,
).order_by(misconception.c.rank, misconception.c.id)
_POINTS = (
    select(misconception_point.c.misconception_id, misconception_point.c.text)
    .where(one_of(misconception_point.c.misconception_id, "ids"))
    .order_by(misconception_point.c.rank)
)
_COMPARED = ("aspect", "form", "rank", "text", "other_text", "note")
_RELATED = ("kind", "other_name", "rank", "text")
_DISAGREEMENTS = (
    select(disagreement.c.id, disagreement.c.key, topic_table.c.key.label("topic"), disagreement.c.text)
    .join(disagreement_row, disagreement_row.c.disagreement_id == disagreement.c.id)
    .join(topic_table, disagreement.c.topic_id == topic_table.c.id)
    .where(one_of(disagreement_row.c.row_key, "rows"))
    .distinct()
    .order_by(disagreement.c.id)
)
_FIGURES = (
    select(disagreement_row.c.disagreement_id, figure.c.value)
    .join(figure, figure.c.key == disagreement_row.c.row_key)
    .where(one_of(disagreement_row.c.disagreement_id, "ids"))
)


@cache
def _comparisons(of_two: bool) -> Select:
    columns = [role_table.c.key.label("role"), _other_role.c.key.label("other")]
    columns += [comparison.c[name] for name in _COMPARED]
    query = (
        from_rows(select(*columns, *row_columns(comparison)), comparison, of_role=False)
        .join(role_table, comparison.c.role_id == role_table.c.id)
        .join(_other_role, comparison.c.other_role_id == _other_role.c.id)
    )
    forth, back = role_table.c.key == bindparam("role"), _other_role.c.key == bindparam("role")
    if of_two:
        forth &= _other_role.c.key == bindparam("other")
        back &= role_table.c.key == bindparam("other")
    return query.where(or_(forth, back)).order_by(comparison.c.id)


@cache
def _relations(of_kind: bool) -> Select:
    columns = [_other_role.c.key.label("other"), *(relation.c[name] for name in _RELATED)]
    query = from_rows(select(*columns, *row_columns(relation)), relation)
    query = query.outerjoin(_other_role, relation.c.other_role_id == _other_role.c.id)
    if of_kind:
        query = query.where(relation.c.kind == bindparam("kind"))
    return query.order_by(relation.c.kind, relation.c.rank, relation.c.id)


@remembered
def misconceptions(connection: Connection, *, role: str) -> list[Misconception]:
    """Return the misconceptions about a role by rank, each with its points."""
    rows = read(connection, _MISCONCEPTIONS, role=role)
    points: dict[int, list[str]] = defaultdict(list)
    for point in read(connection, _POINTS, ids=[row.id for row in rows]):
        points[point.misconception_id].append(point.text)
    fields = row_reader()
    return [
        Misconception(
            **fields(row),
            rank=row.rank,
            title=row.title,
            belief=row.belief,
            reality=row.reality,
            points=tuple(points[row.id]),
        )
        for row in rows
    ]


@remembered
def comparisons(connection: Connection, *, role: str, other: str | None = None) -> list[Comparison]:
    """Return what is told of ``role`` beside ``other``, or beside any role, in either order."""
    given = {"role": role} if other is None else {"role": role, "other": other}
    fields = row_reader()
    return [
        Comparison(
            **fields(row),
            role=row.role,
            other=row.other,
            **{name: row._mapping[name] for name in _COMPARED},
        )
        for row in read(connection, _comparisons(other is not None), **given)
    ]


@remembered
def relations(connection: Connection, *, role: str, kind: str | None = None) -> list[Relation]:
    """Return a role's ties to other roles by kind and rank."""
    given = {"role": role} if kind is None else {"role": role, "kind": kind}
    fields = row_reader()
    return [
        Relation(**fields(row), other=row.other, **{name: row._mapping[name] for name in _RELATED})
        for row in read(connection, _relations(kind is not None), **given)
    ]


@remembered
def disagreements(connection: Connection, *, rows: Iterable[str]) -> list[Disagreement]:
    """Return the disagreements in which any of these rows (by key) takes part.

    One whose figures have changed since it was written, so that it tells other numbers, is left out.
    """
    keys = list(dict.fromkeys(rows))
    found = read(connection, _DISAGREEMENTS, rows=keys) if keys else []
    values: dict[int, list[float]] = defaultdict(list)
    for row in read(connection, _FIGURES, ids=[one.id for one in found]) if found else ():
        values[row.disagreement_id].append(row.value)
    return [
        Disagreement(row.key, row.topic, row.text)
        for row in found
        if not untold_numbers(row.text, values[row.id])
    ]
