"""What is told that bears on a question: rows found by meaning and by rare words that they share with it.

The likeness of a row to a question is ``cosine + EVIDENCE * shared``. ``cosine`` is that of the question and
the nearest passage of the row. ``shared`` is the weight of the question's words that the row holds over that
of all of them. A word weighs the more the fewer rows of the role hold it, and most if none does: a question
that turns on a name of which nothing is told loses by it. Likeness ends at 1.3. A row that lacks a number or
code of the question is not found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import and_, bindparam, select
from sqlalchemy.engine import Connection

from knowledge.encoder import load_encoder
from knowledge.models import passage, passage_version, role_alias
from knowledge.models import role as role_table
from knowledge.passages import MISCONCEPTION, STATEMENT, fingerprint, without_role
from knowledge.queries import facts, views
from knowledge.queries.evidence import evidence, numbers_in, written_numbers
from knowledge.queries.passage_sets import PassageSet, PassageSets, passage_set
from knowledge.queries.rows import read
from knowledge.records import Misconception, Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["numbers_in", "search_misconceptions", "search_statements", "text_likeness"]

EVIDENCE = 0.3
REMEMBERED_TEXTS = 1024  # 1.5 MB: the questions of people, and those of the topics that they are held against
HELD_BYTES = 32_000_000
_held = PassageSets(HELD_BYTES)
Found = TypeVar("Found", Statement, Misconception)

_VERSION = (
    select(passage_version.c.fingerprint, role_alias.c.alias)
    .select_from(
        role_table.join(
            passage_version,
            and_(passage_version.c.role_id == role_table.c.id, passage_version.c.kind == bindparam("kind")),
        ).outerjoin(role_alias, role_alias.c.role_id == role_table.c.id)
    )
    .where(role_table.c.key == bindparam("role"))
)
_PASSAGES = (
    select(passage.c.row_key, passage.c.hash, passage.c.text, passage.c.vector)
    .join(role_table, passage.c.role_id == role_table.c.id)
    .where(role_table.c.key == bindparam("role"), passage.c.kind == bindparam("kind"))
    .order_by(passage.c.id)
)


def search_statements(
    connection: Connection, *, role: str, question: str, topic: str | None = None, limit: int | None = None
) -> list[tuple[Statement, float]]:
    """Return a role's statements, or a topic's, with their likeness to a question, the likest first."""
    scores = _likeness(connection, role, STATEMENT, question)
    if topic is None and limit is not None:
        scores = dict(sorted(scores.items(), key=lambda score: -score[1])[:limit])
        rows = facts.statements(connection, role=role, keys=scores) if scores else []
    else:
        rows = facts.statements(connection, role=role, topic=topic) if scores else []
    return _best(rows, scores, limit)


def search_misconceptions(
    connection: Connection, *, role: str, question: str, limit: int | None = None
) -> list[tuple[Misconception, float]]:
    """Return the misconceptions about a role with their likeness to what is said, the likest first."""
    scores = _likeness(connection, role, MISCONCEPTION, question)
    rows = views.misconceptions(connection, role=role) if scores else []
    return _best(rows, scores, limit)


def text_likeness(question: str, text: str) -> float:
    """Return how near two texts are in meaning: the cosine of their vectors."""
    return float(_vector(question) @ _vector(text))


def _best(rows: Iterable[Found], scores: Mapping[str, float], limit: int | None) -> list[tuple[Found, float]]:
    found = [(row, scores[row.key]) for row in rows if row.key in scores]
    return sorted(found, key=lambda one: -one[1])[:limit]


def _likeness(connection: Connection, role: str, kind: str, question: str) -> dict[str, float]:
    """Return the likeness of a role's rows to a question by their keys."""
    import numpy as np

    versions = read(connection, _VERSION, role=role, kind=kind)
    if not versions or not question.strip():
        return {}
    asked = without_role(question, [row.alias for row in versions if row.alias is not None])
    told = _held.get(versions[0].fingerprint) or _read(connection, role, kind)
    cosines = np.maximum.reduceat(told.vectors @ _vector(asked), told.starts).astype(float)
    likeness = cosines + EVIDENCE * _shared(evidence(asked), told)
    chosen = told.holding_all(written_numbers(asked))
    return {told.keys[place]: float(likeness[place]) for place in chosen}


def _read(connection: Connection, role: str, kind: str) -> PassageSet:
    """Read a role's passages and hold them by what was read, whatever has been loaded meanwhile."""
    rows = read(connection, _PASSAGES, role=role, kind=kind)
    told = passage_set([(row.row_key, row.text, bytes(row.vector)) for row in rows])
    _held.put(fingerprint((row.row_key, row.hash) for row in rows), told)
    return told


def _shared(asked: frozenset[str], told: PassageSet) -> NDArray[np.float64]:
    """Return the share of the question's words, by their weight, that each row holds."""
    import numpy as np

    rows = len(told.keys)
    shared = np.zeros(rows)
    most, total = math.log(2 * rows + 2), 0.0
    for word in sorted(asked):
        places = told.holding(word)
        weight = math.log((rows + 1) / (len(places) + 0.5)) / most
        shared[places] += weight
        total += weight
    return shared / total if total > 0 else np.zeros(rows)


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _vector(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = load_encoder().encode([text])[0]
    return vector
