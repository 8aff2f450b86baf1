"""The desk's folder of content: read as plain data, changed as a copy, written file by file.

``sources.yml`` holds all sources, ``occupations/<key>.yml`` the rows and questions of an occupation,
``nlu.yml`` the phrases that the model was trained on. Files that somebody else put there are read and left
alone.
"""

from __future__ import annotations

import copy
import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desk.content.yaml_text import content_yaml
from knowledge.content_folder import content_files
from knowledge.content_schema import ROW_SECTIONS
from knowledge.yaml_tree import YamlError, read_yaml

SOURCES = "sources.yml"
OCCUPATIONS = "occupations"
LOCK = ".lock"
_KEY = re.compile(r"[a-z0-9]+(?:[_.][a-z0-9]+)*\Z")
Entry = dict[str, Any]


class UnreadableContent(Exception):
    """A file of the folder is no content; the message names it."""


@dataclass(frozen=True)
class Item:
    """What is published under a row's key: the row, if the desk wrote it, and the questions that ask for it.

    ``section`` is empty where the row is of another folder and the desk has only questions for it.
    """

    key: str
    occupation: str
    section: str
    entry: Entry
    questions: tuple[str, ...]

    @property
    def version(self) -> str:
        """What tells this state of the item from any other."""
        return digest(self.section, self.entry, list(self.questions))


def digest(*values: Any) -> str:
    """Return a short hash of plain values."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def occupation_file(key: str) -> str:
    """Return the name of the file of an occupation.

    Raises:
        ValueError: that is no key, and could be a path.
    """
    if not _KEY.match(key):
        raise ValueError(f"{key[:80]!r} is no key of an occupation")
    return f"{OCCUPATIONS}/{key}.yml"


@dataclass
class DeskContent:
    """The content of the desk; ``files`` by their names relative to the folder."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> DeskContent:
        """Read a folder, which may not exist.

        Raises:
            UnreadableContent: a file of it is no content.
        """
        files = {}
        for file in content_files(folder) if folder.is_dir() else ():
            name = file.relative_to(folder).as_posix()
            try:
                tree = read_yaml(file.read_text(encoding="utf-8"))
            except (YamlError, UnicodeDecodeError, OSError) as error:
                raise UnreadableContent(f"{file}: {error}") from None
            if not isinstance(tree, dict):
                raise UnreadableContent(f"{file}: no sections in this file")
            files[name] = _plain(tree)
        return cls(files)

    def copy(self) -> DeskContent:
        """Return a copy that can be changed."""
        return DeskContent(copy.deepcopy(self.files))

    def items(self) -> Iterator[Item]:
        """Yield what is published, file by file."""
        for tree in self.files.values():
            occupation = str((tree.get("occupation") or {}).get("key") or tree.get("about") or "")
            asked = dict(tree.get("questions") or {})
            for section in ROW_SECTIONS:
                for entry in tree.get(section) or ():
                    key = str(entry.get("key"))
                    yield Item(key, occupation, section, entry, tuple(asked.pop(key, ())))
            for key, questions in asked.items():
                yield Item(str(key), occupation, "", {}, tuple(questions))

    def item(self, key: str) -> Item | None:
        """Return what is published under a row's key."""
        return next((one for one in self.items() if one.key == key), None)

    def sources(self) -> list[Entry]:
        """Return all sources that the desk has written."""
        return [entry for tree in self.files.values() for entry in tree.get("sources") or ()]

    def put_source(self, entry: Mapping[str, Any]) -> None:
        """Add a source, or replace the one with its key."""
        _put(self.files.setdefault(SOURCES, {}), "sources", entry)

    def put(self, item: Item, occupation: Mapping[str, Any] | None = None) -> None:
        """Add an item, or replace the one with its key.

        Args:
            item: what to publish.
            occupation: the occupation's entry, where no other folder has it.
        """
        name = occupation_file(item.occupation)
        occupation = occupation or self.files.get(name, {}).get("occupation")
        self.remove(item.key)
        tree = self.files.setdefault(name, {})
        if occupation is not None:
            tree.pop("about", None)
            tree["occupation"] = dict(occupation)
        else:
            tree["about"] = item.occupation
        if item.section:
            _put(tree, item.section, item.entry)
        if item.questions:
            tree.setdefault("questions", {})[item.key] = list(item.questions)
        self._drop_empty()

    def remove(self, key: str) -> None:
        """Remove what is published under a row's key; an occupation without rows goes with it."""
        for tree in self.files.values():
            for section in ROW_SECTIONS:
                if section in tree:
                    tree[section] = [entry for entry in tree[section] if entry.get("key") != key]
            (tree.get("questions") or {}).pop(key, None)
        self._drop_empty()

    def _drop_empty(self) -> None:
        for name, tree in list(self.files.items()):
            for section in [one for one, value in tree.items() if value in ([], {})]:
                del tree[section]
            if name.startswith(f"{OCCUPATIONS}/") and not set(tree) - {"about", "occupation"}:
                del self.files[name]

    def written(self) -> dict[str, str]:
        """Return the text of each file by its name."""
        return {name: content_yaml(tree) for name, tree in sorted(self.files.items())}


def _put(tree: dict[str, Any], section: str, entry: Mapping[str, Any]) -> None:
    kept = [one for one in tree.get(section) or () if one.get("key") != entry["key"]]
    tree[section] = [*kept, dict(entry)]


def _plain(node: Any) -> Any:
    """Return a tree of YAML without its line numbers."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def write_files(folder: Path, texts: Mapping[str, str | None]) -> dict[str, str | None]:
    """Write files, each at once or not at all; return what they held before, None for none.

    Args:
        folder: which is made if it does not exist.
        texts: by name relative to the folder; None deletes a file.
    """
    before: dict[str, str | None] = {}
    for name, text in texts.items():
        file = folder / name
        old = file.read_text(encoding="utf-8") if file.is_file() else None
        if old == text:
            continue
        before[name] = old
        if text is None:
            file.unlink(missing_ok=True)
        else:
            write_at_once(file, text)
    return before


def write_at_once(file: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, even after a crash."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        Path(name).chmod(0o644)
        os.replace(name, file)  # noqa: PTH105 - of Path it would be a method on the temporary name
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes and threads from changing the folder meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
