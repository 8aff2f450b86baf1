"""Finds what a message names: terms of the knowledge base, and occupations and places it may not contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.nlu.lexicon import Lexicon
from bot.nlu.place_finder import PlaceFinder
from bot.nlu.spelling.english import english_words
from bot.nlu.title_finder import TitleFinder
from bot.nlu.work_finder import WorkFinder

CUE_KINDS = ("aspect", "untold", "skill_kind", "ordinal")  # how a question is put: they name nothing
_AS_TYPED = "?"  # value of terms that no row of the knowledge base stands for
_IN_NO_TERM = "<in no term>"  # stands for any word that is in no term; words in normal form have no brackets
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True)
class Word:
    """A word of a message: its normal (corrected) form, and as typed with its offsets."""

    text: str
    typed: str
    start: int
    end: int


@dataclass(frozen=True)
class EntitySpan:
    """Words ``first`` to ``last`` (inclusive) name ``value``: a key of the base, or the words themselves."""

    kind: str
    value: str
    first: int
    last: int
    known: bool  # a term of the knowledge base at training time
    is_work: bool = (
        False  # an occupation that is told by what is done, ``value`` in the form that is compared
    )


_LONGEST_DESCRIPTION = 10  # words of what someone does
_LONGEST_UNKNOWN = 3  # words of an occupation that is known by the verb behind it alone
_AUXILIARIES = frozenset({"does", "do", "would", "can", "could", "should", "will"})
_EARNS = frozenset({"earn", "earns", "make", "makes"})
_ENDS_WORK = _EARNS | {"do", "does", "get", "gets"}
_AFTER_EARNS = frozenset(
    {"a", "an", "per", "in", "at", "on", "each", "yearly", "monthly", "typically", "usually"}
)


class EntityFinder:
    """Matches terms with spaCy's PhraseMatcher; the longest match wins, equal spans keep every kind."""

    def __init__(
        self,
        terms: Iterable[tuple[Sequence[str], str, str]],
        lexicon: Lexicon,
        titles: frozenset[str] = frozenset(),
        areas: frozenset[str] = frozenset(),
        work: frozenset[str] = frozenset(),
    ) -> None:
        """Take terms as (words in normal form, kind, key), and job titles, places and work in normal form."""
        self._lexicon = lexicon
        self._titles = TitleFinder(titles, lexicon)
        self._work = WorkFinder(work, lexicon)
        self._place_names = PlaceFinder(areas, lexicon, self._titles)
        by_label: dict[tuple[str, str], list[list[str]]] = {}
        for words, kind, key in terms:
            if words:
                by_label.setdefault((kind, key), []).append(list(words))
        for phrase, (kind, value) in lexicon.phrases.items():
            by_label.setdefault((kind, value), []).append(phrase.split())
        for phrase, kind in lexicon.unknown.items():
            by_label.setdefault((kind, _AS_TYPED), []).append(phrase.split())
        self.vocab = Vocab()
        self._matcher = PhraseMatcher(self.vocab)
        for (kind, value), spellings in by_label.items():
            docs = [Doc(self.vocab, words=spelling) for spelling in spellings]
            self._matcher.add(f"{kind}|{value}", docs)
        self._term_words = {
            word for spellings in by_label.values() for spelling in spellings for word in spelling
        }

    def find(self, words: Sequence[Word]) -> list[EntitySpan]:
        """Return the entities in ``words`` from left to right."""
        if not words:
            return []
        found = self._with_titles(words, self._terms(words))
        # "MLOps engineer" and "Python developer" are occupations; the parts of their names are not meant.
        for occupation in self._occupations(words):
            if not _employs(words, occupation.first, found) and not any(
                _within(occupation, span) or (span.kind == "occupation" and _overlap(span, occupation))
                for span in found
            ):
                found = [span for span in found if not _within(span, occupation) or span.kind in CUE_KINDS]
                found.append(occupation)
        found = self._with_work(words, found)
        found += self._described(words, found) or self._earning(words, found)
        names = [span for span in found if span.kind not in CUE_KINDS]
        taken = {place for span in names for place in range(span.first, span.last + 1)}
        jobs = [span for span in names if span.kind == "occupation"]
        for spans in (self._years(words), self._companies(words, jobs), self._places(words, jobs)):
            for span in spans:
                if not taken & set(range(span.first, span.last + 1)):
                    found.append(span)
                    taken |= set(range(span.first, span.last + 1))
        return sorted(found, key=lambda span: (span.first, -span.last))

    def _with_titles(self, words: Sequence[Word], found: list[EntitySpan]) -> list[EntitySpan]:
        """Return the terms and the job titles; of two that overlap the longer one, else the term."""
        for first, last, value in self._titles.find(words):
            around = [span for span in found if span.kind not in CUE_KINDS and _touches(span, first, last)]
            if any(span.last - span.first >= last - first for span in around):
                continue
            if _employs(words, first, found) or not self._names_occupation(words, first, last):
                continue
            found = [span for span in found if span not in around]
            found.append(EntitySpan("occupation", value, first, last, False))
        return found

    def _with_work(self, words: Sequence[Word], found: list[EntitySpan]) -> list[EntitySpan]:
        """Return what was found with the occupations that are told by what is done.

        Where another occupation is named, what others do describes that one: "nurses who draw blood".
        """
        named = [span for span in found if span.kind == "occupation"]
        for first, last, work in self._work.find(words):
            if named and not self._is_own(words, first):
                continue
            if any(_touches(span, first, last) for span in named):
                continue
            span = EntitySpan("occupation", work, first, last, False, is_work=True)
            found = [one for one in found if not _within(one, span) or one.kind in CUE_KINDS]
            found.append(span)
        return found

    def _is_own(self, words: Sequence[Word], first: int) -> bool:
        """Return whether the last person before what is done is the speaker, or none is named at all."""
        persons = [word.text for word in words[:first] if word.text in self._lexicon.subjects_of_work]
        return not persons or persons[-1] in self._lexicon.speakers

    def _described(self, words: Sequence[Word], found: Sequence[EntitySpan]) -> list[EntitySpan]:
        """Return an occupation told by what is done: "someone who fixes planes", "someone fixing them"."""
        if any(span.kind == "occupation" for span in found):
            return []
        for place in range(len(words) - 2):
            who, does = words[place + 1].text, words[place + 2].text
            works = who in ("who", "that") and does not in self._lexicon.no_work
            works = works or (who.endswith("ing") and who not in self._lexicon.no_activities)
            if words[place].text in self._lexicon.persons and works:
                last = place + 2
                while (
                    last + 1 < min(place + _LONGEST_DESCRIPTION, len(words))
                    and words[last + 1].start - words[last].end <= 1
                    and words[last + 1].text not in _ENDS_WORK
                ):
                    last += 1  # up to a punctuation mark, or to "do" and "earn"
                typed = " ".join(word.typed for word in words[place : last + 1])
                return [EntitySpan("occupation", typed, place, last, False)]
        return self._called_so(words)

    def _called_so(self, words: Sequence[Word]) -> list[EntitySpan]:
        """Return an occupation told by a word before "guy": "the tax guy", "my cable guy"."""
        for place, word in enumerate(words[1:]):
            before = words[place]
            plain = before.text in self._lexicon.not_in_titles | self._lexicon.anybodys
            if word.text in self._lexicon.persons_behind and not plain:
                return [EntitySpan("occupation", f"{before.typed} {word.typed}", place, place + 1, False)]
        return []

    def _earning(self, words: Sequence[Word], found: Sequence[EntitySpan]) -> list[EntitySpan]:
        """Return what must be an occupation, as somebody is paid for it: "what does a wizard earn"."""
        for place, word in enumerate(words):
            if place and place + 1 < len(words) and self._earn_unknown(words, place):
                taken = any(span.first <= place <= span.last for span in found if span.kind not in CUE_KINDS)
                return [] if taken else [EntitySpan("occupation", word.typed, place, place, False)]
            if word.text not in ("a", "an") or not place or words[place - 1].text not in _AUXILIARIES:
                continue
            for length in range(1, _LONGEST_UNKNOWN + 1):
                last = place + length
                if last + 1 >= len(words) or words[last + 1].text not in _EARNS:
                    continue
                if last + 2 < len(words) and words[last + 2].text not in _AFTER_EARNS:
                    continue  # "does a laptop make sense?"
                taken = any(span.first <= last and span.last > place for span in found)
                if taken or words[last].text in (self._lexicon.persons | self._lexicon.no_occupations):
                    return []
                typed = " ".join(one.typed for one in words[place + 1 : last + 1])
                return [EntitySpan("occupation", typed, place + 1, last, False)]
        return []

    def _earn_unknown(self, words: Sequence[Word], place: int) -> bool:
        """Return whether a word that is no English is what people earn as: "how much do mailmmen earn"."""
        earns = words[place - 1].text in _AUXILIARIES and words[place + 1].text in _EARNS
        word = words[place].text
        return earns and word.isalpha() and word not in english_words() and word not in self._term_words

    def _names_occupation(self, words: Sequence[Word], first: int, last: int) -> bool:
        """Return whether words that may be an occupation's name are used as one."""
        before = words[first - 1].text if first else ""
        narrates = last + 1 < len(words) and words[last + 1].text in self._lexicon.reporting_verbs
        known_person = before in self._lexicon.possessives and words[last].text in self._lexicon.acquaintances
        does_it = before == "i" and first == last  # "I coach a team" names no occupation
        return not (narrates or known_person or does_it or before in self._lexicon.qualities)

    def _terms(self, words: Sequence[Word]) -> list[EntitySpan]:
        matches: list[EntitySpan] = []
        for label, start, end in self._matcher(self._doc(words)):
            kind, value = self.vocab.strings[label].split("|", 1)
            if start + 1 < end or self._is_meant(words, start, kind):
                if value == _AS_TYPED:
                    typed = " ".join(word.typed for word in words[start:end])
                    matches.append(EntitySpan(kind, typed, start, end - 1, False))
                elif kind == "certification" and start + 1 == end and start and words[start - 1].text == "at":
                    matches.append(EntitySpan("company", words[start].typed, start, start, False))  # "at IBM"
                else:
                    matches.append(EntitySpan(kind, value, start, end - 1, kind not in CUE_KINDS))
        return [span for span in matches if not any(_covers(other, span) for other in matches)]

    def _doc(self, words: Sequence[Word]) -> Doc:
        """Return the words as spaCy takes them. A vocabulary keeps every word it ever saw: none but ours."""
        known = [word.text if word.text in self._term_words else _IN_NO_TERM for word in words]
        return Doc(self.vocab, words=known)

    def _is_meant(self, words: Sequence[Word], place: int, kind: str) -> bool:
        """Return whether a one-word alias that is also an everyday word is used as a name."""
        word = words[place]
        if len(words) == 1 and word.text in self._lexicon.not_alone:
            return False
        before = words[place - 1].text if place else ""
        if word.text in self._lexicon.only_in_capitals and kind in ("country", "industry"):
            return word.typed.isupper() or (before in ("in", "the") and word.text == "us")
        if word.text in self._lexicon.only_in_capitals and kind in ("tool", "company"):
            return word.typed.isupper()
        after = words[place + 1].text if place + 1 < len(words) else ""
        if after not in self._lexicon.only_before.get(word.text, (after,)):
            return False
        return before not in self._lexicon.not_after.get(
            word.text, ()
        ) and after not in self._lexicon.not_before.get(word.text, ())

    def _years(self, words: Sequence[Word]) -> list[EntitySpan]:
        return [
            EntitySpan("year" if _YEAR.fullmatch(word.text) else "number", word.text, place, place, False)
            for place, word in enumerate(words)
            if word.text.isdigit() and len(word.text) <= 4
        ]

    def _companies(self, words: Sequence[Word], jobs: Sequence[EntitySpan]) -> list[EntitySpan]:
        """Return names behind "at"; those that are English words as well where an occupation is named."""
        found = []
        for place in range(1, len(words)):
            word = words[place]
            named = word.typed[:1].isupper() and not word.typed.isupper()
            if word.text in english_words():
                known = word.text in self._lexicon.no_companies or word.text in self._place_names.known
                named = named and bool(jobs) and not known
            if words[place - 1].text == "at" and named:
                found.append(EntitySpan("company", word.typed, place, place, False))
        return found

    def _places(self, words: Sequence[Word], jobs: Sequence[EntitySpan]) -> list[EntitySpan]:
        beside = {place for job in jobs for place in (job.first - 1, job.last + 1)}
        return [
            EntitySpan("place", one.name, one.first, one.last, False)
            for one in self._place_names.find(words, beside)
        ]

    def _occupations(self, words: Sequence[Word]) -> list[EntitySpan]:
        found: list[EntitySpan] = []
        for place, word in enumerate(words):
            singular = word.text[:-1] if word.text.endswith("s") else word.text
            before = words[place - 1].text if place else ""
            is_head = singular in self._lexicon.title_heads
            first = place
            if f"{before} {singular}" in self._lexicon.occupations:
                first = place - 1
            elif is_head:
                while first > 0 and place - first < 2 and self._modifies(words[first - 1]):
                    first -= 1
            if not self._names_occupation(words, place, place) and (first == place or before != "i"):
                continue
            if self._titles.is_no_job(words, first, place):
                continue
            if first < place or singular in self._lexicon.occupations:
                typed = " ".join(part.typed for part in words[first : place + 1])
                found.append(EntitySpan("occupation", typed, first, place, False))
        return found

    def _modifies(self, word: Word) -> bool:
        return word.text not in self._lexicon.not_in_titles and not word.text.isdigit()


def _employs(words: Sequence[Word], first: int, found: Iterable[EntitySpan]) -> bool:
    """Return whether what begins at a place is where others work: "nurses at doctors' offices"."""
    return first > 0 and words[first - 1].text == "at" and any(one.kind == "occupation" for one in found)


def _touches(span: EntitySpan, first: int, last: int) -> bool:
    return span.first <= last and first <= span.last


def _overlap(span: EntitySpan, other: EntitySpan) -> bool:
    return span.first <= other.last and other.first <= span.last


def _within(inner: EntitySpan, outer: EntitySpan) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _covers(other: EntitySpan, span: EntitySpan) -> bool:
    """Return whether ``other`` replaces ``span``: a longer name around it, or the base's own name for it."""
    if not _within(span, other):
        return False
    is_longer = other.last - other.first > span.last - span.first
    return is_longer or (other.known and not span.known)
