"""The occupations of the datasets that are nearest in meaning to a text, such as what somebody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import everyday_work, onet_vector
from knowledge.queries.dataset_rows import ONET, dataset_import, of_dataset
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.passage_rows import question_vector
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CACHE_BYTES = 64_000_000  # an import of ten thousand occupations, with what people say of a thousand of them
_VECTORS = tuple(
    select(table.c.occupation_code, table.c.vector).where(of_dataset(table, ONET)).order_by(table.c.id)
    for table in (onet_vector, everyday_work)
)


@dataclass(frozen=True)
class NearOccupation:
    """An occupation by its O*NET-SOC code, and the cosine of what is said of it and the text."""

    code: str
    similarity: float


@dataclass(frozen=True)
class _Vectors:
    codes: tuple[str, ...]  # of each row; an occupation has several
    rows: NDArray[np.float32]
    described: int  # of the rows, the first ones: names and descriptions, before what people say of the work

    @property
    def size(self) -> int:
        return int(self.rows.nbytes)


_indexes: IndexCache[_Vectors] = IndexCache(CACHE_BYTES)


@cached_query
def nearest_occupations(
    connection: Connection, *, text: str, limit: int = 3, in_words_of_people: bool = True
) -> list[NearOccupation]:
    """Return the occupations that are nearest to a text, the nearest first; none without the datasets.

    Args:
        connection: to the knowledge base.
        text: a description of the work, or a whole question.
        limit: how many there are at the most.
        in_words_of_people: whether a text is compared with everyday phrases for the work as well, to which a
            question that is about something else may be like.
    """
    imported = dataset_import(connection, key=ONET)
    if imported is None or not text.strip():
        return []
    index = _index(connection, imported)
    rows = index.rows if in_words_of_people else index.rows[: index.described]
    similarities = rows @ question_vector(text)
    best: dict[str, float] = {}
    for row in similarities.argsort()[::-1]:
        best.setdefault(index.codes[row], float(similarities[row]))
        if len(best) == limit:
            break
    return [NearOccupation(code, similarity) for code, similarity in best.items()]


def all_that_is_said(connection: Connection) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the vectors of all names, descriptions and everyday phrases, and the occupation of each.

    Raises:
        LookupError: the dataset is not loaded.
    """
    imported = dataset_import(connection, key=ONET)
    if imported is None:
        raise LookupError("no occupations are held: run 'python -m knowledge occupations'")
    index = _index(connection, imported)
    return index.codes, index.rows


def _index(connection: Connection, imported: str) -> _Vectors:
    index = _indexes.get(imported)
    if index is None:
        index = _read(connection)
        _indexes.put(imported, index)
    return index


def _read(connection: Connection) -> _Vectors:
    import numpy as np

    described, told = (read(connection, one) for one in _VECTORS)
    found = [*described, *told]
    rows = np.array([np.frombuffer(row.vector, dtype=np.float16) for row in found], dtype=np.float32)
    return _Vectors(tuple(row.occupation_code for row in found), rows, len(described))
