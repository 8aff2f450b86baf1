"""Schools that stand for the occupation to which they lead: "my mother wants me in law school"."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.terms import normalise

FILE = Path(__file__).with_name("schools.yml")


def schools_in(text: str) -> list[tuple[str, str]]:
    """Return the title of the occupation and the words of each school that a text names."""
    said = f" {normalise(text)} "
    return [(title, school) for school, title in _schools().items() if f" {school} " in said]


@cache
def _schools() -> dict[str, str]:
    """Return the title by the school, in normal form."""
    tree: dict[str, list[str]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {normalise(school): title for title, named in tree.items() for school in named}
