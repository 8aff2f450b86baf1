"""The language model: how probable a word is, alone and after another."""

from __future__ import annotations

from functools import lru_cache
from math import exp, log

from bot.nlu.spelling.english import english
from bot.nlu.spelling.project_counts import ProjectCounts

PROJECT_WEIGHT = 0.3  # of the project's word frequencies in the mixture with the English ones
BIGRAM_WEIGHT = 0.3  # of English bigrams in the mixture with single words
DISCOUNT = 0.8  # taken from the count of each bigram of the project, for those that never occurred
UNSEEN = exp(-20)  # probability of a word that is in no list
CACHED_COSTS = 8192  # messages share most of their bigrams

_NO_BIGRAMS: tuple[dict[str, int], int] = ({}, 0)


class LanguageModel:
    """A bigram model: the project's counts, interpolated with the frequencies of general English."""

    def __init__(self, counts: ProjectCounts) -> None:
        """Take the counts of the project."""
        self._words = counts.words
        self._total = sum(counts.words.values())
        self._following = {word: (after, sum(after.values())) for word, after in counts.bigrams.items()}
        self.cost_after = lru_cache(CACHED_COSTS)(self._cost_after)

    def probability(self, word: str) -> float:
        """Return the probability of a word whatever precedes it; never 0."""
        own = self._words.get(word, 0) / self._total
        return PROJECT_WEIGHT * own + (1 - PROJECT_WEIGHT) * english().probability(word) + UNSEEN

    def _cost_after(self, previous: str, word: str) -> float:
        """Return the negative logarithm of the probability of ``word`` after ``previous``."""
        probability = self.probability(word)
        in_english = english().probability_after(previous, word)
        if in_english is not None:
            probability = BIGRAM_WEIGHT * in_english + (1 - BIGRAM_WEIGHT) * probability
        following, total = self._following.get(previous, _NO_BIGRAMS)
        if total:  # absolute discounting
            kept = max(following.get(word, 0) - DISCOUNT, 0.0) / total
            probability = kept + DISCOUNT * len(following) / total * probability
        return -log(probability)
