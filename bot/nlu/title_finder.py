"""Finds the job titles of the datasets in a message: some 50,000, kept as a set of normalised texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from bot.nlu.lexicon import Lexicon
from bot.nlu.spelling.english import english_words
from bot.nlu.spelling.word_index import english_index, similar_words, word_index
from knowledge.queries.titles import FEWEST_ENDING_SO
from knowledge.terms import normalise, title_forms

LONGEST = 9  # words of a title that are looked for
FEWEST_OF_OPENER = 3  # letters of a word that opens a question and may lack its first
_FEWEST_LETTERS = 6  # of a word in which a typing error is looked for
_JOINS = frozenset({"and", "or", "vs", "versus", "than"})
_PREPOSITIONS = frozenset({"for", "of"})
_COMPARATIVE, _COMPARED_WITH = "er", frozenset({"to", "than"})
_REACH = 4  # words before a title that may say that a job is meant


class HasText(Protocol):
    """A word of a message: its corrected form and as typed."""

    @property
    def text(self) -> str:
        """The corrected form, normalised."""

    @property
    def typed(self) -> str:
        """As typed."""

    @property
    def start(self) -> int:
        """Where it begins in the message."""

    @property
    def end(self) -> int:
        """Where it ends."""


class TitleSpan(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) are a title; ``title`` says which, where words are left out."""

    first: int
    last: int
    title: str


