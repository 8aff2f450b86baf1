"""What the advisor says: ``messages.yml`` by dotted name, with placeholders filled in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path(__file__).with_name("messages.yml")
_DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")


@cache
def messages() -> dict[str, str]:
    """Return every phrase by its dotted name."""
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    flat: dict[str, str] = {}

    def walk(node: Any, name: str) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, f"{name}.{key}" if name else str(key))
        else:
            flat[name] = str(node)

    walk(tree, "")
    return flat


def message(name: str, **values: object) -> str:
    """Return the phrase with this name; a value that ends with a dot, such as Ph.D., gets no second one.

    Raises:
        KeyError: if there is no such phrase, or a placeholder got no value.
    """
    return _DOUBLE_STOP.sub(".", messages()[name].format(**values))


def has_message(name: str) -> bool:
    """Return whether there is a phrase with this name."""
    return name in messages()
