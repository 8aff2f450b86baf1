"""The rows of facts by their keys, whatever their table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    found: dict[str, FactRow] = {}
    reads: tuple[Callable[[list[str]], Iterable[FactRow]], ...] = (
        lambda missing: facts.statements(connection, occupation=occupation, keys=missing),
        lambda missing: facts.figures(connection, occupation=occupation, keys=missing),
        lambda missing: facts.associations(connection, occupation=occupation, keys=missing),
        lambda _missing: misconceptions(connection, occupation=occupation),
        lambda _missing: comparisons(connection, occupation=occupation),
        lambda _missing: related_occupations(connection, occupation=occupation),
    )
    for read in reads:
        if missing := [key for key in wanted if key not in found]:
            found |= {row.key: row for row in read(missing)}
    return [found[key] for key in wanted if key in found]
