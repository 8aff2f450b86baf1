"""The decoder: the most probable sequence of intended words, and spaces that are missing or needless."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.spelling.candidates import LONG, MAX_LETTERS, CandidateFinder, Candidates, Capitals
from bot.nlu.spelling.language_model import LanguageModel
from bot.nlu.spelling.project_counts import BOUNDARY, FREQUENT, ProjectCounts


class Speller:
    """Finds the words that were most probably intended, always the same for the same message and counts."""

    def __init__(self, counts: ProjectCounts) -> None:
        """Take the counts of the project; without any, nothing is corrected."""
        self.counts = counts
        self._model = LanguageModel(counts)
        self._candidates = CandidateFinder(counts, self._model)

    def correct(self, words: Sequence[str], typed: Sequence[str] | None = None) -> list[str]:
        """Return a word for each of ``words``: itself or what it is most probably intended as.

        Args:
            words: the words of a message in normal form.
            typed: the same as typed; what is written in capitals within a sentence is probably a name.
        """
        if not self.counts.words:
            return list(words)
        return self._decode(self._candidates.of_message(words, typed or words))

    def split(self, word: str) -> list[str]:
        """Return the two words that ``word`` is when the space between them is missing, else ``word``."""
        if not LONG <= len(word) <= MAX_LETTERS or self._candidates.exists(word):
            return [word]
        halves = ((word[:place], word[place:]) for place in range(2, len(word) - 1))
        counts = {(head, tail): self.counts.bigrams.get(head, {}).get(tail, 0) for head, tail in halves}
        best = max(sorted(counts), key=lambda bigram: counts[bigram])
        # Searched for last: it is what takes time.
        if counts[best] < FREQUENT or len(self._candidates.of_word(word, Capitals.NONE)) > 1:
            return [word]
        return list(best)

    def are_one_word(self, first: str, second: str) -> bool:
        """Return whether two words are one of the project's words with a needless space inside."""
        word = first + second
        is_frequent = len(word) >= LONG and self.counts.words.get(word, 0) >= FREQUENT
        return is_frequent and not (self._candidates.exists(first) and self._candidates.exists(second))

    def _decode(self, options: Sequence[Candidates]) -> list[str]:
        """Return the cheapest sequence of candidates (Viterbi)."""
        previous: list[tuple[str, float]] = [(BOUNDARY, 0.0)]
        backpointers: list[list[int]] = []
        for candidates in (*options, ((BOUNDARY, 0.0),)):
            current, pointers = [], []
            for word, error_cost in candidates:
                costs = [cost + self._model.cost_after(last, word) for last, cost in previous]
                cheapest = min(costs)
                pointers.append(costs.index(cheapest))
                current.append((word, cheapest + error_cost))
            backpointers.append(pointers)
            previous = current
        chosen, place = [], backpointers[-1][0]
        for candidates, pointers in zip(reversed(options), reversed(backpointers[:-1]), strict=True):
            chosen.append(candidates[place][0])
            place = pointers[place]
        return chosen[::-1]
