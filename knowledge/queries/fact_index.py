"""An occupation's facts as the ranker compares a question with them, made from passages and kept in memory.

A fact is a row that can be an answer, whatever its table. It is compared by the questions that people ask for
it and by its own text, each a unit vector; and by the words of both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.queries.lexical import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# How far the covariance is shrunk towards a sphere: few questions stand against many dimensions.
SHRINKAGE = 0.2
ENTRY_BYTES = 200  # overhead of an array or a string in a dict
FEATURES = ("discriminant", "nearest_question", "two_nearest_questions", "text", "words", "text_words")


@dataclass(frozen=True)
class Postings:
    """By word: the facts that have it; words weigh the more the fewer have them."""

    facts: int
    rows: Mapping[str, NDArray[np.intp]]

    @classmethod
    def of(cls, words: Sequence[frozenset[str]]) -> Postings:
        """Index the words of each fact."""
        found: dict[str, list[int]] = {}
        for index, of_fact in enumerate(words):
            for word in of_fact:
                found.setdefault(word, []).append(index)
        return cls(len(words), {word: np.array(rows, dtype=np.intp) for word, rows in found.items()})

    def weight(self, word: str) -> float:
        """Return how much a word tells facts apart, from 0 to 1; most if no fact has it."""
        most = math.log(2 * self.facts + 2)
        return math.log((self.facts + 1) / (len(self.rows.get(word, ())) + 0.5)) / most

    def shared(self, asked: Iterable[str]) -> NDArray[np.float64]:
        """Return for each fact the weight of the question's words that it has."""
        shared = np.zeros(self.facts)
        for word in sorted(asked):
            if word in self.rows:
                shared[self.rows[word]] += self.weight(word)
        return shared


@dataclass(frozen=True)
class FactIndex:
    """The facts of one occupation; a fact is its place in ``keys``.

    ``questions``: for each fact its questions' vectors, a fact after the other, from ``starts``.
    ``texts``: a vector for each fact. ``discriminant`` and ``intercepts``: of linear discriminant analysis.
    """

    keys: tuple[str, ...]
    questions: Vectors
    starts: NDArray[np.intp]
    texts: Vectors
    discriminant: Vectors
    intercepts: Vectors
    words: Postings
    text_words: Postings

    @property
    def size(self) -> int:
        """The approximate size in bytes."""
        arrays = (self.questions, self.texts, self.discriminant)
        words = sum(
            rows.nbytes + ENTRY_BYTES
            for postings in (self.words, self.text_words)
            for rows in postings.rows.values()
        )
        return sum(array.nbytes for array in arrays) + words + ENTRY_BYTES * len(self.keys)

    def words_of(self, key: str, words: Iterable[str]) -> frozenset[str]:
        """Return which of some words a fact has."""
        at = self.keys.index(key)
        return frozenset(word for word in words if at in self.words.rows.get(word, ()))

    def covered(self, key: str, words: Iterable[str]) -> float:
        """Return the share of a question's words, by weight, that a fact has."""
        weights = {word: self.words.weight(word) for word in words}
        total = sum(weights.values())
        return sum(weights[word] for word in self.words_of(key, weights)) / total if total else 0.0

    def unknown_share(self, words: Iterable[str]) -> float:
        """Return the share of a question's words, by weight, that no fact has."""
        weights = {word: self.words.weight(word) for word in words}
        total = sum(weights.values())
        unknown = sum(weight for word, weight in weights.items() if word not in self.words.rows)
        return unknown / total if total else 0.0

    def features(self, asked: Vectors, words: frozenset[str]) -> NDArray[np.float64]:
        """Return a row for each fact, with a column for each of :data:`FEATURES`.

        Args:
            asked: the unit vector of the question.
            words: its content words.
        """
        cosines = self.questions @ asked
        nearest = np.maximum.reduceat(cosines, self.starts)
        total = sum(self.words.weight(word) for word in words) or 1.0
        text_total = sum(self.text_words.weight(word) for word in words) or 1.0
        return np.column_stack(
            [
                self.discriminant @ asked + self.intercepts,
                nearest,
                (nearest + _second(cosines, nearest, self.starts)) / 2,
                self.texts @ asked,
                self.words.shared(words) / total,
                self.text_words.shared(words) / text_total,
            ]
        ).astype(np.float64)


def fact_index(
    facts: Sequence[str],
    texts: Mapping[str, tuple[str, Vectors]],
    questions: Mapping[str, Sequence[tuple[str, Vectors]]],
) -> FactIndex:
    """Return the index of facts.

    Args:
        facts: their keys.
        texts: the text and its vector by key.
        questions: the same of each question; a fact without any is asked for by its own text.
    """
    asked = {key: questions.get(key) or [texts[key]] for key in facts}
    vectors = np.vstack([vector for key in facts for _text, vector in asked[key]])
    lengths = [len(asked[key]) for key in facts]
    own = np.vstack([texts[key][1] for key in facts])
    text_words = [content_words(texts[key][0]) for key in facts]
    question_words = [
        frozenset[str]().union(*(content_words(text) for text, _ in asked[key])) for key in facts
    ]
    weights, intercepts = _discriminant(vectors, np.repeat(np.arange(len(facts)), lengths), own)
    return FactIndex(
        keys=tuple(facts),
        questions=vectors,
        starts=np.cumsum([0, *lengths[:-1]], dtype=np.intp),
        texts=own,
        discriminant=weights,
        intercepts=intercepts,
        words=Postings.of([own | asked for own, asked in zip(text_words, question_words, strict=True)]),
        text_words=Postings.of(text_words),
    )


def decode(vector: bytes) -> Vectors:
    """Return a stored vector (float16)."""
    return np.frombuffer(bytes(vector), dtype=np.float16).astype(np.float32)


def _second(cosines: Vectors, nearest: Vectors, starts: NDArray[np.intp]) -> Vectors:
    """Return the second largest cosine of each fact, the largest where there is one only."""
    lengths = np.diff(np.append(starts, len(cosines)))
    rest = np.where(cosines == np.repeat(nearest, lengths), -np.inf, cosines)
    second = np.maximum.reduceat(rest, starts)
    return np.where(np.isneginf(second), nearest, second)


def _discriminant(vectors: Vectors, of_fact: NDArray[np.intp], texts: Vectors) -> tuple[Vectors, Vectors]:
    """Return weights and intercepts of linear discriminant analysis over facts (Fisher 1936).

    A fact is the mean of its questions and its text; all facts share one covariance, so that a fact which
    is added needs no training.
    """
    samples = np.vstack([vectors, texts]).astype(np.float64)
    members = np.append(of_fact, np.arange(len(texts)))
    counts = np.bincount(members).astype(np.float64)
    means = np.zeros((len(texts), samples.shape[1]))
    np.add.at(means, members, samples)
    means /= counts[:, None]
    within = samples - means[members]
    covariance = within.T @ within / len(samples)
    dimensions = covariance.shape[0]
    sphere = np.trace(covariance) / dimensions
    shrunk = (1 - SHRINKAGE) * covariance + (SHRINKAGE * sphere + 1e-6) * np.eye(dimensions)
    weights = np.linalg.solve(shrunk, means.T).T
    intercepts = -0.5 * np.einsum("ij,ij->i", weights, means)
    return weights.astype(np.float32), intercepts.astype(np.float32)