class TitleFinder:
    """Looks up runs of words, the longest first; an everyday word counts only where a job must be meant."""

    def __init__(self, titles: frozenset[str], lexicon: Lexicon) -> None:
        """Take the titles in normal form."""
        self._titles = titles
        self._lexicon = lexicon
        self._behind_how = word_index(((word, 1) for word in lexicon.behind_how), max_distance=1)
        last_words = Counter(title.rsplit(" ", 1)[-1] for title in titles)
        self._heads = frozenset(word for word, count in last_words.items() if count >= FEWEST_ENDING_SO)

    def find(self, words: Sequence[HasText]) -> list[TitleSpan]:
        """Return the titles from left to right; none overlap."""
        found: list[TitleSpan] = []
        place = 0
        while place < len(words):
            if length := self._length_at(words, place):
                found.append(_span(words, place, length))
            elif mistyped := self._mistyped_at(words, place):
                found.append(mistyped)
            place = found[-1].last + 1 if found and found[-1].first == place else place + 1
        return sorted({span.first: span for span in (*found, *self._elliptic(words, found))}.values())

    def _length_at(self, words: Sequence[HasText], place: int) -> int:
        """Return how many words the longest title has that begins at a place, 0 without one."""
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            phrase = " ".join(word.text for word in words[place : place + length])
            after = words[place + length].text if place + length < len(words) else ""
            before = words[place - 1].text if place else ""
            if before in self._lexicon.pointing_words or (
                before == "the" and length == 1 and phrase in self._heads
            ):
                continue  # "these engineers" and "the engineer" are those under discussion
            if phrase in self._lexicon.persons and after in ("who", "that"):
                continue  # "a person who grooms dogs" tells an occupation
            if length == 1 and self._is_mistyped_opener(words, place):
                continue
            if length == 1 and self._is_slang(words, place):
                continue
            if length == 1 and phrase in self._lexicon.not_in_titles:
                continue  # "DO" is a doctor and "HIS" a hearing instrument specialist, but not in a sentence
            if after in self._lexicon.not_before.get(phrase, ()):
                continue
            if self.is_title(phrase) and (
                not self._is_everyday(phrase) or self._is_job(words, place, length)
            ):
                return length
        return 0

    def _is_mistyped_opener(self, words: Sequence[HasText], place: int) -> bool:
        """Return whether a word belongs to a question and is mistyped: "how manny", "oes it" at the start."""
        word = words[place].text
        if place and words[place - 1].text == "how":
            return bool(similar_words(self._behind_how, word, 1))
        openers = self._lexicon.question_openers
        return place == 0 and any(len(one) > FEWEST_OF_OPENER and word == one[1:] for one in openers)

    def _is_slang(self, words: Sequence[HasText], place: int) -> bool:
        """Return whether letters in small close a clause and no job is meant: "at work rn", but "an rn"."""
        word, lexicon = words[place], self._lexicon
        if word.typed not in lexicon.slang_in_small or not place:
            return False
        before = words[place - 1].text
        ends = place + 1 == len(words) or words[place + 1].start - word.end > 1
        closes = ends or words[place + 1].text in lexicon.behind_slang
        named = (
            lexicon.articles | lexicon.words_before_jobs | lexicon.place_prepositions | _JOINS | _PREPOSITIONS
        )
        return closes and before not in named

    def _mistyped_at(self, words: Sequence[HasText], place: int) -> TitleSpan | None:
        """Return the title that begins with a mistyped word: "elevater mechanics"."""
        word = normalise(words[place].typed)  # the speller may have taken it for another: "elevated"
        if len(word) < _FEWEST_LETTERS or word in english_words():
            return None
        for length in range(min(LONGEST, len(words) - place), 1, -1):
            rest = " ".join(one.text for one in words[place + 1 : place + length])
            for meant in sorted(similar_words(english_index(), word, 1)):
                if _has_form_in(f"{meant} {rest}", self._titles):
                    return TitleSpan(place, place + length - 1, f"{meant} {rest}")
        return None

    def is_title(self, phrase: str) -> bool:
        """Return whether a phrase in normal form is a title, or ends many."""
        forms = title_forms(phrase)
        return any(form in self._titles or form in self._heads for form in forms)

    def _elliptic(self, words: Sequence[HasText], found: Sequence[TitleSpan]) -> Iterator[TitleSpan]:
        """Yield titles that share a word with another: "physical and occupational therapists".

        What is a title by itself shares none ("pharmacist and pharmacy technician"), unless it is the last
        word of many ("real estate broker and agent").
        """
        taken = {place for span in found for place in range(span.first, span.last + 1)}
        for span in found:
            head = words[span.last].text
            before = span.first - 2
            if (
                span.last > span.first
                and before >= 0
                and before not in taken
                and words[span.first - 1].text in _JOINS
            ):
                title = f"{words[before].text} {head}"
                if _has_form_in(title, self._titles):
                    yield TitleSpan(before, before, title)
            after = span.last + 2
            if span.last > span.first and after < len(words) and words[span.last + 1].text in _JOINS:
                if after in taken and words[after].text not in self._heads:
                    continue
                shared = " ".join(word.text for word in words[span.first : span.last])
                title = f"{shared} {words[after].text}"
                if _has_form_in(title, self._titles):
                    yield TitleSpan(after, after, title)

    def is_no_job(self, words: Sequence[HasText], first: int, last: int) -> bool:
        """Return whether words are everyday words in a sentence that means no job."""
        phrase = " ".join(word.text for word in words[first : last + 1])
        return (
            bool(self._titles)
            and _has_form_in(phrase, self._lexicon.everyday_words)
            and not self._is_job(words, first, last - first + 1)
        )

    def _is_everyday(self, phrase: str) -> bool:
        listed = _has_form_in(phrase, self._titles)
        return not listed or _has_form_in(phrase, self._lexicon.everyday_words)

    def _is_job(self, words: Sequence[HasText], place: int, length: int) -> bool:
        """Return whether the sentence says that a job is meant: "what does a model earn", "host salary"."""
        lexicon = self._lexicon
        before = [word.text for word in words[max(0, place - _REACH) : place]]
        after = [word.text for word in words[place + length : place + length + 1]]
        if self._tells_of_another(words, place, length):
            return False
        while before and before[-1] in lexicon.articles:
            before.pop()
        if after and after[0] in lexicon.words_after_jobs:
            return True
        if self._stands_apart(words, place, place + length - 1):
            return True
        if not before:  # "models in New York: pay", but not "model pays off"
            in_place = bool(after) and after[0] == "in" and words[place].text.endswith("s")
            return in_place and words[-1].text in lexicon.words_after_jobs
        if before[-1] in _PREPOSITIONS:  # "salary for a model", but not "asking for a mate"
            return bool(set(before[:-1]) & (lexicon.words_after_jobs | lexicon.words_of_jobs))
        return before[-1] in lexicon.words_before_jobs

    def _tells_of_another(self, words: Sequence[HasText], place: int, length: int) -> bool:
        """Return whether a word compares, or belongs to a title behind it: "closer to", "expert coder"."""
        if place + length == len(words) or words[place + length].start - words[place + length - 1].end > 1:
            return False
        word, behind = words[place + length - 1].text, words[place + length].text
        if behind in _COMPARED_WITH and word.endswith(_COMPARATIVE):
            return True
        return behind not in self._lexicon.words_after_jobs and any(
            form in self._titles for form in title_forms(behind)
        )

    def _stands_apart(self, words: Sequence[HasText], first: int, last: int) -> bool:
        """Return whether a title opens or ends a question on a job: "tester: outlook?", "pay, inspector"."""
        about_jobs = self._lexicon.words_of_jobs
        if first == 0 and last + 1 < len(words) and words[last + 1].start - words[last].end > 1:
            return any(word.text in about_jobs for word in words[last + 1 :])
        if last + 1 == len(words) and first > 0 and words[first].start - words[first - 1].end > 1:
            return first <= _REACH and any(word.text in about_jobs for word in words[:first])
        return False


def _has_form_in(phrase: str, names: frozenset[str]) -> bool:
    return any(form in names for form in title_forms(phrase))


def _span(words: Sequence[HasText], place: int, length: int) -> TitleSpan:
    title = " ".join(word.text for word in words[place : place + length])
    return TitleSpan(place, place + length - 1, title)
