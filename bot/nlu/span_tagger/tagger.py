"""Finds what a message says of work and of the one who writes, as spans with a tag each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from bot.nlu.span_tagger.marked import TAGS, WORK, word_offsets
from bot.nlu.span_tagger.network import Array, TaggerNetwork
from knowledge.encoder import SentenceEncoder
from knowledge.encoder.model import TokenVectors

OUTSIDE, BEGINS, INSIDE = "O", "B-", "I-"
NO_WORK = "none"
LABELS = (OUTSIDE, *(f"{opens}{tag}" for tag in TAGS for opens in (BEGINS, INSIDE)))
_NEVER = np.float32(-1e4)
MOST_WORDS = 70  # read at once: at most about as many tokens as the encoder takes
MOST_CHUNKS = 4  # of a message that are read; what is longer is a pasted text, which others read
_SENTENCE_END = re.compile(r"[.!?;:]")


class TaggedSpan(NamedTuple):
    """A stretch of a text, as offsets, its tag, and how probable that is, from 0 to 1.

    Of work, the probability is that of the tag given that the words are work.
    """

    start: int
    end: int
    tag: str
    confidence: float


@dataclass(frozen=True)
class SpanTagger:
    """Reads the words of a message with the encoder and the network."""

    encoder: SentenceEncoder
    network: TaggerNetwork

    def spans(self, text: str) -> list[TaggedSpan]:
        """Return the spans of a text, from left to right."""
        return self.read(text, ())[0]

    def read(
        self, text: str, named: Sequence[tuple[int, int]]
    ) -> tuple[list[TaggedSpan], list[dict[str, float]]]:
        """Return the spans of a text, and how probable each tag of work is of what it names, as offsets.

        ``NO_WORK`` is how probable it is that no tag of work marks the words. What is not read has no tags.
        """
        spans, tags = list[TaggedSpan](), [dict[str, float]() for _one in named]
        for start, end in _chunks(text):
            part = text[start:end]
            words = word_offsets(part)
            scores = self.network.log_probabilities(word_vectors(words, self.encoder.encode_tokens(part)))
            spans += self._spans(part, start, words, scores)
            for place, (first, last) in enumerate(named):
                rows = [at for at, (a, b) in enumerate(words) if a + start < last and b + start > first]
                if rows:
                    tags[place] = self._tags_of_work(np.exp(scores[rows]))
        return spans, tags

    def _tags_of_work(self, probable: Array) -> dict[str, float]:
        found = {tag: float(probable[:, self._columns[tag]].sum(axis=1).mean()) for tag in WORK}
        return {**found, NO_WORK: max(1 - sum(found.values()), 0.0)}

    def _spans(
        self, text: str, offset: int, words: Sequence[tuple[int, int]], scores: Array
    ) -> Iterator[TaggedSpan]:
        for first, last, tag in found_in(self._best(scores)):
            start, end = words[first][0], words[last][1]
            if any(one.isalnum() for one in text[start:end]):  # not "🙂", whatever it is likest to
                confidence = self._confidence(np.exp(scores[first : last + 1]), tag)
                yield TaggedSpan(offset + start, offset + end, tag, confidence)

    def _confidence(self, probable: Array, tag: str) -> float:
        """Return the mean probability of a tag over words, of work among the tags of work."""
        of_tags = {one: float(probable[:, columns].sum()) for one, columns in self._columns.items()}
        total = sum(of_tags[one] for one in WORK) if tag in WORK else len(probable)
        return of_tags[tag] / total

    @cached_property
    def _columns(self) -> dict[str, list[int]]:
        labels = self.network.labels
        return {tag: [at for at, one in enumerate(labels) if one[2:] == tag] for tag in TAGS}

    @cached_property
    def _transitions(self) -> Array:
        """What a label adds behind another: a span only goes on behind its own tag."""
        labels = self.network.labels
        allowed = [[not two.startswith(INSIDE) or one[2:] == two[2:] for two in labels] for one in labels]
        return np.where(np.array(allowed), np.float32(0), _NEVER)

    def _best(self, scores: Array) -> list[str]:
        """Return the most probable labels of words that may follow each other, by Viterbi's algorithm."""
        labels = self.network.labels
        opening = np.array([_NEVER if one.startswith(INSIDE) else 0 for one in labels], np.float32)
        total, before = scores[0] + opening, list[Array]()
        for row in scores[1:]:
            paths = total[:, None] + self._transitions
            before.append(paths.argmax(axis=0))
            total = paths.max(axis=0) + row
        best = [int(total.argmax())]
        for step in reversed(before):
            best.append(int(step[best[-1]]))
        return [labels[one] for one in reversed(best)]


def found_in(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the first and the last word of each span of labels, and its tag."""
    found: list[tuple[int, int, str]] = []
    for place, label in enumerate(labels):
        if label.startswith(BEGINS):
            found.append((place, place, label.removeprefix(BEGINS)))
        elif label.startswith(INSIDE):
            first, _last, tag = found[-1]
            found[-1] = (first, place, tag)
    return found


def word_vectors(words: Sequence[tuple[int, int]], tokens: TokenVectors) -> Array:
    """Return a row for each word: the mean of its tokens' vectors, zeros for one that was not read."""
    rows = np.zeros((len(words), tokens.vectors.shape[1]), np.float32)
    for place, (start, end) in enumerate(words):
        own = [
            at
            for at, (first, last) in enumerate(tokens.offsets)
            if first < last and first < end and last > start
        ]
        if own:
            rows[place] = tokens.vectors[own].mean(axis=0)
    return rows


def _chunks(text: str) -> list[tuple[int, int]]:
    """Return where the parts of a text begin and end that are read one by one, divided between sentences."""
    words = word_offsets(text)
    bounds = [0]
    while len(words) - bounds[-1] > MOST_WORDS and len(bounds) < MOST_CHUNKS:
        least, most = bounds[-1] + MOST_WORDS // 2, bounds[-1] + MOST_WORDS
        ends = [at + 1 for at in range(least, most) if _SENTENCE_END.fullmatch(text[slice(*words[at])])]
        bounds.append(ends[-1] if ends else most)
    bounds.append(min(len(words), bounds[-1] + MOST_WORDS))
    return [(words[first][0], words[last - 1][1]) for first, last in pairwise(bounds) if last > first]
