"""The bounds of work that a message tells: the most school, the least pay, the least growth.

A part of a sentence that may tell one is looked up among described examples (``bounds.yml``) by the sentence
encoder, with one name for all levels of school and one for all amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from actions.about_you.amounts import amounts_in
from actions.about_you.details import HIGH_SCHOOL, NO_DIPLOMA, SOME_COLLEGE, is_title, without_pupils_school
from actions.about_you.patterns import pattern, phrases_of
from actions.about_you.told import MESSAGES_KEPT, Told
from actions.person import Person, added, without
from actions.thresholds import BOUND_IS_NEAR, SURELY_A_BOUND
from knowledge.encoder import load_encoder
from knowledge.queries.occupation_wishes import BELOW_ASSOCIATE, DEGREE, GROWTH, NO_DEGREE, STEADY

FILE = Path(__file__).with_name("bounds.yml")
_LEVEL, _PAY, _PERCENT = "bachelors", "50k", "5 percent"  # what stands for each in the examples
_PARTS = re.compile(r"[.,;:!?()\n]+(?!\d)\s*|\s[-–]\s|\b(?:but|because|cause|and(?! \$?\d))\b")
_RATE = re.compile(r"(?P<rate>\d+(?:\.\d+)?) ?(?:%|percent|per cent)")
# Without one of these a bare number is no pay: "I'm 45".
_OF_PAY = re.compile(
    r"\b(?:pay\w*|paid|earn\w*|mak(?:e|es|ing)|below|under|less|lower|above|over|more|least|minimum|min|match)\b"
)
# Words of which one is in every part that may tell a bound.
_MAY_TELL = {
    "schooling": re.compile(
        r"\b(?:school\w*|colleges?|uni(?:versity)?|degrees?|diplomas?|ged|stud(?:y|ying|ied)|class(?:es|rooms?)|exams?|"
        r"educat\w+|papers?|qualifications?|certificates?|training|retrain\w*|student|loans|debt)\b"
    ),
    "pay_of_now": re.compile(r"\b(?:pay\w*|paid|earn\w*|make|making|money|cut|lower|less|below|minimum)\b"),
    "growth": re.compile(
        r"\b(?:grow\w*|shrink\w*|declin\w*|dying|dead|die|future|demand|automat\w+|robots|vanish|disappear|gone|"
        r"average|outlook|market|around|boom\w*)\b"
    ),
}
_REACHES = ((8, 6), (5, 3), (3, 6))  # words before and behind what is looked up


@dataclass(frozen=True)
class _Said:
    """What a part of a sentence says: a meaning of one kind, and the level, amount or rate that it names."""

    kind: str
    meaning: str
    value: float = 0.0
    generic: bool = False  # whether it names a degree of no level
    nearness: float = 1.0  # to the example


@dataclass(frozen=True)
class _Asked:
    """A part of a sentence that may tell a bound, in several windows."""

    kind: str
    windows: tuple[str, ...]
    value: float = 0.0
    generic: bool = False


def with_bounds(told: Told, person: Person, before: Person) -> Person:
    """Return a person with the bounds of work that a message tells.

    Args:
        told: the message.
        person: after it, by all other ways of reading.
        before: ahead of it.
    """
    said = _said_in(told)
    person = _with_school(said, person, before)
    return _with_growth(said, _with_pay(said, person, before), before)


def pay_now(told: Told) -> float | None:
    """Return what somebody says to earn a year, None where they do not say it: "I get 21 an hour"."""
    now = (one.value for one in _said_in(told) if one.kind == "pay" and one.meaning == "now")
    return next(now, None)


def least_growth(told: Told) -> float | None:
    """Return the least growth in percent that a message wants, None where it wants none."""
    return next(
        (one.value for one in _said_in(told) if one.kind == "growth" and one.meaning == "least"), None
    )


@lru_cache(MESSAGES_KEPT)
def _said_in(told: Told) -> tuple[_Said, ...]:
    clauses = (told.as_typed(one.text) for one in told.clauses() if one.own)
    return tuple(_said([part for clause in clauses for part in _asked(clause)]))


def _with_school(said: Sequence[_Said], person: Person, before: Person) -> Person:
    levels: dict[str, list[int]] = {}
    for one in (one for one in said if one.kind == "school" and not one.generic):
        levels.setdefault(one.meaning, []).append(int(one.value))
    lower = [one - 1 for one in levels.get("below", []) if one not in (SOME_COLLEGE, BELOW_ASSOCIATE)]
    lacking = [one - 1 for one in levels.get("lacking", []) if one > BELOW_ASSOCIATE]
    coming, held, most = levels.get("coming", []), levels.get("held", []), levels.get("most", [])
    not_held = [one + 1 for one in (*lower, *lacking)] + [one for one in most if one not in held]
    if person.education != before.education and (person.education in not_held or (held and lacking)):
        person = replace(person, education=max(held, default=before.education))
    if coming:
        known = max((one for one in held), default=-1)
        person = replace(person, education=max(*coming, known), studying=True)
    elif person.education != before.education:
        person = replace(person, studying=False)
    if lacking and person.education is None:
        lower += lacking
    if bounds := [*most, *lower]:
        return replace(person, most_school=min(bounds), refuses=without(person.refuses, DEGREE))
    return _with_schooling(said, levels, person, before)


def _with_schooling(
    said: Sequence[_Said], levels: dict[str, list[int]], person: Person, before: Person
) -> Person:
    meanings = {one.meaning for one in said if one.kind == "schooling"}
    generic = {one.meaning for one in said if one.kind == "school" and one.generic}
    held = levels.get("held", ())
    if "no_diploma" in meanings and not held:
        return replace(person, most_school=NO_DIPLOMA)
    if person.most_school is not None and person.most_school != before.most_school:
        return person
    if "stop" in meanings:
        return replace(person, refuses=added(person.refuses, [DEGREE]), most_school=None)
    held_none = person.education == HIGH_SCHOOL != before.education  # "No college." tells what they have
    if ("no_degree" in meanings or "below" in generic) and not (held_none or DEGREE in person.refuses):
        return replace(person, wants=added(person.wants, [NO_DEGREE]))
    return person


def _with_pay(said: Sequence[_Said], person: Person, before: Person) -> Person:
    least = [one.value for one in said if one.kind == "pay" and one.meaning == "least"]
    now = [one.value for one in said if one.kind == "pay" and one.meaning == "now"]
    if least:
        return replace(person, pay=least[0])
    if now and any(one.kind == "pay_of_now" and one.meaning == "same" for one in said):
        return replace(person, pay=now[0])
    surely = [one.value for one in said if one.meaning == "now" and one.nearness >= SURELY_A_BOUND]
    return replace(person, pay=before.pay) if person.pay in surely else person


def _with_growth(said: Sequence[_Said], person: Person, before: Person) -> Person:
    found = [one for one in said if one.kind == "growth"]
    meanings = {one.meaning for one in found}
    if rates := [one.value for one in found if one.meaning == "least"]:
        return replace(person, growth=max(rates), wants=without(person.wants, GROWTH))
    if "growing" in meanings and person.growth is None:
        return replace(person, wants=added(person.wants, [GROWTH]))
    if "steady" in meanings:  # which asks for less than what they wanted before
        new = [one for one in person.wants if one != GROWTH or GROWTH not in before.wants]
        wants = tuple(new) if GROWTH in new else added(tuple(new), [STEADY])
        return replace(person, wants=wants, growth=None)
    if meanings == {"neither"} and GROWTH not in before.wants:  # "I like growing vegetables"
        return replace(person, wants=without(person.wants, GROWTH))
    return person


def _asked(clause: str) -> Iterator[_Asked]:
    """Yield the parts of a clause that may tell a bound."""
    for part in _PARTS.split(clause.replace("-", " ")):
        levels = list(_levels_asked(part))
        yield from levels
        of_level = any(not one.generic for one in levels)
        of_pay = _OF_PAY.search(part) is not None
        for amount in (one for one in amounts_in(part) if one.sure or of_pay):
            if pattern("pay_is_offered").search(part) or pattern("pay_is_remarked").match(part[amount.end :]):
                continue
            yield _Asked("pay", _windows(part, amount.start, amount.end, _PAY), amount.year)
        text, rates = part, list(_RATE.finditer(part))
        if rates:
            text = _RATE.sub(_PERCENT, part)
        for kind, words in _MAY_TELL.items():
            if (found := words.search(text)) and not (of_level and kind == "schooling"):
                value = float(rates[0]["rate"]) if rates else 0.0
                windows = (text.strip(), *_windows(text, found.start(), found.end(), found[0]))
                yield _Asked(kind, windows, value)


def _levels_asked(part: str) -> Iterator[_Asked]:
    names = (*phrases_of("years_of_school"), *phrases_of("education"))
    part = without_pupils_school(part)
    named = [(one, int(level)) for level, phrases in names for one in phrases.finditer(part)]
    found = [one for one in named if not any(_is_within(one[0], other) for other, _level in named)]
    for one, level in found:
        others = [(other.start(), other.end()) for other, _level in found]
        begins = max((end for _start, end in others if end <= one.start()), default=0)
        ends = min((start for start, _end in others if start >= one.end()), default=len(part))
        if level != NO_DIPLOMA and not is_title(one, part):
            generic = one[0].split()[0] in ("a", "college", "university", "degree") and "degree" in one[0]
            windows = _windows(part[begins:ends], one.start() - begins, one.end() - begins, _LEVEL)
            yield _Asked("school", windows, level, generic)


def _is_within(one: re.Match[str], other: re.Match[str]) -> bool:
    shorter = one.end() - one.start() < other.end() - other.start()
    return shorter and other.start() <= one.start() and one.end() <= other.end()


def _windows(part: str, start: int, end: int, stands_for: str) -> tuple[str, ...]:
    """Return a part around what it names, with more and fewer words; what stands for that is in its place."""
    before, behind = part[:start].split(), part[end:].split()
    return tuple(
        " ".join((*before[len(before) - min(first, len(before)) :], stands_for, *behind[:last]))
        for first, last in _REACHES
    )


def _said(asked: Sequence[_Asked]) -> list[_Said]:
    """Return what parts of sentences say, by the examples to which they are nearest."""
    texts = list(dict.fromkeys(text for one in asked for text in one.windows))
    if not texts:
        return []
    vectors = dict(zip(texts, load_encoder().encode(texts), strict=True))
    found = []
    for one in asked:
        meanings, examples = _examples(one.kind)
        near = np.array([examples @ vectors[text] for text in one.windows])
        _window, best = np.unravel_index(int(near.argmax()), near.shape)
        if near.max() >= BOUND_IS_NEAR:
            unrated = one.kind == "growth" and meanings[best] == "least" and not one.value
            meaning = "growing" if unrated else meanings[best]
            found.append(_Said(one.kind, meaning, one.value, one.generic, float(near.max())))
    return found


@cache
def _examples(kind: str) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    found = [(meaning, one) for meaning, texts in _tree()[kind].items() for one in texts]
    meanings = tuple(meaning for meaning, _text in found)
    return meanings, load_encoder().encode([text for _meaning, text in found])


@cache
def _tree() -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return read
