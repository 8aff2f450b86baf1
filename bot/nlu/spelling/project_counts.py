"""Word and bigram counts of the project's own language: its training phrases and knowledge base terms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from symspellpy import SymSpell

from bot.nlu.spelling.english import english, english_words
from bot.nlu.spelling.word_index import similar_words, word_index

BOUNDARY = ""  # stands before the first word and after the last
FREQUENT = 3  # occurrences in the phrases from which a word that is not English is no accident
_TERM_WEIGHT = 10  # added to the count of a word of a term
_TERM_BIGRAM_WEIGHT = 3  # … and of a bigram of it: a name is no chance neighbourhood, which is discounted
_RARE_ENGLISH = 5_000_000  # count below which an English word of the phrases may be a typing error there
_TYPO_RATIO = 20  # a similar word so many times as frequent makes a word a typing error
_TYPO_RATIO_OF_STRANGERS = 4  # … one that is not English


@dataclass(frozen=True)
class ProjectCounts:
    """What a speller learns from the project; plain data that can be stored as JSON."""

    words: dict[str, int] = field(default_factory=dict)
    bigrams: dict[str, dict[str, int]] = field(default_factory=dict)  # word -> words that follow it
    names: list[str] = field(default_factory=list)  # never taken for misspellings of something else


def project_counts(
    phrases: Collection[Sequence[str]], terms: Collection[Sequence[str]], names: Iterable[str] = ()
) -> ProjectCounts:
    """Count the words to correct towards, and which follow which.

    Args:
        phrases: words of the training phrases. They contain typing errors on purpose, so a word counts only
            when it is English, or occurs in three phrases, and has no far more frequent similar word.
        terms: words of the knowledge base's terms; each word and bigram counts, with extra weight.
        names: words, and sequences of words, that stay as they are.
    """
    occurrences: dict[str, int] = {}
    for phrase in phrases:
        for word in phrase:
            occurrences[word] = occurrences.get(word, 0) + 1
    of_terms = {word: occurrences.get(word, 0) + _TERM_WEIGHT for term in terms for word in term}
    index = word_index(sorted(occurrences.items()), max_distance=1)
    kept = {
        word: count
        for word, count in occurrences.items()
        if (count >= FREQUENT or word in english_words()) and not _is_typo(word, occurrences, index)
    } | of_terms
    bigrams: dict[str, dict[str, int]] = {}
    weighted = (
        *(((BOUNDARY, *phrase, BOUNDARY), 1) for phrase in phrases),
        *((term, _TERM_BIGRAM_WEIGHT) for term in terms),  # which stand anywhere
    )
    for words, weight in weighted:
        for first, second in pairwise(words):
            if (first in kept or first == BOUNDARY) and (second in kept or second == BOUNDARY):
                following = bigrams.setdefault(first, {})
                following[second] = following.get(second, 0) + weight
    return ProjectCounts(kept, bigrams, sorted(set(names)))


def with_names(
    counts: ProjectCounts, terms: Collection[Sequence[str]], names: Iterable[str]
) -> ProjectCounts:
    """Return counts to which terms are added that were not there when they were counted.

    Args:
        counts: as counted; those themselves where nothing is new.
        terms: words of the terms, as for :func:`project_counts`.
        names: likewise.
    """
    fixed = {*counts.names, *names}
    known = {*counts.names, *counts.words}
    new = [term for term in terms if term and " ".join(term) not in known]
    if not new and len(fixed) == len(counts.names):
        return counts
    words = dict(counts.words)
    for word in {word for term in new for word in term}:
        words[word] = words.get(word, 0) + _TERM_WEIGHT
    bigrams = dict(counts.bigrams)
    for term in new:
        for first, second in pairwise(term):
            following = bigrams.get(first, {})
            bigrams[first] = {**following, second: following.get(second, 0) + _TERM_BIGRAM_WEIGHT}
    return ProjectCounts(words, bigrams, sorted(fixed))


def _is_typo(word: str, counts: Mapping[str, int], index: SymSpell) -> bool:
    """Return whether a word of the phrases is a typing error in a far more frequent one: "wat", "salery"."""
    if len(word) < 3 or english().counts.get(word, 0) >= _RARE_ENGLISH:
        return False
    ratio = _TYPO_RATIO if word in english_words() else _TYPO_RATIO_OF_STRANGERS
    return any(
        counts[other] > ratio * counts[word]
        and english().probability(other) > _TYPO_RATIO * english().probability(word)
        for other in similar_words(index, word, 1) - {word}
    )
