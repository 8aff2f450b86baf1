"""Finds what people say to do for a living: "I drive a semi", "those who flip burgers"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.nlu.lexicon import Lexicon
from bot.nlu.title_finder import HasText
from knowledge.work_forms import SMALL_WORDS, Form, object_form, verb_forms

_LONGEST = 9  # words of a phrase
_REACH = 5  # words before a verb that say whether somebody does it


class WorkSpan(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) say what is done; ``work``: in the form that is compared."""

    first: int
    last: int
    work: str


class WorkFinder:
    """Looks up verb phrases, the longest first, where the words before them say that somebody does them."""

    def __init__(self, work: Iterable[str], lexicon: Lexicon) -> None:
        """Take what people say to do in the form in which it is compared."""
        self._lexicon = lexicon
        self._by_verb: dict[str, set[str]] = {}
        for phrase in work:
            self._by_verb.setdefault(phrase.partition(" ")[0], set()).add(phrase)
        self._forms: Mapping[str, list[tuple[str, Form]]] = _forms(self._by_verb)

    def find(self, words: Sequence[HasText]) -> list[WorkSpan]:
        """Return what is done from left to right; none overlap."""
        found: list[WorkSpan] = []
        for place in range(len(words)):
            if found and place <= found[-1].last:
                continue
            if span := next(self._at(words, place), None):
                found.append(span)
        return found

    def _at(self, words: Sequence[HasText], place: int) -> Iterator[WorkSpan]:
        for verb, form in self._forms.get(words[place].text, ()):
            if self._is_done(words, place, form) and (longest := self._longest(words, place, verb)):
                yield longest

    def _longest(self, words: Sequence[HasText], place: int, verb: str) -> WorkSpan | None:
        """Return the longest phrase of a verb that begins at a place."""
        known, said, longest = self._by_verb[verb], [verb], None
        for at in range(place + 1, min(place + _LONGEST, len(words))):
            if words[at].start - words[at - 1].end > 1:
                break  # a punctuation mark
            if words[at].text in SMALL_WORDS:
                continue
            said.append(object_form(words[at].text))
            if " ".join(said) in known:
                longest = WorkSpan(place, at, " ".join(said))
        if longest is None and verb in known and self._goes_alone(words, place):
            longest = WorkSpan(place, place, verb)
        return longest

    def _goes_alone(self, words: Sequence[HasText], place: int) -> bool:
        """Return whether a verb without an object is all that is said: "I weld for a living", "I bartend"."""
        if place + 1 == len(words) or words[place + 1].start - words[place].end > 1:
            return True
        after = words[place + 1].text
        return after.isdigit() or after in self._lexicon.behind_work

    def _is_done(self, words: Sequence[HasText], place: int, form: Form) -> bool:
        """Return whether the words before a verb say that somebody does it, or aims at doing it."""
        lexicon = self._lexicon
        before = [word.text for word in words[max(0, place - _REACH) : place]]
        while before and before[-1] in lexicon.work_adverbs:
            before.pop()
        if not before:
            return form is not Form.BASE
        if form is Form.BASE:
            return self._is_done_in_base_form(before, words)
        if form is Form.PARTICIPLE:
            return before[-1] not in lexicon.articles
        return before[-1] not in lexicon.no_subjects_of_work

    def _is_done_in_base_form(self, before: Sequence[str], words: Sequence[HasText]) -> bool:
        lexicon = self._lexicon
        earlier = before[-2] if before[1:] else ""
        if before[-1] == "to":
            asked = any(word.text in lexicon.asks_what_is_needed for word in words)
            return earlier in lexicon.aims_before_work or (asked and earlier in lexicon.needs_before_work)
        subject = earlier if before[-1] in lexicon.auxiliaries_of_work else before[-1]
        return subject in lexicon.subjects_of_work


def _forms(by_verb: Iterable[str]) -> dict[str, list[tuple[str, Form]]]:
    found: dict[str, list[tuple[str, Form]]] = {}
    for verb in by_verb:
        for spelling, form in verb_forms(verb):
            found.setdefault(spelling, []).append((verb, form))
    return found
