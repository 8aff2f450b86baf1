"""Checks content before it is published: all folders together, by the code that checks every content file."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desk.content.fact import Errors
from desk.content.folder import DeskContent, write_files
from knowledge.content import Content, content_fingerprint, origin_of, read_content
from knowledge.content_folder import CONTENT
from knowledge.content_issues import ContentError, ContentIssue
from knowledge.settings import ContentSettings

_KEYS = {**{name: name for name in ("occupation", "source", "topic", "measure", "entity")}, "row": "key"}
# What an issue is about, by the words of knowledge/content_checks.py.
_FIELDS = (
    (re.compile(r" is in .* but its measure "), "unit"),
    (re.compile(r" is negative: | is more than the whole: "), "value"),
    (re.compile(r"' already asks for '"), "questions"),
    (re.compile(r"^the key '"), "key"),
)
_NO_KEY = re.compile(r"^there is no (\w+) '")


@dataclass(frozen=True)
class CheckedContent:
    """All content as it would be; ``issues`` says what keeps it from being loaded."""

    content: Content | None = None
    fingerprint: str = ""
    issues: list[ContentIssue] = field(default_factory=list)


@contextmanager
def folder_of(desk: DeskContent) -> Iterator[Path]:
    """Give a temporary folder with the files of the desk's content."""
    with tempfile.TemporaryDirectory(prefix="advisor-desk-") as name:
        folder = Path(name)
        write_files(folder, dict(desk.written()))
        yield folder


def check(desk: DeskContent) -> CheckedContent:
    """Read the shipped content, the operator's own folders, and the desk's content as it would be.

    Raises:
        EncoderError: there is no sentence encoder.
        SettingError: a folder of the operator's own cannot be used.
    """
    settings = ContentSettings.read()
    with folder_of(desk) as folder:
        folders = (CONTENT, *settings.folders, *((folder,) if desk.files else ()))
        try:
            content = read_content(*folders)
        except ContentError as error:
            return CheckedContent(issues=[_named_as_published(one, folder) for one in error.issues])
        fingerprint = content_fingerprint(*folders)
    published = (*folders[: 1 + len(settings.folders)], *((settings.desk_content,) if desk.files else ()))
    content.origin = origin_of(published)
    return CheckedContent(content, fingerprint)


def _named_as_published(issue: ContentIssue, folder: Path) -> ContentIssue:
    """Return an issue with the file that people know."""
    file = issue.file.relative_to(folder) if issue.file.is_relative_to(folder) else issue.file
    message = issue.message.replace(f"{folder}/", "")
    return ContentIssue(file, issue.line, message, issue.fix)


def errors_of(issues: list[ContentIssue]) -> Errors:
    """Return what is wrong by the field of the form that it is about."""
    errors: Errors = defaultdict(list)
    for issue in issues:
        name = _field_of(issue.message)
        place = "" if name else f"{issue.file}:{issue.line}: "
        errors[name].append(f"{place}{issue.message} — {issue.fix}")
    return dict(errors)


def _field_of(message: str) -> str:
    if found := _NO_KEY.match(message):
        return _KEYS.get(found[1], "")
    return next((name for pattern, name in _FIELDS if pattern.search(message)), "")
