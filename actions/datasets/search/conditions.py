"""What a text says of the attributes that occupations are searched by: "no big training", "badly paid"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

from knowledge.terms import normalise

_FILE = Path(__file__).with_suffix(".yml")
_REACH = 5  # words between an attribute and what says how much of it
_CLAUSES = re.compile(r"[,;:.!?()]+(?:\s+|$)")
Degree = Literal["most", "least", "more", "less", "much", "long", "little", "none", "not_long", "bare"]
# What is left of a degree that is denied: "no big training" is little, "not badly paid" is much.
_DENIED: dict[str, Degree] = {
    "much": "little",
    "most": "little",
    "long": "not_long",
    "little": "much",
    "least": "much",
    "none": "none",
    "more": "little",
    "less": "much",
}
SUPERLATIVE = frozenset({"most", "least"})
_BEHIND = frozenset({"most", "least", "more", "less", "much", "long", "little"})  # "pays badly"


@dataclass(frozen=True)
class Condition:
    """How much of an attribute is wanted; ``bare``: the attribute is named and nothing is said of it."""

    attribute: str
    degree: Degree
    start: int  # of its words in the text, in normal form
    end: int


def conditions_in(text: str) -> list[Condition]:
    """Return what a text says of pay, growth, openings, employment, school, training and experience."""
    words, ends = _words_of(text)
    found: list[Condition] = list(_told_whole(words))
    taken = {place for one in found for place in range(one.start, one.end)}
    place = 0
    while place < len(words):
        named = _attribute_at(words, place)
        if named is None or place in taken:
            place += 1
            continue
        attribute, end = named
        found.append(_condition(words, attribute, place, end, taken, ends))
        taken |= set(range(found[-1].start, found[-1].end))
        place = end
    return sorted(found, key=lambda one: one.start)


def without_conditions(text: str, attributes: frozenset[str]) -> str:
    """Return a text in normal form without what it says of some attributes."""
    words, _ends = _words_of(text)
    cut = {
        place
        for one in conditions_in(text)
        if one.attribute in attributes
        for place in range(one.start, one.end)
    }
    return " ".join(word for place, word in enumerate(words) if place not in cut)


def kinds_of_training(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places in TRAINING of the kinds that a text wants, and of those that it does not."""
    words = normalise(text).split()
    wanted: list[int] = []
    denied: list[int] = []
    for kind, names in _tree()["kinds_of_training"].items():
        places = [place for name in names for place in _places(words, normalise(str(name)).split())]
        if places:
            before = words[max(0, places[0] - _REACH) : places[0]]
            (denied if _is_denied(before) else wanted).append(int(kind))
    return tuple(wanted), tuple(denied)


def taken_back(text: str) -> tuple[str, ...]:
    """Return of which attributes a text takes back what was said: "forget the pay"."""
    words = f" {normalise(text)} "
    verbs = "|".join(re.escape(one) for one in sorted(_words("takes_back"), key=len, reverse=True))
    return tuple(
        name
        for name, nouns in _tree()["taken_back"].items()
        if re.search(
            rf" (?:{verbs}) (?:(?:the|my|that|all|what|about|how much) )*"
            rf"(?:{'|'.join(re.escape(normalise(one)) for one in nouns)})"
            rf"(?: (?:{'|'.join(_words('behind_taken_back'))}))* $",
            words,
        )
    )


def says(what: str, text: str) -> bool:
    """Return whether a text holds a phrase of a list: ``turns_round``, ``starts_over``."""
    words = f" {normalise(text)} "
    return any(f" {one} " in words for one in _words(what))


def without(what: str, text: str) -> str:
    """Return a text in normal form without the phrases of a list."""
    words = f" {normalise(text)} "
    for one in sorted(_words(what), key=len, reverse=True):
        words = words.replace(f" {one} ", " ")
    return words.strip()


def lines_in_force(text: str) -> str:
    """Return the lines of a search that count: those from the last on that starts over."""
    lines = text.splitlines()
    starts = [place for place, line in enumerate(lines) if place and says("starts_over", line)]
    return "\n".join(
        [without("starts_over", lines[starts[-1]]), *lines[starts[-1] + 1 :]] if starts else lines
    )


def _words_of(text: str) -> tuple[list[str], set[int]]:
    """Return the words of a text in normal form, and the places before which a clause ends."""
    words: list[str] = []
    ends: set[int] = set()
    for clause in _CLAUSES.split(text):
        words += normalise(clause).split()
        ends.add(len(words))
    return words, ends


