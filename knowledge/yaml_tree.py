"""Reads YAML into plain mappings and lists that know the line of each of their entries.

PyYAML's C parser reads the shipped content forty times as fast as a round-trip reader. Scalars are resolved
by the core schema of YAML 1.2: ``yes``, ``on`` and dates stay text.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_NULL = re.compile(r"(?:~|null|Null|NULL)?\Z")
_TRUE = re.compile(r"(?:true|True|TRUE)\Z")
_FALSE = re.compile(r"(?:false|False|FALSE)\Z")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_SPECIAL = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_MERGE = "<<"


class Quoted(str):
    """A text that was written in quotes or as a block."""

    __slots__ = ()


class Mapping(dict[Any, Any]):
    """Keys in order; ``lines`` holds the line (from 1) of each key, ``line`` that of the mapping."""

    def __init__(self, line: int) -> None:
        """Start empty."""
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


class Sequence(list[Any]):
    """Items in order; ``lines`` holds the line (from 1) of each."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.lines: list[int] = []


class YamlError(Exception):
    """Text that is no YAML, with the line of the fault."""

    def __init__(self, line: int, problem: str) -> None:
        """Take the line (from 1) and what the parser says."""
        super().__init__(problem)
        self.line = line
        self.problem = problem


def read_yaml(text: str) -> Any:
    """Return what a YAML text holds.

    Raises:
        YamlError: it is not valid YAML, has a key twice, or nests without end.
    """
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise _explained(text) from None
    return None if node is None else _value(node, frozenset())


def _explained(text: str) -> YamlError:
    """Return the error of the parser in Python, which says more than the one in C."""
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return YamlError(line, error.problem or "it cannot be read")
    except yaml.reader.ReaderError as error:
        return YamlError(text.count("\n", 0, error.position) + 1, error.reason)
    return YamlError(1, "it cannot be read")


def _value(node: yaml.Node, above: frozenset[int]) -> Any:
    line = node.start_mark.line + 1
    if id(node) in above:
        raise YamlError(line, "an alias contains itself")
    above |= {id(node)}
    if isinstance(node, yaml.MappingNode):
        mapping = Mapping(line)
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            key = _value(key_node, above)
            if isinstance(key, (dict, list)) or (key == _MERGE and type(key) is str):
                raise YamlError(key_line, "a key must be a single word or number")
            value = _value(value_node, above)
            if key in mapping:
                both = f'with value "{value}" (original value: "{mapping[key]}")'
                raise YamlError(key_line, f'found duplicate key "{key}" {both}')
            mapping[key] = value
            mapping.lines[key] = key_line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        sequence = Sequence()
        for item in node.value:
            sequence.append(_value(item, above))
            sequence.lines.append(item.start_mark.line + 1)
        return sequence
    return _scalar(node)


def _scalar(node: Any) -> Any:
    text: str = node.value
    if node.style:  # the C parser says '' of a plain one, that in Python None
        return Quoted(text)
    if _NULL.match(text):
        return None
    if _TRUE.match(text) or _FALSE.match(text):
        return bool(_TRUE.match(text))
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    if _SPECIAL.match(text):
        return float(text.replace(".", "").lower())
    return text
