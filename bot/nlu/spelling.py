"""Spelling correction of a whole message: of the words that may be meant, those that follow each other best.

A noisy channel: what was typed is a word that was meant, with a slip of the fingers or none. How likely words
follow each other is counted in the project's training phrases and terms, and in lists of general English.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log

import numpy as np
from symspellpy import SymSpell, Verbosity

from bot.nlu.lexicon import read_lexicon

ENGLISH = "frequency_dictionary_en_82_765.txt"
ENGLISH_PAIRS = "frequency_bigramdictionary_en_243_342.txt"
COMMON = 100_000  # count in symspellpy's list from which a word counts as one that people write on purpose
TARGETS = 30_000  # so many of the most frequent English words are corrected towards
LONG = 6  # letters from which a word may hold two errors
# In the normal form apostrophes are dropped: "shouldn't" must not become "should".
CONTRACTIONS = frozenset(
    "arent couldnt didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt shouldnt thatll thats "
    "theres theyd theyll theyre theyve wasnt werent weve whats whens wheres whos wouldnt youd youll youre "
    "youve".split()
)
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})  # "11th" is two words
_CONTRACTION_COUNT = 10_000_000  # symspellpy's list lacks some of them: as frequent as "doesn't"

# Costs are negative logarithms of probabilities, chosen on halves of the training phrases and on BANKING77.
_SLIP = 6.0  # that there is an error at all
_SWAPPED, _DROPPED, _DOUBLED, _NEIGHBOUR, _VOWEL, _OTHER = 0.0, -0.5, -0.5, 1.0, 2.0, 6.0
_NEXT_SLIP = 7.0  # a second error
_KNOWN = 1.5  # that a word which exists is not meant; more for the words of the project
_ENDING = 7.0  # … but one with another ending: "occupation" or "occupations", "use" or "used"
_ABBREVIATION = {2: 10.0, 3: 5.0, 4: 2.0}  # that an unknown word of so many letters is not meant as it is
_CAPITAL = 3.0
_UNSEEN = exp(-20)  # share of a word that is in no list
_OWN = 0.3  # weight of the project's counts beside the English ones
_FOLLOWING = 0.3  # weight of English pairs beside English words
_DISCOUNT = 0.8  # taken from each count of a pair, for pairs that were never seen
_OFTEN = 3  # times that words stand in the phrases before a missing or a needless space is told by them
_TERM = 10  # added to the count of a word that stands in a term
_REMEMBERED = 8192  # words whose candidates are kept
_MOST = 8  # candidates of a word

_NEVER = 100.0
_RARE = 5_000_000  # count below which an English word of the phrases may be a typing error there
_NO, _FIRST, _ALL = range(3)  # capitals that a word within a sentence is typed with

_EDGE = ""  # stands before the first word and after the last
Candidates = tuple[tuple[str, float], ...]  # words with the cost of the errors, the typed word first
_NONE: Candidates = ()
_NOTHING: tuple[dict[str, int], int] = ({}, 0)
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True)
class Counts:
    """What a speller knows of the project; plain data, to be kept as JSON."""

    words: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, dict[str, int]] = field(default_factory=dict)  # word -> words that follow it
    names: list[str] = field(default_factory=list)  # never taken for misspellings of something else


def project_counts(
    phrases: Collection[Sequence[str]], terms: Collection[Sequence[str]], names: Iterable[str] = ()
) -> Counts:
    """Count the words to correct towards, and which follow which.

    Args:
        phrases: words of the training phrases. They hold typing errors on purpose, so a word counts only when
            it is English, or stands in three phrases, and when it is not near a far more frequent one.
        terms: words of the knowledge base's terms; every one counts, with a weight.
        names: words, and groups of words, that stay as they are.
    """
    seen: dict[str, int] = {}
    for phrase in phrases:
        for word in phrase:
            seen[word] = seen.get(word, 0) + 1
    certain: dict[str, int] = {}
    for term in terms:
        for word in term:
            certain[word] = seen.get(word, 0) + _TERM
    index = _index(sorted(seen.items()), distance=1)
    kept = {
        word: count
        for word, count in seen.items()
        if (count >= _OFTEN or word in english_words()) and not _is_slip(word, seen, index)
    } | certain
    pairs: dict[str, dict[str, int]] = {}
    for words in (*((_EDGE, *phrase, _EDGE) for phrase in phrases), *terms):  # terms stand anywhere
        for one, other in pairwise(words):
            if (one in kept or one == _EDGE) and (other in kept or other == _EDGE):
                after = pairs.setdefault(one, {})
                after[other] = after.get(other, 0) + 1
    return Counts(kept, pairs, sorted(set(names)))


class Speller:
    """Finds the words that were most likely meant, the same ones for the same message and counts."""

    def __init__(self, counts: Counts) -> None:
        """Take the counts of the project; without any, nothing is corrected."""
        self.counts = counts
        self._total = sum(counts.words.values())
        # In a fixed order: of words as likely the first wins, before and after training.
        self._index = _index(sorted(counts.words.items()), distance=2)
        self._after = {word: (after, sum(after.values())) for word, after in counts.pairs.items()}
        self._names = frozenset(name for name in counts.names if " " not in name)
        self._fixed = CONTRACTIONS | ORDINAL_ENDINGS | _place_words() | self._names
        groups = (name.split() for name in (*counts.names, *sorted(read_lexicon().places)))
        self._fixed_pairs = frozenset(pair for words in groups for pair in pairwise(words))
        # Messages share most of their words, and most pairs of them.
        self._candidates = lru_cache(_REMEMBERED)(self._find)
        self._cost = lru_cache(4 * _REMEMBERED)(self._cost_behind)

    def correct(self, words: Sequence[str], typed: Sequence[str] | None = None) -> list[str]:
        """Return a word for each of ``words`` (normal form): itself or what it most likely stands for.

        Args:
            words: the words of a message in normal form.
            typed: the same as typed; what is written in capitals within a sentence is likely a name.
        """
        if not self.counts.words:
            return list(words)
        options = self._options(words, _capitals(typed or words))
        # Viterbi: the cheapest way to each candidate of a word, from left to right.
        before: list[tuple[str, float]] = [(_EDGE, 0.0)]
        ways: list[list[int]] = []
        for candidates in (*options, ((_EDGE, 0.0),)):
            here, way = [], []
            for word, cost in candidates:
                costs = [paid + self._cost(last, word) for last, paid in before]
                cheapest = min(costs)
                way.append(costs.index(cheapest))
                here.append((word, cheapest + cost))
            ways.append(way)
            before = here
        chosen, place = [], ways[-1][0]
        for candidates, way in zip(reversed(options), reversed(ways[:-1]), strict=True):
            chosen.append(candidates[place][0])
            place = way[place]
        return chosen[::-1]

    def parted(self, word: str) -> list[str]:
        """Return the two words that ``word`` is when the space between them was left out, else ``word``."""
        if len(word) < LONG or len(self._candidates(word, _NO)) > 1 or self._exists(word):
            return [word]
        ways = ((word[:place], word[place:]) for place in range(2, len(word) - 1))
        often = {(one, other): self.counts.pairs.get(one, {}).get(other, 0) for one, other in ways}
        best = max(sorted(often), key=lambda way: often[way])
        return list(best) if often[best] >= _OFTEN else [word]

    def belong_together(self, one: str, other: str) -> bool:
        """Return whether two words are one of the project's with a space inside."""
        word = one + other
        often = len(word) >= LONG and self.counts.words.get(word, 0) >= _OFTEN
        return often and not (self._exists(one) and self._exists(other))

    def _options(self, words: Sequence[str], capitals: Sequence[int]) -> list[Candidates]:
        """Return what each word may stand for; one that exists, only for what was seen beside another."""
        found = [self._candidates(word, shape) for word, shape in zip(words, capitals, strict=True)]
        around = [_NONE, *found, _NONE]
        for place, pair in enumerate(pairwise(words)):
            if pair in self._fixed_pairs:
                found[place], found[place + 1] = found[place][:1], found[place + 1][:1]
        for place, word in enumerate(words):
            if len(found[place]) > 1 and self._exists(word):
                before, after = around[place], around[place + 2]
                seen = [
                    option
                    for option in found[place][1:]
                    if any(option[0] in self._followers(one) for one, _cost in before)
                    or any(one in self._followers(option[0]) for one, _cost in after)
                ]
                found[place] = (found[place][0], *seen)
        return found

    def _followers(self, word: str) -> Collection[str]:
        return self.counts.pairs.get(word, ())

    def _exists(self, word: str) -> bool:
        return word in self._fixed or word in self.counts.words or word in english_words()

    def _find(self, word: str, capitals: int) -> Candidates:
        """Return what ``word`` may stand for, itself first, with the cost of the errors."""
        itself = (word, 0.0)
        if len(word) < 2 or not (word.isascii() and word.isalpha()) or word in self._fixed:
            return (itself,)
        known = self._exists(word)
        if capitals == _ALL or (known and (capitals or len(word) < 3)):
            return (itself,)
        found = _lookup(self._index, word, 2 if len(word) >= LONG and not known else 1)
        if not (capitals or known) and len(word) > 2:
            found |= _lookup(_english_index(), word, 1)
        least = _CAPITAL if capitals else 0.0
        if not known:
            least += _ABBREVIATION.get(len(word), 0.0)
        else:
            least += _KNOWN + log(1 + self.counts.words.get(word, 0))
        options = []
        for meant in found - (self._names | {word} if known else {word}):
            cost = _cost_of_errors(word, meant)
            if cost is not None and meant.isalpha():
                if known and _differ_in_ending(word, meant):
                    cost += _ENDING
                options.append((meant, cost + least))
        options.sort(key=lambda option: (option[1] - log(self._share(option[0])), option[0]))
        return (itself, *options[:_MOST])

    def _share(self, word: str) -> float:
        """Return how frequent a word is, whatever stands before it."""
        own = self.counts.words.get(word, 0) / self._total
        return _OWN * own + (1 - _OWN) * _english().share(word) + _UNSEEN

    def _cost_behind(self, before: str, word: str) -> float:
        """Return the cost of a word behind another."""
        share = self._share(word)
        following = _english().following(before, word)
        if following is not None:
            share = _FOLLOWING * following + (1 - _FOLLOWING) * share
        after, total = self._after.get(before, _NOTHING)
        if total:  # absolute discounting
            seen = after.get(word, 0)
            share = max(seen - _DISCOUNT, 0.0) / total + _DISCOUNT * len(after) / total * share
        return -log(share)


