"""Texts kept out of the code: a file of YAML or JSON, read by dotted name, with placeholders filled in."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


class TextFile:
    """The texts of one file, which is read at the first use."""

    def __init__(self, path: Path) -> None:
        """Name the file; JSON is read as the YAML that it is."""
        self.path = path

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The content of the file, as it is nested there."""
        tree: dict[str, Any] = YAML(typ="safe").load(self.path.read_text(encoding="utf-8"))
        return tree

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text by its dotted name, such as ``refusal.place``."""
        flat: dict[str, str] = {}

        def walk(node: Any, name: str) -> None:
            if isinstance(node, dict):
                for key, value in node.items():
                    walk(value, f"{name}.{key}" if name else str(key))
            else:
                flat[name] = str(node)

        walk(self.tree, "")
        return flat

    def text(self, name: str, /, **values: object) -> str:
        """Return the text of this name with its placeholders filled in.

        Raises:
            KeyError: there is no such text, or a placeholder got no value.
        """
        return self.texts[name].format(**values)
