"""Questions about the machine learning engineer, about any occupation, and over all of them."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from bench.turns.enlarged import WORDS
from knowledge.datasets.tables import FOLDER, read_table

FILE = Path(__file__).with_name("occupations.yml")
SEED = 20
MOST_TRIES = 100  # to draw a question over all that was not asked yet
PICKED = ("state", "field", "level", "technology", "amount", "percent", "near")


class Called(NamedTuple):
    """What an occupation is called."""

    name: str
    plural: str

    def beginning(self, word: str) -> Called:
        """Return the names of its copy in an enlarged knowledge base; without a word they are its own."""
        return Called(f"{word} {self.name}".strip(), f"{word} {self.plural}".strip())


FEATURED = Called("machine learning engineer", "machine learning engineers")


class Round(NamedTuple):
    """What is asked next: one question about three occupations, the last a copy, and one over all."""

    featured: str
    any: str
    any_copied: str
    over_all: str


@cache
def occupations() -> tuple[Called, ...]:
    """Return all occupations of the tables that the project carries, by code."""
    return tuple(Called(row["name"], row["plural"]) for row in read_table(FOLDER / "names.tsv"))


def rounds(count: int, seed: int = SEED) -> list[Round]:
    """Return so many rounds, the same for a seed; no occupation and no question over all comes twice.

    Of the copies nine in ten bear an invented name, as nine in ten occupations of an enlarged base do.

    Raises:
        ValueError: there are not so many occupations, or questions over all.
    """
    chance = random.Random(seed)
    forms = _lists()
    drawn = chance.sample(occupations(), count)
    asked: dict[str, None] = {}
    found = []
    for number, called in enumerate(drawn):
        picked = _picked(chance)
        form = forms["about"][number % len(forms["about"])]
        copied = called.beginning(("", *WORDS)[chance.randrange(len(WORDS) + 1)])
        over_all = _unasked(chance, forms["over_all"][number % len(forms["over_all"])], asked)
        asked[over_all] = None
        about = [form.format(**one._asdict(), **picked) for one in (FEATURED, called, copied)]
        found.append(Round(about[0], about[1], about[2], over_all))
    return found


def _unasked(chance: random.Random, form: str, asked: dict[str, None]) -> str:
    for _try in range(MOST_TRIES):
        text = form.format(**_picked(chance))
        if text not in asked:
            return text
    raise ValueError(f"every question of the form {form!r} was asked")


def _picked(chance: random.Random) -> dict[str, str]:
    return {name: chance.choice(_lists()[name]) for name in PICKED}


@cache
def _lists() -> dict[str, list[str]]:
    read: dict[str, list[str]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return read