@cache
def english_words() -> frozenset[str]:
    """Return the common words of symspellpy's English list, in normal form."""
    return frozenset(word for word, count in _english().counts.items() if count >= COMMON)


class _English:
    """How frequent English words and pairs of them are; the pairs packed, they are many."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = dict.fromkeys(sorted(CONTRACTIONS), _CONTRACTION_COUNT)
        for word, count in _lines(ENGLISH):
            self.counts[word] = max(self.counts.get(word, 0), int(count))
        self._total = sum(self.counts.values())
        self._places = {word: place for place, word in enumerate(self.counts)}
        self._followed: dict[int, int] = {}
        pairs, times = array("q"), array("q")
        for one, other, count in _lines(ENGLISH_PAIRS):
            if one in self._places and other in self._places:
                first = self._places[one]
                pairs.append(first * len(self._places) + self._places[other])
                times.append(int(count))
                self._followed[first] = self._followed.get(first, 0) + int(count)
        order = np.argsort(pairs, kind="stable")
        self._pairs: array[int] = array("q", np.array(pairs)[order].tobytes())
        self._times: array[int] = array("q", np.array(times)[order].tobytes())

    def share(self, word: str) -> float:
        """Return the share of a word in all text, 0 if it is in no list."""
        return self.counts.get(word, 0) / self._total

    def following(self, before: str, word: str) -> float | None:
        """Return how often ``word`` follows ``before`` among the pairs listed, None without any."""
        first = self._places.get(before, -1)
        total = self._followed.get(first)
        if total is None:
            return None
        pair = first * len(self._places) + self._places.get(word, -1)
        place = bisect_left(self._pairs, pair)
        if word in self._places and place < len(self._pairs) and self._pairs[place] == pair:
            return self._times[place] / total
        return 0.0


@cache
def _english() -> _English:
    return _English()


@cache
def _english_index() -> SymSpell:
    frequent = sorted(_english().counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return _index(frequent[:TARGETS], distance=1)


@cache
def _place_words() -> frozenset[str]:
    """Return the names of places, and of what longer names are made of all that is not English."""
    parts = (place.split() for place in read_lexicon().places)
    return frozenset(
        word for words in parts for word in words if len(words) == 1 or word not in english_words()
    )


def _lines(name: str) -> Iterator[list[str]]:
    """Yield the columns of one of symspellpy's lists, words in normal form."""
    with files("symspellpy").joinpath(name).open(encoding="utf-8-sig") as lines:
        for line in lines:
            yield line.replace("'", "").split()


