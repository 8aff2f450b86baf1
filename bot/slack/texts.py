"""What the Slack app itself says, kept out of the code in ``texts.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("texts.yml")


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Read all texts, by key."""
    return {str(key): str(value) for key, value in YAML(typ="safe").load(FILE).items()}


def say(key: str, **values: object) -> str:
    """Return one text with its gaps filled.

    Raises:
        KeyError: there is no such text.
    """
    return texts()[key].format(**values)
