"""Questions that fit no topic, with what answers them: ``retrieval_questions.yml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("retrieval_questions.yml")


@cache
def free_questions() -> dict[str, list[Any]]:
    """Return the lists of the file by name."""
    lists: dict[str, list[Any]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return lists


def held_out(name: str) -> list[Any]:
    """Return the half of a list on which no threshold was chosen."""
    return free_questions()[name][1::2]