def _index(counts: Iterable[tuple[str, int]], distance: int) -> SymSpell:
    index = SymSpell(max_dictionary_edit_distance=distance, prefix_length=7)
    for word, count in counts:
        if len(word) > 1:
            index.create_dictionary_entry(word, count)
    return index


def _lookup(index: SymSpell, word: str, distance: int) -> set[str]:
    return {one.term for one in index.lookup(word, Verbosity.ALL, max_edit_distance=distance)}


def _is_slip(word: str, counts: Mapping[str, int], index: SymSpell) -> bool:
    """Return whether a word of the phrases is a typing error in a far more frequent one: "wat", "salery"."""
    if len(word) < 3:
        return False
    english = _english()
    return english.counts.get(word, 0) < _RARE and any(
        counts[other] > 20 * counts[word] and english.share(other) > 20 * english.share(word)
        for other in _lookup(index, word, 1) - {word}
    )


def _capitals(typed: Sequence[str]) -> list[int]:
    """Tell for each word whether it looks like a name: none where most words begin with a capital."""
    begin = [word[:1].isupper() for word in typed]
    if 2 * sum(begin) > len(begin):
        return [_NO] * len(begin)
    return [
        _ALL if word.isupper() and len(word) > 1 else _FIRST if big and place else _NO
        for place, (word, big) in enumerate(zip(typed, begin, strict=True))
    ]


