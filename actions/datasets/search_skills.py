"""The skill by which a search ranks or narrows occupations: "jobs with the least math"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.terms import normalise

_FILE = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class RankedSkill:
    """A skill by O*NET's name, and whether little of it is wanted."""

    element: str
    little: bool


def ranked_skill(text: str) -> RankedSkill | None:
    """Return the skill of which a text wants most or least; None where it names none so."""
    words = normalise(text)
    for element, little, pattern in _patterns():
        if pattern.search(words):
            return RankedSkill(element, little)
    return None


def skill_named(text: str) -> str | None:
    """Return the skill, by O*NET's name, that a text names."""
    words = f" {normalise(text)} "
    names: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))["skills"]
    return next((one for one, said in names.items() if any(f" {name} " in words for name in said)), None)


@cache
def _patterns() -> list[tuple[str, bool, re.Pattern[str]]]:
    """Return (skill, whether little of it is wanted, how both are said), "not much" before "much"."""
    told: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    between = rf"(?:(?:{_one_of(told['between'])}) )*"
    return [
        (
            element,
            degree == "little",
            re.compile(rf"\b(?:{_one_of(told[degree])}) {between}(?:{_one_of(names)})\b"),
        )
        for degree in ("little", "much")
        for element, names in told["skills"].items()
    ]


def _one_of(phrases: list[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
