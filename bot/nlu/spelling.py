"""Spelling correction towards the words of the project: its training phrases and its knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

ENGLISH = "frequency_dictionary_en_82_765.txt"
COMMON = 100_000  # count in symspellpy's list from which a word counts as one that people write on purpose
SHORTEST = 4  # shorter words are left alone: too many of them are one edit apart


@cache
def english_words() -> frozenset[str]:
    """Return the common words of symspellpy's English list."""
    lines = files("symspellpy").joinpath(ENGLISH).read_text(encoding="utf-8-sig").splitlines()
    pairs = (line.split() for line in lines)
    return frozenset(word for word, count in pairs if int(count) >= COMMON)


class Speller:
    """Corrects words that are neither English nor the project's to the nearest of the project's words."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Take the project's words with their counts; the more frequent of two equally near words wins."""
        self.words = dict(words)
        self._index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word, count in self.words.items():
            self._index.create_dictionary_entry(word, count)

    def correct(self, word: str) -> str:
        """Return ``word`` (lower case) or the project's word that it most likely stands for."""
        if len(word) < SHORTEST or word in self.words or not word.isalpha() or word in english_words():
            return word
        distance = 1 if len(word) <= 5 else 2
        found = self._index.lookup(word, Verbosity.TOP, max_edit_distance=distance)
        near = [one for one in found if len(one.term) >= SHORTEST]
        return near[0].term if near else word


def project_words(phrases: Iterable[Iterable[str]], terms: Iterable[Iterable[str]]) -> dict[str, int]:
    """Count the words to correct towards.

    Args:
        phrases: tokens of the training phrases. They hold typing errors on purpose, so a word counts only
            when it is common English, or stands in three phrases and is not near a word that does.
        terms: tokens of the knowledge base's terms; every one counts, with a weight that ranks it first.
    """
    counts: dict[str, int] = {}
    for phrase in phrases:
        for word in set(phrase):
            counts[word] = counts.get(word, 0) + 1
    known = english_words()
    kept = {word: count for word, count in counts.items() if word in known}
    for term in terms:
        for word in term:
            kept[word] = kept.get(word, 0) + 10
    speller = Speller(kept)
    other = {word: count for word, count in counts.items() if count >= 3 and speller.correct(word) == word}
    return other | kept
