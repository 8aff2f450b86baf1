"""Publishes the desk's content: checked, written, loaded; whatever fails, everything is as it was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine

from desk.content.checking import CheckedContent, check, errors_of
from desk.content.fact import Errors
from desk.content.folder import DeskContent, Item, locked, write_files
from knowledge.loader import is_loaded, load


@dataclass(frozen=True)
class Published:
    """What came of a publication: files that were written, or what kept it from being done.

    ``conflict``: another editor has changed the item meanwhile; ``present`` is what is published now.
    """

    files: tuple[str, ...] = ()
    errors: Errors | None = None
    conflict: bool = False
    present: Item | None = None

    @property
    def done(self) -> bool:
        """Whether it is published."""
        return not self.errors and not self.conflict


Change = Callable[[DeskContent], Errors]  # changes the content; returns what is wrong with the change


def publish(folder: Path, engine: Engine, key: str, base: str, change: Change) -> Published:
    """Change the content, and load it into the knowledge base, where running servers see it at once.

    Args:
        folder: of the desk's content.
        engine: of the knowledge base.
        key: of the item that is changed; empty for a new one.
        base: the item's version that the change was made from; empty if there was none.
        change: what to do.

    Raises:
        EncoderError, LockTimeout, OSError, SettingError, SQLAlchemyError: it could not be done; nothing is
            changed.
    """
    with locked(folder):
        content = DeskContent.read(folder)
        present = content.item(key) if key else None
        if (present.version if present else "") != base:
            return Published(conflict=True, present=present)
        changed = content.copy()
        if errors := change(changed):
            return Published(errors=errors)
        checked = check(changed)
        if checked.issues:
            return Published(errors=errors_of(checked.issues))
        before = write_files(folder, _differences(content, changed))
        try:
            _load(engine, checked)
        except BaseException:
            write_files(folder, before)
            raise
    return Published(files=tuple(before))


def load_published(folder: Path, engine: Engine) -> bool:
    """Load the content of all folders if it is not loaded; return whether it could be used."""
    with locked(folder):
        checked = check(DeskContent.read(folder))
        if checked.issues:
            return False
        _load(engine, checked)
    return True


def _load(engine: Engine, checked: CheckedContent) -> None:
    if checked.content is not None and not is_loaded(engine, checked.fingerprint):
        load(engine, checked.content, checked.fingerprint)


def _differences(content: DeskContent, changed: DeskContent) -> dict[str, str | None]:
    """Return the files to write, sources first, so that no reader finds a row without its source."""
    before, after = content.written(), changed.written()
    names = sorted({*before, *after}, key=lambda name: (name.count("/"), name))
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}
