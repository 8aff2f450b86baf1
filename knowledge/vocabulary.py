"""The names in the content files: all of the content that NLU is trained on.

They are read without the checks of :mod:`knowledge.content`, in a fraction of the time: every start of the
servers asks whether they have changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.content_folder import CONTENT, content_files, own_folders, phrase_files
from knowledge.records import Term
from knowledge.terms import normalise

# Only files with these sections, or written as one flow mapping, have names.
_HAS_NAMES = re.compile(r"^(?:[\"']?(?:occupation|entities)[\"']?\s*:|\s*\{)", re.MULTILINE)
_NAMES = ("key", "kind", "name", "plural", "aliases")


def trained_folders() -> tuple[Path, ...]:
    """Return the folders whose names NLU is trained on: the shipped one, and own ones that hold phrases.

    The names of other folders are read from the knowledge base at run time, so they ask for no training.

    Raises:
        SettingError: a folder of the operator's own cannot be used.
    """
    return (CONTENT, *(folder for folder in own_folders() if phrase_files(folder)))


def vocabulary_fingerprint(*folders: Path) -> str:
    """Return a hash of the names in the content files."""
    return hashlib.sha256(json.dumps(content_names(*folders), default=str).encode()).hexdigest()


def content_terms(*folders: Path) -> list[Term]:
    """Return the names in the content files as the knowledge base holds them once they are loaded.

    A later folder's entry takes the place of one with the same key.
    """
    occupations: dict[Any, list[Any]] = {}
    entities: dict[Any, list[Any]] = {}
    for entry in content_names(*folders):
        if isinstance(entry, list) and entry[0] is not None:
            (entities if entry[1] is not None else occupations)[entry[0]] = entry
    return [*_terms(occupations, "occupation"), *_terms(entities, None)]


def _terms(entries: dict[Any, list[Any]], kind: str | None) -> Iterator[Term]:
    for key, own_kind, name, plural, aliases in entries.values():
        written = [name, plural, *(aliases if isinstance(aliases, list) else ())]
        terms: dict[str, str] = {}
        for alias in written:
            if alias is not None:
                terms.setdefault(normalise(str(alias)), str(alias))
        yield from (Term(alias, kind or str(own_kind), str(key)) for alias in terms.values())


def content_names(*folders: Path) -> list[Any]:
    """Return key, kind, name, plural and aliases of each occupation and entity, in the order of the files.

    A file that cannot be read as YAML counts by its hash: loading it will say what is wrong.

    Args:
        folders: by default those that NLU is trained on.
    """
    names: list[Any] = []
    for file in (file for folder in folders or trained_folders() for file in content_files(folder)):
        written = file.read_bytes() if file.is_file() else b""
        text = written.decode("utf-8", errors="replace")
        if not _HAS_NAMES.search(text):
            continue
        try:
            names += _names(YAML(typ="safe").load(text))
        except YAMLError:
            names.append(hashlib.sha256(written).hexdigest())
    return names


def _names(tree: Any) -> list[Any]:
    """Return the names in the sections of a file."""
    if not isinstance(tree, dict):
        return []
    entities = tree.get("entities")
    named = [tree.get("occupation"), *(entities if isinstance(entities, list) else [])]
    return [[entry.get(name) for name in _NAMES] for entry in named if isinstance(entry, dict)]
