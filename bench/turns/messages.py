"""What users say to each side: ``messages.yml``."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("messages.yml")

Groups = list[list[str]]


@cache
def groups(side: str) -> Groups:
    """Return the groups of a side's messages."""
    read: dict[str, Groups] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return read[side]


def endless(side: str, number: int) -> Iterator[str]:
    """Yield what the user of that number says; users begin with different groups."""
    listed = groups(side)
    first = number % len(listed)
    return itertools.cycle(itertools.chain.from_iterable([*listed[first:], *listed[:first]]))


def conversation(side: str, number: int, turns: int) -> list[str]:
    """Return the first messages of a user."""
    return list(itertools.islice(endless(side, number), turns))