def _differ_in_ending(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer in (shorter + "s", shorter + "d") or (longer == shorter + "r" and shorter.endswith("e"))


def _cost_of_errors(typed: str, meant: str) -> float | None:
    """Return the cost of typing ``meant`` as ``typed``, None where nobody does: ``zork`` is no ``work``."""
    start, most = 0, min(len(typed), len(meant))
    while start < most and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < most - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    one, other = typed[start : len(typed) - end], meant[start : len(meant) - end]
    before = typed[:start][-1:]
    # Optimal string alignment of what differs, each error with its own cost.
    rows: list[list[float]] = []
    for i in range(len(one) + 1):
        row: list[float] = []
        for j in range(len(other) + 1):
            ways = [] if i or j else [0.0]
            if i:
                last = one[i - 2] if i > 1 else before
                after = one[i] if i < len(one) else typed[start + len(one) :][:1]
                doubled = one[i - 1] in (last, after)
                ways.append(rows[i - 1][j] + _NEXT_SLIP + (_DOUBLED if doubled else _other(start + i - 1)))
            if j:
                ways.append(row[j - 1] + _NEXT_SLIP + _DROPPED)
            if i and j:
                same = one[i - 1] == other[j - 1]
                slip = 0.0 if same else _NEXT_SLIP + _replaced(one[i - 1], other[j - 1], start + i - 1)
                ways.append(rows[i - 1][j - 1] + slip)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 1] + other[j - 2]:
                ways.append(rows[i - 2][j - 2] + _NEXT_SLIP + _SWAPPED)
            row.append(min(ways))
        rows.append(row)
    cost = rows[-1][-1] - _NEXT_SLIP + _SLIP
    return cost if cost < _NEVER else None


def _replaced(typed: str, meant: str, place: int) -> float:
    if meant in _NEIGHBOURS.get(typed, ""):
        return _NEIGHBOUR
    return _VOWEL if typed in _VOWELS and meant in _VOWELS else _other(place)


def _other(place: int) -> float:
    """Return the cost of a letter that fingers do not miss so: nobody does at the start of a word."""
    return _OTHER if place else _NEVER


def _neighbours() -> dict[str, frozenset[str]]:
    """Return the keys beside each letter: left and right, above and below (the rows are shifted)."""
    places = {
        key: (row + number / 2, number) for number, keys in enumerate(_ROWS) for row, key in enumerate(keys)
    }
    return {
        key: frozenset(
            other
            for other, (across, down) in places.items()
            if other != key
            and abs(across - x) <= 1
            and abs(down - y) <= 1
            and abs(across - x) + abs(down - y) < 2
        )
        for key, (x, y) in places.items()
    }


_NEIGHBOURS = _neighbours()
