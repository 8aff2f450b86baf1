"""The rows of facts by their keys, whatever their table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Union

from sqlalchemy.engine import Connection

from knowledge.queries import facts
from knowledge.queries.comparisons import comparisons, related_occupations
from knowledge.queries.misconceptions import misconceptions
from knowledge.records import (
    Association,
    Comparison,
    Figure,
    Misconception,
    RelatedOccupation,
    Statement,
)

FactRow = Union[Statement, Association, Figure, Misconception, Comparison, RelatedOccupation]


def fact_rows(connection: Connection, *, occupation: str, keys: Iterable[str]) -> list[FactRow]:
    """Return an occupation's rows with these keys, in their order; keys without a row are left out."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return []
    found: dict[str, FactRow] = {}
    sources: tuple[Iterable[FactRow], ...] = (
        facts.statements(connection, occupation=occupation, keys=wanted),
        facts.associations(connection, occupation=occupation, keys=wanted),
        facts.figures(connection, occupation=occupation, keys=wanted),
    )
    for rows in sources:
        found |= {row.key: row for row in rows}
    if any(key not in found for key in wanted):
        found |= {row.key: row for row in misconceptions(connection, occupation=occupation)}
        found |= {row.key: row for row in comparisons(connection, occupation=occupation)}
        found |= {row.key: row for row in related_occupations(connection, occupation=occupation)}
    return [found[key] for key in wanted if key in found]
