"""Kinds of technologies, as people name them: "which operating systems do they use?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from actions.questions.cues import phrases_in
from knowledge.dataset_records import Technology
from knowledge.terms import normalise

_FILE = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class TechnologyKind:
    """A kind of technologies: its name in an answer, and O*NET's categories or names that make it up."""

    name: str
    words: frozenset[str]
    categories: frozenset[str]
    names: frozenset[str]

    def among(self, used: Sequence[Technology]) -> list[Technology]:
        """Return those of the kind, without what is only called like it ("Spreadsheet software")."""
        generic = {normalise(category) for category in self.categories} | self.words
        return [
            one
            for one in used
            if (one.category in self.categories or one.name in self.names)
            and normalise(one.name) not in generic
        ]


def named_kind(text: str) -> TechnologyKind | None:
    """Return the kind that a text names, the longest name first; None where it names none."""
    named = [(max(map(len, found)), kind) for kind in kinds() if (found := phrases_in(text, kind.words))]
    return max(named, key=lambda one: one[0])[1] if named else None


@cache
def kinds() -> tuple[TechnologyKind, ...]:
    """Return all kinds that people are known to name."""
    return tuple(
        TechnologyKind(
            entry["name"],
            frozenset(normalise(word) for word in entry["words"]),
            frozenset(entry.get("categories", ())),
            frozenset(entry.get("names", ())),
        )
        for entry in yaml.safe_load(_FILE.read_text("utf-8"))
    )
