"""Where the sources of rows contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge.models import disagreement, disagreement_row, figure, occupation
from knowledge.models import topic as topic_table
from knowledge.numbers import missing_numbers
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.records import Disagreement

_DISAGREEMENTS = (
    select(
        disagreement.c.id,
        disagreement.c.key,
        topic_table.c.key.label("topic"),
        disagreement.c.text,
        disagreement_row.c.row_key,
    )
    .join(disagreement_row, disagreement_row.c.disagreement_id == disagreement.c.id)
    .join(topic_table, disagreement.c.topic_id == topic_table.c.id)
    .where(one_of(disagreement_row.c.row_key, "rows"))
    .order_by(disagreement.c.id, disagreement_row.c.id)
)
_OF_OCCUPATION = (
    select(disagreement_row.c.row_key)
    .join(disagreement, disagreement_row.c.disagreement_id == disagreement.c.id)
    .join(occupation, disagreement.c.occupation_id == occupation.c.id)
    .where(occupation.c.key == bindparam("occupation"))
    .order_by(disagreement_row.c.id)
)
_FIGURES = (
    select(disagreement_row.c.disagreement_id, figure.c.value)
    .join(figure, figure.c.key == disagreement_row.c.row_key)
    .where(one_of(disagreement_row.c.disagreement_id, "ids"))
)


@cached_query
def disagreements(connection: Connection, *, rows: Iterable[str]) -> list[Disagreement]:
    """Return the disagreements in which any of these rows (by key) takes part.

    A disagreement whose text mentions other numbers than its figures, because these have changed since, is
    left out.
    """
    keys = list(dict.fromkeys(rows))
    found = read(connection, _DISAGREEMENTS, rows=keys) if keys else []
    values: dict[int, list[float]] = defaultdict(list)
    ids = list(dict.fromkeys(row.id for row in found))
    for row in read(connection, _FIGURES, ids=ids) if ids else ():
        values[row.disagreement_id].append(row.value)
    grouped: dict[int, list[SqlRow]] = defaultdict(list)
    for row in found:
        grouped[row.id].append(row)
    return [
        Disagreement(rows[0].key, rows[0].topic, rows[0].text, tuple(row.row_key for row in rows))
        for number, rows in grouped.items()
        if not missing_numbers(rows[0].text, values[number])
    ]


@cached_query
def disagreements_of(connection: Connection, *, occupation: str) -> list[Disagreement]:
    """Return all disagreements on an occupation, in the order of the content."""
    keys = [row.row_key for row in read(connection, _OF_OCCUPATION, occupation=occupation)]
    return disagreements(connection, rows=keys)
