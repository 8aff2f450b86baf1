"""The words that a typed word may be intended as, each with the cost of the errors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import pairwise
from math import log

from bot.nlu.lexicon import read_lexicon
from bot.nlu.spelling.english import CONTRACTIONS, english_words
from bot.nlu.spelling.error_model import cost_of_typing
from bot.nlu.spelling.language_model import LanguageModel
from bot.nlu.spelling.project_counts import ProjectCounts
from bot.nlu.spelling.word_index import english_index, similar_words, word_index

Candidates = tuple[tuple[str, float], ...]  # words with the cost of the errors, the typed word first

LONG = 6  # letters from which a word may contain two errors
MAX_LETTERS = 40  # longer words are left alone: no word to correct towards is as long
MAX_CANDIDATES = 8  # of a word, beside itself
MAX_SEARCHES = 48  # distinct words of a message that are corrected, which bounds the work of a message …
MAX_UNKNOWN = 16  # … and words that do not exist among them: these take most of the time
CACHED_WORDS = 2048  # messages share most of their words
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})  # "11th" is two words

# Costs (negative logarithms) of taking a word for another than the typed one.
_EXISTING = 1.5  # a word that exists; more for the words of the project
_INFLECTION = 7.0  # … and that differs in its ending only: "occupation" or "occupations", "use" or "used"
_ABBREVIATION = {2: 10.0, 3: 5.0, 4: 2.0}  # an unknown word of so many letters
_CAPITALISED = 3.0
_SOUNDS_ALIKE = 6.0  # as much as a few errors of typing

_NONE: Candidates = ()


class Capitals(IntEnum):
    """How a word within a sentence is capitalised."""

    NONE = 0
    FIRST = 1
    ALL = 2


class CandidateFinder:
    """Finds candidates among the project's words and the most frequent English ones."""

    def __init__(self, counts: ProjectCounts, model: LanguageModel) -> None:
        """Take the counts of the project and the language model that ranks candidates."""
        self._counts = counts
        self._model = model
        # Indexed in a fixed order: of equally probable words the first wins, before and after training.
        self._index = word_index(sorted(counts.words.items()), max_distance=2)
        self._names = frozenset(name for name in counts.names if " " not in name)
        self._fixed = CONTRACTIONS | ORDINAL_ENDINGS | _place_words() | self._names
        sequences = (name.split() for name in (*counts.names, *sorted(read_lexicon().places)))
        self._fixed_bigrams = frozenset(bigram for words in sequences for bigram in pairwise(words))
        self.of_word = lru_cache(CACHED_WORDS)(self._of_word)

    def exists(self, word: str) -> bool:
        """Return whether a word is a name, one of the project's words or a common English word."""
        return word in self._fixed or word in self._counts.words or word in english_words()

    def of_message(self, words: Sequence[str], typed: Sequence[str]) -> list[Candidates]:
        """Return the candidates of each word; for an existing word, only those that fit a neighbour.

        Args:
            words: the words of a message in normal form.
            typed: the same as typed.
        """
        found = self._within_budget(words, capitals(typed))
        around = [_NONE, *found, _NONE]
        for place, bigram in enumerate(pairwise(words)):
            if bigram in self._fixed_bigrams:
                found[place], found[place + 1] = found[place][:1], found[place + 1][:1]
        for place, word in enumerate(words):
            if len(found[place]) > 1 and self.exists(word):
                before, after = around[place], around[place + 2]
                fitting = [
                    option
                    for option in found[place][1:]
                    if any(option[0] in self._following(other) for other, _cost in before)
                    or any(other in self._following(option[0]) for other, _cost in after)
                ]
                found[place] = (found[place][0], *fitting)
        return found

    def _within_budget(self, words: Sequence[str], shapes: Sequence[Capitals]) -> list[Candidates]:
        """Return the candidates of each word, and only the word itself once the bounds are reached."""
        found: list[Candidates] = []
        searched: set[str] = set()
        unknown = 0
        for word, shape in zip(words, shapes, strict=True):
            if word not in searched and len(searched) < MAX_SEARCHES:
                exists = self.exists(word)
                if exists or unknown < MAX_UNKNOWN:
                    searched.add(word)
                    unknown += not exists
            found.append(self.of_word(word, shape) if word in searched else ((word, 0.0),))
        return found

    def _following(self, word: str) -> Collection[str]:
        return self._counts.bigrams.get(word, ())

    def _of_word(self, word: str, shape: Capitals) -> Candidates:
        """Return the candidates of a word whatever stands beside it."""
        itself = (word, 0.0)
        if (
            not 2 <= len(word) <= MAX_LETTERS
            or not (word.isascii() and word.isalpha())
            or word in self._fixed
        ):
            return (itself,)
        known = self.exists(word)
        if shape == Capitals.ALL or (known and (shape or len(word) < 3)):
            return (itself,)
        similar = similar_words(self._index, word, 2 if len(word) >= LONG and not known else 1)
        if not (shape or known) and len(word) > 2:
            similar |= similar_words(english_index(), word, 1)
        base_cost = _CAPITALISED if shape else 0.0
        if known:
            base_cost += _EXISTING + log(1 + self._counts.words.get(word, 0))
        else:
            base_cost += _ABBREVIATION.get(len(word), 0.0)
        options = []
        for intended in similar - (self._names | {word} if known else {word}):
            cost = cost_of_typing(word, intended)
            if cost is not None and intended.isalpha():
                if known and _differ_in_ending(word, intended):
                    cost += _INFLECTION
                options.append((intended, cost + base_cost))
        if len(word) >= LONG and not known:
            near = {intended for intended, _cost in options}
            sounds = self._sound_alike(word) - near
            options += [(intended, _SOUNDS_ALIKE + base_cost) for intended in sounds]
        options.sort(key=lambda option: (option[1] - log(self._model.probability(option[0])), option[0]))
        return (itself, *options[:MAX_CANDIDATES])

    def _sound_alike(self, word: str) -> set[str]:
        """Return the words of the project that a word is read like: "receptionist" for "recepshunist"."""
        read = {word}
        for typed, meant in read_lexicon().sounds.items():
            read |= {one.replace(typed, other) for one in tuple(read) for other in meant if typed in one}
        return {one for one in read - {word} if one in self._counts.words}


def capitals(typed: Sequence[str]) -> list[Capitals]:
    """Return how each word is capitalised: NONE for all where most words begin with a capital letter."""
    is_capitalised = [word[:1].isupper() for word in typed]
    if 2 * sum(is_capitalised) > len(is_capitalised):
        return [Capitals.NONE] * len(is_capitalised)
    return [
        Capitals.ALL
        if word.isupper() and len(word) > 1
        else Capitals.FIRST
        if capitalised and place
        else Capitals.NONE
        for place, (word, capitalised) in enumerate(zip(typed, is_capitalised, strict=True))
    ]


def _differ_in_ending(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return longer in (shorter + "s", shorter + "d") or (longer == shorter + "r" and shorter.endswith("e"))


@cache
def _place_words() -> frozenset[str]:
    """Return the names of places of one word, and the words of longer names that are not English."""
    names = (place.split() for place in read_lexicon().places)
    return frozenset(
        word for words in names for word in words if len(words) == 1 or word not in english_words()
    )
