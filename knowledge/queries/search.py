"""What is told that bears on a question: rows found by meaning and by rare words that they share with it.

The likeness of a row to a question is ``cosine + EVIDENCE * shared``. ``cosine`` is that of the question and
the nearest passage of the row. ``shared`` is the weight of the question's words that the row holds over that
of all of them. A word weighs the more the fewer rows of the role hold it, and most if none does: a question
that turns on a name of which nothing is told loses by it. Likeness ends at 1.3. A row that lacks a number or
code of the question is not found.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.encoder import load_encoder
from knowledge.models import passage, role_alias
from knowledge.models import role as role_table
from knowledge.passages import MISCONCEPTION, STATEMENT, without_role
from knowledge.queries import facts, views
from knowledge.records import Misconception, Statement
from knowledge.terms import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EVIDENCE = 0.3
SHORTEST_STEM = 3
REMEMBERED_QUESTIONS = 64
SMALL_WORDS = Path(__file__).resolve().parents[1] / "small_words.yml"
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_DASHES = str.maketrans("‐‑‒–—", "-----")
Found = TypeVar("Found", Statement, Misconception)


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


def numbers_in(text: str) -> set[str]:
    """Return the numbers and codes in a text, without commas; of a range such as 25–34 its ends, too."""
    found = set()
    for number in _NUMBER.findall(text.translate(_DASHES)):
        found.add(number.replace(",", ""))
        ends = number.split("-")
        if len(ends) == 2 and len(ends[0]) == len(ends[1]):
            found |= set(ends)
    return found | {str(_small()["numbers"][word]) for word in _words(text) if word in _small()["numbers"]}


def _best(rows: Iterable[Found], scores: Mapping[str, float], limit: int | None) -> list[tuple[Found, float]]:
    found = [(row, scores[row.key]) for row in rows if row.key in scores]
    return sorted(found, key=lambda one: -one[1])[:limit]


def _likeness(connection: Connection, role: str, kind: str, question: str) -> dict[str, float]:
    """Return the likeness of a role's rows to a question by their keys."""
    import numpy as np

    query = (
        select(passage.c.row_key, passage.c.text, passage.c.vector)
        .join(role_table, passage.c.role_id == role_table.c.id)
        .where(role_table.c.key == role, passage.c.kind == kind)
        .order_by(passage.c.id)
    )
    rows = connection.execute(query).all()
    if not rows or not question.strip():
        return {}
    asked = without_role(question, _names(connection, role))
    stored = np.frombuffer(b"".join(bytes(row.vector) for row in rows), dtype=np.float16)
    cosines = stored.reshape(len(rows), -1).astype(np.float32) @ _vector(asked)
    nearest: dict[str, float] = {}
    held: dict[str, frozenset[str]] = defaultdict(frozenset)
    for row, cosine in zip(rows, cosines.tolist(), strict=True):
        nearest[row.row_key] = max(cosine, nearest.get(row.row_key, -1.0))
        held[row.row_key] |= _evidence(row.text)
    shared = _shared(_evidence(asked), held)
    decisive = {number.replace(",", "") for number in _NUMBER.findall(asked.translate(_DASHES))}
    return {key: cosine + EVIDENCE * shared(key) for key, cosine in nearest.items() if decisive <= held[key]}


def _names(connection: Connection, role: str) -> list[str]:
    query = select(role_alias.c.alias).join(role_table, role_alias.c.role_id == role_table.c.id)
    return [row.alias for row in connection.execute(query.where(role_table.c.key == role))]


def _shared(asked: frozenset[str], held: Mapping[str, frozenset[str]]) -> Callable[[str], float]:
    """Return what tells the share of the question's words, by their weight, that a row holds."""
    counts = Counter(word for words in held.values() for word in words & asked)
    most = math.log(2 * len(held) + 2)
    weights = {word: math.log((len(held) + 1) / (counts[word] + 0.5)) / most for word in asked}
    total = sum(weights.values())
    return lambda key: sum(weights[word] for word in asked & held[key]) / total if total > 0 else 0.0


@lru_cache(maxsize=REMEMBERED_QUESTIONS)
def _vector(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = load_encoder().encode([text])[0]
    return vector


@lru_cache(maxsize=8192)
def _evidence(text: str) -> frozenset[str]:
    """Return the words of a text that carry evidence, without their endings, and its numbers."""
    endings, small = _small()["endings"], _small()["words"]
    words = {word for word in _words(text) if word not in small and len(word) > 1 and not word[0].isdigit()}
    stems = {
        next(
            (
                word[: -len(ending)]
                for ending in endings
                if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM
            ),
            word,
        )
        for word in words
    }
    return frozenset(stems | numbers_in(text))


def _words(text: str) -> list[str]:
    return normalise(text).split()


@cache
def _small() -> dict[str, Any]:
    tree = YAML(typ="safe").load(SMALL_WORDS.read_text(encoding="utf-8"))
    words = {normalise(word) for name in ("small", "occupation") for word in tree[name].split()}
    return {"words": words, "numbers": tree["numbers"], "endings": tree["endings"]}
