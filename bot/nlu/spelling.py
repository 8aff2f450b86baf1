"""Spelling correction towards the words of the project: its training phrases and its knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

from bot.nlu.lexicon import read_lexicon

ENGLISH = "frequency_dictionary_en_82_765.txt"
COMMON = 100_000  # count in symspellpy's list from which a word counts as one that people write on purpose
SHORTEST = 4  # shorter words are left alone: too many of them are one edit apart
# In the normal form apostrophes are dropped: "shouldn't" must not become "should". Others are English words.
CONTRACTIONS = frozenset(
    "arent couldnt doesnt dont havent mightnt mustnt neednt shouldnt thatll thats theres theyd theyll theyre "
    "theyve wasnt werent weve whats whens wheres whos wouldnt youd youll youre youve".split()
)


@cache
def english_words() -> frozenset[str]:
    """Return the common words of symspellpy's English list."""
    lines = files("symspellpy").joinpath(ENGLISH).read_text(encoding="utf-8-sig").splitlines()
    pairs = (line.split() for line in lines)
    return frozenset(word for word, count in pairs if int(count) >= COMMON)


@cache
def _place_words() -> frozenset[str]:
    return frozenset(word for place in read_lexicon().places for word in place.split())


class Speller:
    """Corrects words that are neither English, places nor the project's to the nearest of the project's."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Take the project's words with their counts; the more frequent of two equally near words wins."""
        self.words = dict(words)
        self._index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        # In a fixed order: of two words as near and as frequent the first wins, before and after training.
        for word, count in sorted(self.words.items()):
            self._index.create_dictionary_entry(word, count)

    def correct(self, word: str) -> str:
        """Return ``word`` (lower case) or the project's word that it most likely stands for."""
        if len(word) < SHORTEST or word in self.words or not word.isalpha() or word in english_words():
            return word
        if word in CONTRACTIONS or word in _place_words():
            return word
        distance = 1 if len(word) <= 5 else 2
        found = self._index.lookup(word, Verbosity.CLOSEST, max_edit_distance=distance)
        near = [one.term for one in found if len(one.term) >= SHORTEST and _begins_alike(word, one.term)]
        return near[0] if near else word


def _begins_alike(typed: str, meant: str) -> bool:
    """Tell whether two words begin with the same letter, or with the same two in another order.

    People seldom miss a word's first letter: ``zork`` is no ``work``.
    """
    return typed[0] == meant[0] or typed[:2] == meant[1::-1]


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
