"""Word and bigram frequencies of general English, from the lists that symspellpy ships."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np

WORDS_FILE = "frequency_dictionary_en_82_765.txt"
BIGRAMS_FILE = "frequency_bigramdictionary_en_243_342.txt"
COMMON = 100_000  # count from which a word is one that people write on purpose
# The normal form has no apostrophes: "shouldn't" must not become "should".
CONTRACTIONS = frozenset(
    "arent couldnt didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt shouldnt thatll thats "
    "theres theyd theyll theyre theyve wasnt werent weve whats whens wheres whos wouldnt youd youll youre "
    "youve".split()
)
_CONTRACTION_COUNT = 10_000_000  # the list lacks some of them: as frequent as "doesn't"


class EnglishFrequencies:
    """Relative frequencies of words and bigrams. The bigrams are packed into sorted arrays to save memory."""

    def __init__(self) -> None:
        """Read the lists."""
        self.counts: dict[str, int] = dict.fromkeys(sorted(CONTRACTIONS), _CONTRACTION_COUNT)
        for word, count in _rows(WORDS_FILE):
            self.counts[word] = max(self.counts.get(word, 0), int(count))
        self._total = sum(self.counts.values())
        self._ids = {word: number for number, word in enumerate(self.counts)}
        self._totals_after: dict[int, int] = {}
        bigrams, bigram_counts = array("q"), array("q")
        for first, second, count in _rows(BIGRAMS_FILE):
            if first in self._ids and second in self._ids:
                first_id = self._ids[first]
                bigrams.append(first_id * len(self._ids) + self._ids[second])
                bigram_counts.append(int(count))
                self._totals_after[first_id] = self._totals_after.get(first_id, 0) + int(count)
        order = np.argsort(bigrams, kind="stable")
        self._bigrams: array[int] = array("q", np.array(bigrams)[order].tobytes())
        self._bigram_counts: array[int] = array("q", np.array(bigram_counts)[order].tobytes())

    def probability(self, word: str) -> float:
        """Return the relative frequency of a word, 0 if it is not listed."""
        return self.counts.get(word, 0) / self._total

    def probability_after(self, previous: str, word: str) -> float | None:
        """Return the relative frequency of ``word`` after ``previous``, None if no bigram begins so."""
        first_id = self._ids.get(previous, -1)
        total = self._totals_after.get(first_id)
        if total is None:
            return None
        if word not in self._ids:
            return 0.0
        bigram = first_id * len(self._ids) + self._ids[word]
        position = bisect_left(self._bigrams, bigram)
        if position < len(self._bigrams) and self._bigrams[position] == bigram:
            return self._bigram_counts[position] / total
        return 0.0


@cache
def english() -> EnglishFrequencies:
    """Return the frequencies; the first call reads the lists (half a second)."""
    return EnglishFrequencies()


@cache
def english_words() -> frozenset[str]:
    """Return the common English words in normal form."""
    return frozenset(word for word, count in english().counts.items() if count >= COMMON)


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the columns of a list, its words in normal form."""
    with files("symspellpy").joinpath(name).open(encoding="utf-8-sig") as lines:
        for line in lines:
            yield line.replace("'", "").split()
