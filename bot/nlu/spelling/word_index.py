"""Look-up of similar words: a SymSpell index of words within an edit distance."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from symspellpy import SymSpell, Verbosity

from bot.nlu.spelling.english import english

ENGLISH_TARGETS = 30_000  # only the most frequent English words are suggested as corrections


def word_index(counts: Iterable[tuple[str, int]], max_distance: int) -> SymSpell:
    """Return an index of the words of two letters and more; ``counts`` are (word, count)."""
    index = SymSpell(max_dictionary_edit_distance=max_distance, prefix_length=7)
    for word, count in counts:
        if len(word) > 1:
            index.create_dictionary_entry(word, count)
    return index


def similar_words(index: SymSpell, word: str, distance: int) -> set[str]:
    """Return the indexed words within an edit distance of ``word``, itself included."""
    return {match.term for match in index.lookup(word, Verbosity.ALL, max_edit_distance=distance)}


@cache
def english_index() -> SymSpell:
    """Return the index of the most frequent English words, for one error; the first call takes a second."""
    by_frequency = sorted(english().counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return word_index(by_frequency[:ENGLISH_TARGETS], max_distance=1)
