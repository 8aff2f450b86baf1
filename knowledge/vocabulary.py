"""The names in the content files: all of the content that NLU is trained on.

They are read without the checks of :mod:`knowledge.content`, in a fraction of the time: every start of the
servers asks whether they have changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.content_folder import CONTENT, content_files

# Only files with these sections, or written as one flow mapping, have names.
_HAS_NAMES = re.compile(r"^(?:[\"']?(?:occupation|entities)[\"']?\s*:|\s*\{)", re.MULTILINE)
_NAMES = ("key", "kind", "name", "plural", "aliases")


def vocabulary_fingerprint(folder: Path = CONTENT) -> str:
    """Return a hash of the names in the content files."""
    return hashlib.sha256(json.dumps(content_names(folder), default=str).encode()).hexdigest()


def content_names(folder: Path = CONTENT) -> list[Any]:
    """Return key, kind, name, plural and aliases of each occupation and entity, in the order of the files.

    A file that cannot be read as YAML counts by its hash: loading it will say what is wrong.
    """
    names: list[Any] = []
    for file in content_files(folder):
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
