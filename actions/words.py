"""Everyday words, which tell nothing about what a question is after."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("words.yml")


@cache
def everyday_words() -> dict[str, frozenset[str]]:
    """Return the lists of ``words.yml`` by name."""
    tree: dict[str, str] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in tree.items()}