def _told_whole(words: list[str]) -> Iterator[Condition]:
    for attribute, degrees in _tree()["whole"].items():
        for degree, phrases in degrees.items():
            for phrase in phrases:
                parts = normalise(phrase).split()
                for place in _places(words, parts)[:1]:
                    yield Condition(attribute, degree, place, place + len(parts))


def _condition(
    words: list[str], attribute: str, start: int, end: int, taken: set[int], ends: set[int]
) -> Condition:
    """Return how much of an attribute is wanted: by the words before it, else by those behind."""
    degree, first = _degree_before(words, start, taken, ends)
    if degree == "none":  # "no training that takes long"
        behind, last = _degree_behind(words, end, taken, ends)
        if behind:
            return Condition(attribute, _DENIED.get(behind, behind), first, last)
    if degree is None:
        behind, last = _degree_behind(words, end, taken, ends)
        if behind:
            return Condition(attribute, behind, start, last)
    return Condition(attribute, degree or "bare", first, end)


def _degree_before(
    words: list[str], start: int, taken: set[int], ends: set[int]
) -> tuple[Degree | None, int]:
    found: Degree | None = None
    first = start
    for place in range(start - 1, max(-1, start - 1 - _REACH), -1):
        word = words[place]
        if place in taken or place + 1 in ends or _is_bound(words, place):
            break
        degree = _degree_of(word)
        if found and word in _words("denies"):
            interjects = found in SUPERLATIVE or words[place + 1 : place + 2] == ["the"]
            return (found, first) if interjects else (_DENIED.get(found, found), place)  # "no, the lowest"
        if degree and degree != "none" and found is None:
            found, first = degree, place
        elif word in _words("denies") and found is None:
            return "none", place
        elif degree is None and word not in _words("between"):
            break
    return found, first


def _degree_behind(words: list[str], end: int, taken: set[int], ends: set[int]) -> tuple[Degree | None, int]:
    denied = False
    for place in range(end, min(len(words), end + _REACH)):
        if place in taken or place in ends or words[place] == "at" or _is_bound(words, place):
            break
        degree = _degree_of(words[place])
        if degree in _BEHIND:
            followed = _attribute_at(words, place + 1)
            if followed or words[place + 1 : place + 2] == ["of"]:
                return None, end  # "pay and lots of growth" says nothing of the pay
            return (_DENIED.get(str(degree), degree) if denied else degree), place + 1
        if words[place] in _words("denies"):
            denied = True
        elif words[place] not in _words("between"):
            break
    return None, end


def _is_bound(words: list[str], place: int) -> bool:
    """Return whether a word is of an amount: "at least 5%", "more than 50k", but not "more than a baker"."""
    if words[max(0, place - 1) : place] == ["at"]:
        return True
    following = words[place + 1 : place + 3]
    return following[:1] == ["than"] and following[1:] not in (["a"], ["an"])


def _is_denied(before: list[str]) -> bool:
    for word in before[::-1]:
        if word in _words("denies") or word in _words("takes_out"):
            return True
        if word not in _words("between") and word not in ("or", "want", "need", "stuff", "with", "anything"):
            return False
    return False


def _degree_of(word: str) -> Degree | None:
    return _degrees().get(word)


def _attribute_at(words: list[str], place: int) -> tuple[str, int] | None:
    """Return the attribute that is named at a place, and where its longest name ends."""
    for length in range(4, 0, -1):
        name = " ".join(words[place : place + length])
        if len(name.split()) == length and (attribute := _attributes().get(name)):
            return attribute, place + length
    return None


def _places(words: list[str], phrase: list[str]) -> list[int]:
    length = len(phrase)
    return [place for place in range(len(words) - length + 1) if words[place : place + length] == phrase]


@cache
def _attributes() -> dict[str, str]:
    return {normalise(str(one)): name for name, words in _tree()["attributes"].items() for one in words}


@cache
def _degrees() -> dict[str, Degree]:
    return {normalise(str(one)): name for name, words in _tree()["degrees"].items() for one in words}


@cache
def _words(name: str) -> frozenset[str]:
    if name == "takes_out":
        name = "takes_back"
    return frozenset(normalise(str(one)) for one in _tree()[name])


@cache
def _tree() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(_FILE.read_text("utf-8"))
    return tree
