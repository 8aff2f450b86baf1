"""Texts of the program, kept out of the code in ``phrases.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

PHRASES_FILE = Path(__file__).with_name("phrases.yml")


@lru_cache(maxsize=1)
def phrases() -> dict[str, str]:
    """Read all texts, by key."""
    loaded = YAML(typ="safe").load(PHRASES_FILE)
    return {str(key): str(value) for key, value in loaded.items()}


def phrase(key: str, **values: object) -> str:
    """Return one text with its gaps filled.

    Raises:
        KeyError: there is no such text.
    """
    return phrases()[key].format(**values)
