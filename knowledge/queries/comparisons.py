"""Two occupations side by side, and how an occupation is related to others."""

from __future__ import annotations

from functools import cache

from sqlalchemy import bindparam, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge.models import comparison, related_occupation
from knowledge.models import occupation as occupation_table
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import from_rows, read, row_columns, row_reader
from knowledge.records import Comparison, RelatedOccupation

_other_occupation = occupation_table.alias("other_occupation")
_COMPARED = ("aspect", "layout", "rank", "text", "other_text", "note")
_RELATED = ("kind", "other_name", "rank", "text")


@cache
def _comparisons(of_two: bool) -> Select:
    columns = [occupation_table.c.key.label("occupation"), _other_occupation.c.key.label("other")]
    columns += [comparison.c[name] for name in _COMPARED]
    query = (
        from_rows(select(*columns, *row_columns(comparison)), comparison, of_occupation=False)
        .join(occupation_table, comparison.c.occupation_id == occupation_table.c.id)
        .join(_other_occupation, comparison.c.other_occupation_id == _other_occupation.c.id)
    )
    forth, back = (
        occupation_table.c.key == bindparam("occupation"),
        _other_occupation.c.key == bindparam("occupation"),
    )
    if of_two:
        forth &= _other_occupation.c.key == bindparam("other")
        back &= occupation_table.c.key == bindparam("other")
    return query.where(or_(forth, back)).order_by(comparison.c.id)


@cache
def _related_occupations(of_kind: bool) -> Select:
    columns = [_other_occupation.c.key.label("other"), *(related_occupation.c[name] for name in _RELATED)]
    query = from_rows(select(*columns, *row_columns(related_occupation)), related_occupation)
    query = query.outerjoin(
        _other_occupation, related_occupation.c.other_occupation_id == _other_occupation.c.id
    )
    if of_kind:
        query = query.where(related_occupation.c.kind == bindparam("kind"))
    return query.order_by(related_occupation.c.kind, related_occupation.c.rank, related_occupation.c.id)


@cached_query
def comparisons(connection: Connection, *, occupation: str, other: str | None = None) -> list[Comparison]:
    """Return the comparisons of ``occupation`` with ``other``, or with any occupation, in either order."""
    given = {"occupation": occupation} if other is None else {"occupation": occupation, "other": other}
    fields = row_reader()
    return [
        Comparison(
            **fields(row),
            occupation=row.occupation,
            other=row.other,
            **{name: row._mapping[name] for name in _COMPARED},
        )
        for row in read(connection, _comparisons(other is not None), **given)
    ]


@cached_query
def related_occupations(
    connection: Connection, *, occupation: str, kind: str | None = None
) -> list[RelatedOccupation]:
    """Return an occupation's relationships to other occupations by kind and rank."""
    given = {"occupation": occupation} if kind is None else {"occupation": occupation, "kind": kind}
    fields = row_reader()
    return [
        RelatedOccupation(**fields(row), other=row.other, **{name: row._mapping[name] for name in _RELATED})
        for row in read(connection, _related_occupations(kind is not None), **given)
    ]
