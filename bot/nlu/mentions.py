"""Finds what a message names: terms of the knowledge base, and occupations and places it may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.lexicon import Lexicon
from bot.nlu.spelling import english_words

HOW_PEOPLE_ASK = ("aspect", "untold", "skill_kind", "ordinal")
_TYPED = "?"  # label of names that stand for nothing in the knowledge base: their value is what was typed
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True)
class Word:
    """A word of a message: its normal (corrected) form, and as typed with its offsets."""

    text: str
    typed: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """Words ``first`` to ``last`` (inclusive) name ``value``: a key of the base, or the words themselves."""

    kind: str
    value: str
    first: int
    last: int
    known: bool  # a term of the knowledge base at training time


class MentionFinder:
    """Looks for terms with spaCy's PhraseMatcher; the longest match wins, equal spans keep every kind."""

    def __init__(self, terms: Iterable[tuple[Sequence[str], str, str]], lexicon: Lexicon) -> None:
        """Take terms as (words in normal form, kind, key)."""
        self._nlp = spacy.blank("en")
        self._lexicon = lexicon
        self._matcher = PhraseMatcher(self._nlp.vocab)
        by_label: dict[str, list[Doc]] = {}
        for words, kind, key in terms:
            if words:
                by_label.setdefault(f"{kind}|{key}", []).append(Doc(self._nlp.vocab, words=list(words)))
        for phrase, (kind, value) in lexicon.phrases.items():
            words = phrase.split()
            by_label.setdefault(f"{kind}|{value}", []).append(Doc(self._nlp.vocab, words=words))
        for phrase, kind in lexicon.unknown.items():
            words = phrase.split()
            by_label.setdefault(f"{kind}|{_TYPED}", []).append(Doc(self._nlp.vocab, words=words))
        for label, docs in by_label.items():
            self._matcher.add(label, docs)

    def find(self, words: Sequence[Word]) -> list[Mention]:
        """Return the mentions in ``words`` from left to right."""
        if not words:
            return []
        found = self._terms(words)
        # "MLOps engineer" and "Python developer" are occupations; what their names are made of is not meant.
        for occupation in self._occupations(words, found):
            if not any(
                _within(occupation, one) or (one.kind == "occupation" and _overlap(one, occupation))
                for one in found
            ):
                found = [one for one in found if not _within(one, occupation) or one.kind in HOW_PEOPLE_ASK]
                found.append(occupation)
        named = [one for one in found if one.kind not in HOW_PEOPLE_ASK]
        taken = {place for one in named for place in range(one.first, one.last + 1)}
        for finder in (self._years, self._companies, self._places):
            for mention in finder(words):
                if not taken & set(range(mention.first, mention.last + 1)):
                    found.append(mention)
                    taken |= set(range(mention.first, mention.last + 1))
        return sorted(found, key=lambda one: (one.first, -one.last))

    def _terms(self, words: Sequence[Word]) -> list[Mention]:
        doc = Doc(self._nlp.vocab, words=[word.text for word in words])
        matches = []
        for match, start, end in self._matcher(doc):
            kind, value = self._nlp.vocab.strings[match].split("|", 1)
            if start + 1 < end or self._is_meant(words, start, kind):
                if value == _TYPED:
                    value = " ".join(word.typed for word in words[start:end])
                    matches.append(Mention(kind, value, start, end - 1, False))
                elif kind == "certification" and start + 1 == end and start and words[start - 1].text == "at":
                    matches.append(Mention("company", words[start].typed, start, start, False))  # "at IBM"
                else:
                    matches.append(Mention(kind, value, start, end - 1, kind not in HOW_PEOPLE_ASK))
        return [one for one in matches if not any(_covers(other, one) for other in matches)]

    def _is_meant(self, words: Sequence[Word], place: int, kind: str) -> bool:
        """Return whether a one-word alias that is also an everyday word is used as a name."""
        word = words[place]
        before = words[place - 1].text if place else ""
        if word.text in self._lexicon.only_in_capitals and kind in ("country", "industry"):
            return word.typed.isupper() or (before in ("in", "the") and word.text == "us")
        after = words[place + 1].text if place + 1 < len(words) else ""
        if after not in self._lexicon.only_before.get(word.text, (after,)):
            return False
        return before not in self._lexicon.not_after.get(
            word.text, ()
        ) and after not in self._lexicon.not_before.get(word.text, ())

    def _years(self, words: Sequence[Word]) -> list[Mention]:
        return [
            Mention("year" if _YEAR.fullmatch(word.text) else "number", word.text, place, place, False)
            for place, word in enumerate(words)
            if word.text.isdigit() and len(word.text) <= 4
        ]

    def _companies(self, words: Sequence[Word]) -> list[Mention]:
        found = []
        for place in range(1, len(words)):
            word = words[place]
            named = word.typed[:1].isupper() and not word.typed.isupper() and word.text not in english_words()
            if words[place - 1].text == "at" and named:
                found.append(Mention("company", word.typed, place, place, False))
        return found

    def _places(self, words: Sequence[Word]) -> list[Mention]:
        found = []
        for place in range(len(words)):
            for length in (3, 2, 1):
                span = words[place : place + length]
                name = " ".join(word.text for word in span)
                if len(span) == length and self._is_place(name, words, place):
                    typed = " ".join(word.typed for word in span)
                    found.append(Mention("place", typed, place, place + length - 1, False))
                    break
        return found

    def _is_place(self, name: str, words: Sequence[Word], place: int) -> bool:
        if name in self._lexicon.demonyms:
            return True
        if name not in self._lexicon.places:
            return False
        if " " in name or (name in self._lexicon.countries and name not in self._lexicon.only_in_capitals):
            return True  # "new york" is no turn of phrase
        before = words[place - 1].text if place else ""
        if before == "the" and place > 1:
            before = words[place - 2].text
        if name in english_words() and not words[place].typed[:1].isupper():
            return before in ("in", "from") and len(name) > 4
        return (
            before in self._lexicon.place_prepositions or words[place].typed[:1].isupper() or len(words) <= 4
        )

    def _occupations(self, words: Sequence[Word], terms: Sequence[Mention]) -> list[Mention]:
        found: list[Mention] = []
        other_occupation = any(mention.kind == "occupation" for mention in terms)
        for place, word in enumerate(words):
            singular = word.text[:-1] if word.text.endswith("s") else word.text
            before = words[place - 1].text if place else ""
            is_head = singular in self._lexicon.occupation_heads
            first = place
            if f"{before} {singular}" in self._lexicon.occupations:
                first = place - 1
            elif is_head:
                while first > 0 and place - first < 2 and self._modifies(words[first - 1]):
                    first -= 1
            narrates = place + 1 < len(words) and words[place + 1].text in self._lexicon.narrators
            praised = before in self._lexicon.qualities
            known_person = before in self._lexicon.possessives and word.text in self._lexicon.acquaintances
            if narrates or praised or known_person or (other_occupation and self._is_self(words, first)):
                continue
            if first < place or singular in self._lexicon.occupations:
                typed = " ".join(one.typed for one in words[first : place + 1])
                found.append(Mention("occupation", typed, first, place, False))
        return found

    def _is_self(self, words: Sequence[Word], first: int) -> bool:
        """Return whether an occupation is what people call themselves: "I'm a nurse and want to become …"."""
        before = {word.text for word in words[max(0, first - 3) : first]}
        return bool(before & self._lexicon.self_descriptions)

    def _modifies(self, word: Word) -> bool:
        return word.text not in self._lexicon.not_of_an_occupation and not word.text.isdigit()


def _overlap(one: Mention, other: Mention) -> bool:
    return one.first <= other.last and other.first <= one.last


def _within(inner: Mention, outer: Mention) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _covers(other: Mention, one: Mention) -> bool:
    """Return whether ``other`` makes ``one`` void: a longer name around it, or the base's own name for it."""
    if not _within(one, other):
        return False
    longer = other.last - other.first > one.last - one.first
    return longer or (other.known and not one.known)
