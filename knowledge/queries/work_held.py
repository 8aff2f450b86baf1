"""What is held on the work of an occupation that says whether it takes something, such as drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from knowledge.dataset_records import Duty, PublishedStatement, Rating
from knowledge.encoder import load_encoder
from knowledge.queries.lexical import content_words
from knowledge.queries.onet import duties, published_statements, ratings
from knowledge.queries.passage_rows import question_vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OCCUPATIONS_KEPT = 256  # some 3 MB of vectors
RATED = ("skill", "knowledge", "ability", "activity", "context")
_TOLD = frozenset({"core", "supplemental", "task", "new", "revision"})  # kinds of a release's statements
_SHORT_FOR = 4  # letters from which on a word stands for a longer one: "math"
Done = Duty | PublishedStatement


@dataclass(frozen=True)
class WorkHeld:
    """What is held on something that work may take.

    ``done``: the duty or task that says it, ``rated``: what O*NET rates that is called so, ``nearest``: the
    duty nearest in meaning where none says it, with its cosine, and how many duties were looked through.
    """

    done: Done | None
    rated: Rating | None
    nearest: Done | None
    similarity: float
    count: int


def held_on_work(connection: Connection, *, code: str, asked: str, words: frozenset[str]) -> WorkHeld | None:
    """Return what is held on something that the work of an occupation may take; None without any duties.

    Args:
        connection: to the knowledge base.
        code: of the occupation, as O*NET writes it.
        asked: what the work may take: "draw", "write reports".
        words: the stems of these words, all of which a row has to hold that says it.
    """
    told = [one for one in published_statements(connection, code=code) if one.kind in _TOLD]
    done: list[Done] = [*duties(connection, code=code), *told]
    if not done or not words:
        return None
    cosines = _vectors(tuple(one.text for one in done)) @ question_vector(asked)
    order = sorted(range(len(done)), key=lambda place: -cosines[place])
    saying = next((done[place] for place in order if words <= content_words(done[place].text)), None)
    rated = (row for scale in RATED for row in ratings(connection, code=code, scale=scale))
    called = next((row for row in rated if is_called(row, words)), None)
    nearest = done[order[0]]
    return WorkHeld(saying, called, nearest, float(cosines[order[0]]), len(done))


def is_called(row: Rating, words: frozenset[str]) -> bool:
    """Return whether words are what a rating is called, be it in short: "math" stands for mathematics."""
    element = content_words(row.element)
    return len(element) == len(words) and all(
        any(own == word or (len(word) >= _SHORT_FOR and own.startswith(word)) for own in element)
        for word in words
    )


@lru_cache(maxsize=OCCUPATIONS_KEPT)
def _vectors(texts: tuple[str, ...]) -> NDArray[np.float32]:
    vectors: NDArray[np.float32] = load_encoder().encode(list(texts))
    return vectors
