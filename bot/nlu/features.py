"""The features of intent classification: sentence vectors and character n-grams of a phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.encoder.model import DIMENSIONS, load_encoder
from knowledge.vector_cache import encoded

Matrix = NDArray[np.float32]
VECTORS = 2 * DIMENSIONS  # the first columns of a feature matrix: both sentence vectors


@dataclass(frozen=True)
class Phrase:
    """A message in the three forms that features are computed from, all with corrected spelling."""

    plain: str  # "do i need pytorch"
    masked: str  # with entities replaced by their kinds: "do i need _tool_"
    generic: str  # … or by words for any of the kind: "do i need a tool"


class PhraseFeatures:
    """Sentence vectors of a phrase with and without its names, and its character n-grams (TF-IDF, SVD).

    Only one of the two vectors contains the names, so that a phrase with an unknown tool is near those with
    other tools, and yet "a nurse" is not "a machine learning engineer".
    """

    def __init__(self, *, character_weight: float, character_dimensions: int) -> None:
        """Set up.

        Args:
            character_weight: length of the n-grams' vector; the sentence vectors are unit vectors.
            character_dimensions: dimensions to which the n-grams are reduced.
        """
        self._weight = character_weight
        self._dimensions = character_dimensions
        self._ngrams: Callable[[str], list[str]] = _vectorizer().build_analyzer()
        self._columns: dict[str, int] = {}  # of the n-grams
        self._idf: Matrix = np.zeros(0, np.float32)
        self._components: Matrix = np.zeros((0, 0), np.float32)  # a row an n-gram

    def fit(self, phrases: Sequence[Phrase]) -> Matrix:
        """Learn the n-grams from the phrases and return their features, see :meth:`transform`."""
        vectorizer = _vectorizer()
        counted = vectorizer.fit_transform([phrase.masked for phrase in phrases])
        kept = min(self._dimensions, *(size - 1 for size in counted.shape))
        svd = TruncatedSVD(kept, n_iter=4, random_state=0).fit(counted)
        self._columns = {gram: int(column) for gram, column in vectorizer.vocabulary_.items()}
        self._idf = vectorizer.idf_.astype(np.float32)
        self._components = np.ascontiguousarray(svd.components_.T, np.float32)
        return self._matrix(phrases, encoded)

    def transform(self, phrases: Sequence[Phrase]) -> Matrix:
        """Return a row for each phrase: :data:`VECTORS` columns, then those of the n-grams."""
        return self._matrix(phrases, load_encoder().encode)

    def _matrix(self, phrases: Sequence[Phrase], encode: Callable[[Sequence[str]], Matrix]) -> Matrix:
        texts = [text for phrase in phrases for text in (phrase.plain, phrase.generic)]
        distinct = list(dict.fromkeys(texts))
        places = {text: place for place, text in enumerate(distinct)}
        vectors = encode(distinct)[[places[text] for text in texts]]
        characters = np.stack([self._characters(phrase.masked) for phrase in phrases])
        return np.hstack([vectors.reshape(len(phrases), VECTORS), characters])

    def _characters(self, text: str) -> Matrix:
        """Return the reduced TF-IDF vector of a text, its length the character weight.

        The same as the vectorizer computes, without its checks and sparse matrices, which took ten times as
        long for a single text.
        """
        counts = Counter(gram for gram in self._ngrams(text) if gram in self._columns)
        columns = [self._columns[gram] for gram in counts]
        often = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        reduced: Matrix = (often * self._idf[columns]) @ self._components[columns]
        return reduced * (self._weight / (np.linalg.norm(reduced) or 1))

    def state(self) -> tuple[dict[str, int], dict[str, NDArray[Any]]]:
        """Return what was learned: the column of each n-gram, and arrays by name."""
        return self._columns, {"idf": self._idf, "components": self._components.astype(np.float16)}

    def restore(self, vocabulary: Mapping[str, int], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Restore what :meth:`state` returned."""
        self._columns = dict(vocabulary)
        self._idf = arrays["idf"]
        self._components = arrays["components"].astype(np.float32)


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32
    )
