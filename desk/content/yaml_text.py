"""Writes content as YAML that is alike whoever writes it: version control shows only what has changed.

Sections and fields stand in the order of the schema, entries in that of their keys. Every text that is no key
is in double quotes, so no program takes it for a number, a date or a sign of YAML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from knowledge.content_schema import ContentFile
from knowledge.yaml_tree import read_yaml

_PLAIN = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\Z")  # keys of the content; no number looks like one …
_WORDS = frozenset("y n yes no on off true false null".split())  # … but words of YAML do


class _Writer(yaml.SafeDumper):
    """Writes texts in quotes unless they are keys, and never an alias."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = bool(_PLAIN.match(text)) and text not in _WORDS
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Writer.add_representer(str, _text)


class NotWritable(ValueError):
    """What was read back from the YAML is not what was written; this is a fault of the program."""


def content_yaml(sections: Mapping[str, Any]) -> str:
    """Return the text of a content file.

    Args:
        sections: as ``ContentFile`` names them; empty ones are left out.

    Raises:
        NotWritable: the text would be read as something else.
    """
    return _written({name: _ordered(name, sections[name]) for name in _sections_of(sections)})


def phrases_yaml(phrases: Mapping[str, list[str]]) -> str:
    """Return the text of a file of training phrases, by intent, in Rasa's format."""
    blocks = "".join(
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {one}\n" for one in sorted(found))
        for intent, found in sorted(phrases.items())
        if found
    )
    return f'version: "3.1"\nnlu:\n{blocks}'


def _sections_of(sections: Mapping[str, Any]) -> list[str]:
    return [name for name in ContentFile.__fields__ if sections.get(name)]


def _ordered(section: str, value: Any) -> Any:
    if section == "questions":
        return {row: value[row] for row in sorted(value)}
    field = ContentFile.__fields__[section]
    order = list(getattr(field.type_, "__fields__", {}))
    if isinstance(value, list):
        return sorted((_fields_in_order(one, order) for one in value), key=lambda entry: str(entry["key"]))
    return _fields_in_order(value, order) if isinstance(value, Mapping) else value


def _fields_in_order(entry: Mapping[str, Any], order: list[str]) -> dict[str, Any]:
    # The key first, which every entry is known by.
    names = sorted(entry, key=lambda name: (name != "key", order.index(name)))
    return {name: entry[name] for name in names}


def _written(tree: Mapping[str, Any]) -> str:
    text: str = yaml.dump(
        dict(tree), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False
    )
    if read_yaml(text) != tree:
        raise NotWritable("a content file would be read as something else than was written")
    return text
