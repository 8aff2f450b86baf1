"""Reads one YAML content file and checks its shape; pydantic's errors become issues with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.content_issues import ContentError, ContentIssue
from knowledge.content_schema import ContentFile
from knowledge.yaml_tree import Mapping, Sequence, YamlError, read_yaml

FIX_YAML = "fix the YAML at this line"
# YAML 1.1, which many editors and programs still read, takes these words for true and false.
_BOOLEAN_WORD = re.compile(r"(?:y|n|yes|no|on|off)\Z", re.IGNORECASE)
# What pydantic says of a type, in words for people who write YAML.
_MESSAGES = {
    "type_error.none.not_allowed": ("is empty", "give it a value or remove the key"),
    "type_error.list": ("is not a list", "write its entries as lines that begin with '- '"),
    "type_error.dict": ("is not a set of 'key: value' pairs", "write it as 'key: value' pairs"),
    "type_error.float": ("is not a number", "write a number such as 62000 or 3.5"),
    "type_error.integer": ("is not a whole number", "write a whole number such as 12"),
    "value_error.any_str.min_length": ("is empty", "give it a value or remove the key"),
}


def read_file(file: Path, name: Path) -> tuple[ContentFile, Mapping]:
    """Return the checked sections of a YAML file, and its tree, which knows the line of every entry.

    Args:
        file: the file to read.
        name: the path that issues name it by.

    Raises:
        ContentError: with every issue found in the file.
    """
    tree = _read_tree(file, name)
    try:
        return ContentFile.parse_obj(tree), tree
    except ValidationError as error:
        raise ContentError([_to_issue(name, tree, detail) for detail in error.errors()]) from None


def _read_tree(file: Path, name: Path) -> Mapping:
    def unreadable(line: int, message: str, fix: str) -> ContentError:
        return ContentError([ContentIssue(name, line, message, fix)])

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise unreadable(1, "not UTF-8 text", "save the file as UTF-8") from None
    except OSError as error:
        raise unreadable(1, f"cannot be read: {error.strerror}", "make it a readable file") from None
    try:
        tree = read_yaml(text)
    except YamlError as error:
        raise unreadable(error.line, f"not valid YAML: {error.problem}", FIX_YAML) from None
    if not isinstance(tree, Mapping):
        raise unreadable(1, "no sections in this file", "begin it with a section such as 'statements:'")
    if issues := list(_ambiguous_scalars(tree, name)):
        raise ContentError(issues)
    return tree


def _ambiguous_scalars(node: Any, name: Path) -> Iterator[ContentIssue]:
    """Yield keys that are not text, and unquoted words that other YAML programs read as true or false."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if not isinstance(key, str):
                line = node.lines[key]
                if value is None and isinstance(key, int):  # {value: 62,000} is {value: 62, 000: null}
                    fix = "write numbers without thousands separators, such as 62000"
                    yield ContentIssue(name, line, f"a number is cut at its comma, before '{key}'", fix)
                else:
                    yield ContentIssue(name, line, *_unknown_key(key))
            yield from _ambiguous_scalar(value, name, node.lines[key])
    elif isinstance(node, Sequence):
        for index, value in enumerate(node):
            yield from _ambiguous_scalar(value, name, node.lines[index])


def _ambiguous_scalar(value: Any, name: Path, line: int) -> Iterator[ContentIssue]:
    if type(value) is str and _BOOLEAN_WORD.match(value):  # a quoted scalar has a type of its own
        message = f"'{value}' without quotes means true or false to many YAML programs"
        yield ContentIssue(name, line, message, f'write "{value}" in quotes, or true or false')
    else:
        yield from _ambiguous_scalars(value, name)


def _to_issue(file: Path, tree: Any, detail: Any) -> ContentIssue:
    """Turn one of pydantic's errors into an issue with the line of the deepest part that exists."""
    line = 1
    node: Any = tree
    for part in detail["loc"]:
        if part == "__root__":
            break
        try:
            line = node.lines[part]
            node = node[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return ContentIssue(file, line, *what_is_wrong(detail))


def what_is_wrong(detail: Any) -> tuple[str, str]:
    """Return what one of pydantic's errors means to people who write content, and how to mend it."""
    name = detail["loc"][-1]
    if detail["type"] == "value_error.extra":
        return _unknown_key(name)
    if detail["type"] == "value_error.missing":
        return f"'{name}' is missing", f"add '{name}:' to this entry"
    path = ".".join(str(part) for part in detail["loc"] if part != "__root__")
    message, fix = _MESSAGES.get(detail["type"], (f": {detail['msg']}", "correct the value"))
    return f"'{path}'{message if message[0] == ':' else ' ' + message}", fix


def _unknown_key(key: object) -> tuple[str, str]:
    return f"unknown key '{key}'", "remove it or correct its spelling"
