"""What tables and pictures call things: ``texts.yml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

UNSEEN_HALF = "_unseen"  # ends the name of a half of a set that is measured and never looked at
FILE = Path(__file__).with_name("texts.yml")


@cache
def _texts() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))


def text(*path: str, **values: object) -> str:
    """Return the text at a path, its placeholders filled in.

    Raises:
        KeyError: there is none, or a placeholder got no value.
    """
    node: Any = _texts()
    for name in path:
        node = node[name]
    return str(node).format(**values)


def figure_title(name: str) -> str:
    """Return what a figure is called, such as ``known.answerable_right`` or ``facts_unseen.told``."""
    measured, figure = name.split(".", 1)
    halved = measured.removesuffix(UNSEEN_HALF)
    own = ("halves", halved) if halved in _texts()["halves"] else ("figures",)
    return f"{text('sets', measured)}: {text(*own, figure)}"
