"""Hybrid search: an occupation's rows by their meaning and by the rare words that they share with a question.

The similarity of a row to a question is ``cosine + LEXICAL_WEIGHT * overlap``. ``cosine`` is that of the
question and the nearest passage of the row. ``overlap`` is the share of the question's words, by weight, that
the row contains. A word weighs the more the fewer rows of the occupation contain it, and most if none does,
so that a question about an unknown name scores low. The similarity is at most 1.3. A row without a number or
code that the question contains is not found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.engine import Connection

from knowledge.passages import MISCONCEPTION, STATEMENT, without_occupation
from knowledge.queries import facts
from knowledge.queries import misconceptions as misconception_queries
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.lexical import content_words, numbers_in, written_numbers
from knowledge.queries.passage_rows import fingerprint_and_names, passage_rows, question_vector
from knowledge.queries.passage_sets import PassageSet, passage_set
from knowledge.records import Misconception, Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["numbers_in", "search_misconceptions", "search_statements", "text_similarity"]

LEXICAL_WEIGHT = 0.3
CACHE_BYTES = 32_000_000
_passage_sets: IndexCache[PassageSet] = IndexCache(CACHE_BYTES)
Found = TypeVar("Found", Statement, Misconception)


def search_statements(
    connection: Connection,
    *,
    occupation: str,
    question: str,
    topic: str | None = None,
    limit: int | None = None,
) -> list[tuple[Statement, float]]:
    """Return an occupation's statements with their similarity to a question, most similar first."""
    scores = _similarity(connection, occupation, STATEMENT, question)
    if topic is None and limit is not None:
        scores = dict(sorted(scores.items(), key=lambda score: -score[1])[:limit])
        rows = facts.statements(connection, occupation=occupation, keys=scores) if scores else []
    else:
        rows = facts.statements(connection, occupation=occupation, topic=topic) if scores else []
    return _ranked(rows, scores, limit)


def search_misconceptions(
    connection: Connection, *, occupation: str, question: str, limit: int | None = None
) -> list[tuple[Misconception, float]]:
    """Return the misconceptions about an occupation with their similarity to a belief, most similar first."""
    scores = _similarity(connection, occupation, MISCONCEPTION, question)
    rows = misconception_queries.misconceptions(connection, occupation=occupation) if scores else []
    return _ranked(rows, scores, limit)


def text_similarity(question: str, text: str) -> float:
    """Return the cosine of the vectors of two texts."""
    return float(question_vector(question) @ question_vector(text))


def _ranked(
    rows: Iterable[Found], scores: Mapping[str, float], limit: int | None
) -> list[tuple[Found, float]]:
    scored = [(row, scores[row.key]) for row in rows if row.key in scores]
    return sorted(scored, key=lambda pair: -pair[1])[:limit]


def _similarity(connection: Connection, occupation: str, kind: str, question: str) -> dict[str, float]:
    """Return the similarity of an occupation's rows to a question by their keys."""
    import numpy as np

    version, names = fingerprint_and_names(connection, occupation=occupation, kinds=(kind,))
    if version is None or not question.strip():
        return {}
    asked = without_occupation(question, names)
    rows = _passage_sets.get(version) or _read(connection, occupation, kind)
    cosines = np.maximum.reduceat(rows.vectors @ question_vector(asked), rows.starts).astype(float)
    similarity = cosines + LEXICAL_WEIGHT * _lexical_overlap(content_words(asked), rows)
    candidates = rows.rows_with_all(written_numbers(asked))
    return {rows.keys[index]: float(similarity[index]) for index in candidates}


def _read(connection: Connection, occupation: str, kind: str) -> PassageSet:
    """Read an occupation's passages, and cache them under the version of the rows that were read."""
    rows, version = passage_rows(connection, occupation=occupation, kind=kind)
    read_set = passage_set([(row.row_key, row.text, bytes(row.vector)) for row in rows])
    _passage_sets.put(version, read_set)
    return read_set


def _lexical_overlap(asked: frozenset[str], passages: PassageSet) -> NDArray[np.float64]:
    """Return the share of the question's words, by their weight, that each row contains."""
    import numpy as np

    rows = len(passages.keys)
    shared = np.zeros(rows)
    most, total = math.log(2 * rows + 2), 0.0
    for word in sorted(asked):
        postings = passages.rows_with(word)
        weight = math.log((rows + 1) / (len(postings) + 0.5)) / most
        shared[postings] += weight
        total += weight
    return shared / total if total > 0 else np.zeros(rows)
