"""The skill by which a search ranks or narrows occupations: "jobs with the least math"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.questions.cues import ranks
from knowledge.terms import normalise

_FILE = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class RankedSkill:
    """A skill by O*NET's name, whether little of it is wanted, and whether it is what is ordered by."""

    element: str
    little: bool
    orders: bool = field(default=False, compare=False)


def skills_in(text: str) -> tuple[RankedSkill, ...]:
    """Return the skills of which a text wants much or little, those of which it wants much first.

    One that is only named ("with maths") counts as wanted.
    """
    words = normalise(text)
    found: dict[str, RankedSkill] = {}
    for element, little, pattern in _patterns():
        if element not in found and (said := pattern.search(words)):
            found[element] = RankedSkill(element, little, ranks(said[0]))
            words = f"{words[: said.start()]} ; {words[said.end() :]}"
    return tuple(sorted(found.values(), key=lambda one: one.little))


def without_skills(text: str) -> str:
    """Return a text in normal form without what it says of skills: "people skills" count nobody."""
    words = normalise(text)
    for _element, _little, pattern in _patterns():
        words = pattern.sub(" ; ", words)
    return words


def ranked_skill(text: str) -> RankedSkill | None:
    """Return the skill of which a text wants most or least; None where it names none so."""
    return next(iter(skills_in(text)), None)


def skill_named(text: str) -> str | None:
    """Return the skill, by O*NET's name, that a text names."""
    words = f" {normalise(text)} "
    names = _told()["skills"].items()
    return next((one for one, said in names if any(f" {name} " in words for name in said)), None)


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return told


@cache
def _patterns() -> list[tuple[str, bool, re.Pattern[str]]]:
    """Return (skill, whether little of it is wanted, how both are said), "not much" before "much"."""
    told = _told()
    between = rf"(?:(?:{_one_of(told['between'])}) )*"
    told_by = [
        (True, rf"\b(?:{_one_of(told['little'])}) {between}(?:{{}})\b"),
        (True, rf"\b(?:{{}}) (?:is |are )?(?:{_one_of(told['little_behind'])})\b"),
        (False, rf"\b(?:{_one_of(told['much'])}) {between}(?:{{}})\b"),
        (False, rf"\b(?:{{}}) (?:is |are )?(?:{_one_of(told['much_behind'])})\b"),
        (False, rf"\b(?:{_one_of(told['with'])}) (?:{{}})(?! (?:jobs|teachers?|majors?|degrees?))\b"),
    ]
    return [
        (element, little, re.compile(form.format(_one_of(names))))
        for little, form in told_by
        for element, names in told["skills"].items()
    ]


def _one_of(phrases: list[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
