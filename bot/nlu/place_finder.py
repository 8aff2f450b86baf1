"""Finds places in a message: those of the gazetteer and of the datasets, also where one is mistyped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.nlu.lexicon import Lexicon
from bot.nlu.spelling.english import english_words
from bot.nlu.spelling.word_index import similar_words, word_index
from bot.nlu.title_finder import HasText, TitleFinder
from knowledge.terms import normalise

_LONGEST_PLACE = 4  # words of a place's name
_SHORTEST_PLACE = 4  # letters of a place's name that stands beside an occupation without a preposition
_FEWEST_LETTERS = 6  # of a place's name in which a typing error is looked for
_BEHIND_AN_IDIOM = frozenset({"to"})  # "that is Greek to me"
_FRAGMENT = 5  # words of a message that may have no preposition


class PlaceSpan(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) name a place; ``name``: as typed, or spelled correctly."""

    first: int
    last: int
    name: str


class PlaceFinder:
    """Looks up runs of words, the longest first."""

    def __init__(self, areas: frozenset[str], lexicon: Lexicon, titles: TitleFinder) -> None:
        """Take the places of the datasets in normal form."""
        self._areas = areas
        self.known = areas | lexicon.places
        self._lexicon = lexicon
        self._titles = titles
        self._index = word_index(((name, 1) for name in areas if len(name) >= _FEWEST_LETTERS), 1)

    def find(self, words: Sequence[HasText], beside: Collection[int]) -> list[PlaceSpan]:
        """Return the places from left to right; they may overlap.

        Args:
            words: the words of a message.
            beside: where words stand right before or after an occupation.
        """
        found: list[PlaceSpan] = []
        for place in range(len(words)):
            for length in range(_LONGEST_PLACE, 0, -1):
                span = words[place : place + length]
                name = " ".join(word.text for word in span)
                if len(span) == length and (
                    self._is_place(name, words, place)
                    or ({place, place + length - 1} & set(beside) and self._is_unmistakable(name))
                ):
                    typed = " ".join(word.typed for word in span)
                    value = typed if normalise(typed) == name else name  # "Saettle" is Seattle
                    found.append(PlaceSpan(place, place + length - 1, value))
                    break
            else:
                found += self._mistyped_place(words, place)
        return found

    def _mistyped_place(self, words: Sequence[HasText], place: int) -> list[PlaceSpan]:
        """Return the place of the datasets that stands mistyped in a message: "in Pueto Rico"."""
        stands = place and words[place - 1].text in self._lexicon.place_prepositions
        if not stands and not (place and words[place].typed[:1].isupper()):
            return []
        for length in (2, 1):
            span = words[place : place + length]
            typed = [normalise(word.typed) for word in span]  # the speller may have taken it for another
            name = " ".join(typed)
            known = name in self._lexicon.places or all(word in english_words() for word in typed)
            if len(span) < length or len(name) < _FEWEST_LETTERS or known or self._titles.is_title(name):
                continue
            if meant := similar_words(self._index, name, 1):
                return [PlaceSpan(place, place + length - 1, min(meant))]
        return []

    def _is_place(self, name: str, words: Sequence[HasText], place: int) -> bool:
        if name in self._lexicon.demonyms:
            behind = [word.text for word in words[place + 1 : place + 2]]
            return not set(behind) & _BEHIND_AN_IDIOM
        if name not in self.known:
            return False
        if len(name) == 2:  # of a state, as a rule a word as well: "OR", "IN", "ME"
            return words[place].typed.isupper() and self._stands_as_state(words, place)
        if " " in name or (name in self._lexicon.countries and name not in self._lexicon.only_in_capitals):
            return True  # "new york" is no turn of phrase
        before = words[place - 1].text if place else ""
        if before == "the" and place > 1:
            before = words[place - 2].text
        everyday = name in english_words() and name not in self._lexicon.short_places
        if everyday and not words[place].typed[:1].isupper():
            ordinary = name in self._lexicon.ordinary_places  # "without any college"
            closes_fragment = place == len(words) - 1 and 1 < len(words) <= _FRAGMENT and not ordinary
            return (before in ("in", "from", "around", "near") or closes_fragment) and len(
                name
            ) > 4  # "salary berlin"
        return (
            before in self._lexicon.place_prepositions or words[place].typed[:1].isupper() or len(words) <= 4
        )

    def _is_unmistakable(self, name: str) -> bool:
        """Return whether a name beside an occupation is that of a place: "hawaii dental assistant"."""
        return (
            name in self.known and len(name) >= _SHORTEST_PLACE and name not in self._lexicon.ordinary_places
        )

    def _stands_as_state(self, words: Sequence[HasText], place: int) -> bool:
        """Return whether two capitals stand as the abbreviation of a state does: "in OR", "Portland OR"."""
        if all(word.typed.isupper() for word in words):
            return False
        everyday = words[place].text in english_words() or words[place].text in self._lexicon.ordinary_places
        if place == 0:
            return not everyday  # "AZ dental hygienists"
        before = words[place - 1]
        if not everyday or before.text in self._lexicon.place_prepositions:
            return True
        return before.typed[:1].isupper() or before.text in self._areas
