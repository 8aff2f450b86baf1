"""Which levels of education a search names: by a degree, by what is not needed, or by years of school."""

from __future__ import annotations

import re
from functools import cache

from actions.questions.cues import contains, phrases, without_phrases
from actions.questions.school_years import level_of_years
from knowledge.queries.occupation_search import EDUCATION
from knowledge.terms import normalise

BELOW_ASSOCIATE = (0, 1, 2, 3)
HIGH_SCHOOL = (0, 1)
BELOW_DOCTORATE = (0, 1, 2, 3, 4, 5, 6)
BELOW_MASTER = (0, 1, 2, 3, 4, 5)
ANY_DEGREE = (4, 5, 6, 7)
# By the cue, the places in EDUCATION; the first that a message contains counts.
_LEVELS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("has_some_college", (0, 1, 2)),  # who has it may do what takes less
    ("search_some_college", (2,)),
    ("search_no_doctorate", BELOW_DOCTORATE),
    ("search_no_degree", BELOW_ASSOCIATE),
    ("search_no_diploma", (0,)),
    ("search_least_school", HIGH_SCHOOL),  # a filter and no order: in some fields none do with less
    ("search_high_school", HIGH_SCHOOL),
    ("search_certificate", (3,)),
    ("search_associate", (4,)),
    ("search_bachelor", (5,)),
    ("search_master", (6,)),
    ("search_doctorate", (7,)),
    ("search_degree", ANY_DEGREE),
)
# What is left where a level is not needed, by the cue that names it.
_DENIED: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("names_a_diploma", (0,)),
    ("names_a_college_degree", BELOW_ASSOCIATE),
    ("names_a_masters", BELOW_MASTER),
)
_NEGATIVE = (BELOW_ASSOCIATE, BELOW_MASTER, BELOW_DOCTORATE)  # levels that are told by what is not needed


def education_of(text: str) -> tuple[int, ...]:
    """Return the levels of education that a text names: the first of the list, or both sides of an "or"."""
    if years := level_of_years(text):
        return years
    denied, text = denied_levels(text)
    found: list[tuple[int, ...]] = [denied] if denied else []
    before = text
    for cue, levels in _LEVELS:
        if contains(cue, text):
            found.append(levels)
            text = without_phrases(cue, text)  # "no college degree" names no bachelor's
    found = [one for one in found if one not in _NEGATIVE] or found  # "a 2 year degree, no bachelor's"
    if len(found) == 1 and len(found[0]) == 1 and (bounded := _bounded(found[0][0], before)):
        return bounded
    joins = len(found) > 1 and contains("search_either", text)
    return tuple(sorted({place for levels in found for place in levels})) if joins else (found or [()])[0]


def denied_levels(text: str) -> tuple[tuple[int, ...], str]:
    """Return the levels that are left where a text says that one is not needed, and the text without that.

    "That you don't need a college degree for", "without even a diploma", "degree not required".
    """
    words = normalise(text)
    for cue, levels in _DENIED:
        if found := _denial_of(cue).search(words):
            return levels, f"{words[: found.start()]} {words[found.end() :]}".strip()
    return (), text


@cache
def _denial_of(cue: str) -> re.Pattern[str]:
    """Return the pattern of what says that the school a cue names is not needed."""
    named, denies, between, behind = (
        "|".join(sorted(map(re.escape, phrases(name)), key=len, reverse=True))
        for name in (cue, "denies_school", "between_denied_school", "behind_denied_school")
    )
    return re.compile(rf"\b(?:(?:{denies})(?: (?:{between}))* (?:{named})|(?:{named}) (?:{behind}))\b")


def _bounded(level: int, text: str) -> tuple[int, ...]:
    """Return the levels up to one or from one on: "less than a bachelor's", "a master's or higher"."""
    if contains("school_below", text):
        return tuple(range(level))
    if contains("school_up_to", text):
        return tuple(range(level + 1))
    return tuple(range(level, len(EDUCATION))) if contains("school_from_on", text) else ()
