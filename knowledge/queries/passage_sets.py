"""An occupation's passages of one kind, by row and by word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.queries.lexical import content_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENTRY_BYTES = 200  # overhead of an array or a string in a dict


@dataclass(frozen=True)
class PassageSet:
    """The passages of an occupation's rows of one kind; a row is its index in ``keys``."""

    keys: tuple[str, ...]
    starts: NDArray[np.intp]  # the first vector of each row
    vectors: NDArray[np.float32]  # those of a row follow each other
    postings: Mapping[str, NDArray[np.intp]]  # by word: the rows with it

    @property
    def size(self) -> int:
        """The approximate size in bytes."""
        words = sum(array.nbytes + ENTRY_BYTES for array in self.postings.values())
        return int(self.vectors.nbytes + self.starts.nbytes + words + ENTRY_BYTES * len(self.keys))

    def rows_with(self, word: str) -> NDArray[np.intp]:
        """Return the rows with a word."""
        import numpy as np

        return self.postings.get(word, np.empty(0, dtype=np.intp))

    def rows_with_all(self, words: Iterable[str]) -> list[int]:
        """Return the rows with every one of the words; without words all rows."""
        found = [set(self.rows_with(word).tolist()) for word in words]
        return sorted(set.intersection(*found)) if found else list(range(len(self.keys)))


def passage_set(passages: Sequence[tuple[str, str, bytes]]) -> PassageSet:
    """Decode passages, each with the key of its row, its text and its vector (float16)."""
    import numpy as np

    rows: dict[str, list[tuple[str, bytes]]] = {}
    for key, text, vector in passages:
        rows.setdefault(key, []).append((text, vector))
    stored = b"".join(vector for row in rows.values() for _text, vector in row)
    lengths = [len(row) for row in rows.values()]
    postings: dict[str, list[int]] = {}
    for index, row in enumerate(rows.values()):
        for word in frozenset[str]().union(*(content_words(text) for text, _vector in row)):
            postings.setdefault(word, []).append(index)
    return PassageSet(
        keys=tuple(rows),
        starts=np.cumsum([0, *lengths[:-1]], dtype=np.intp),
        vectors=np.frombuffer(stored, dtype=np.float16).reshape(len(passages), -1).astype(np.float32),
        postings={word: np.array(found, dtype=np.intp) for word, found in postings.items()},
    )
