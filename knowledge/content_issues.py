"""What can be wrong with the content files: each issue names its file and line, and how to fix it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Location(NamedTuple):
    """A line of a content file; lines count from 1."""

    file: Path
    line: int


@dataclass(frozen=True)
class ContentIssue:
    """One thing wrong with the content, and how to fix it."""

    file: Path
    line: int
    message: str
    fix: str

    def __str__(self) -> str:
        """Return one line: location, message, fix."""
        return f"{self.file}:{self.line}: {self.message} — {self.fix}"


class ContentError(Exception):
    """The content cannot be used; ``issues`` holds every reason found."""

    def __init__(self, issues: Sequence[ContentIssue]) -> None:
        """Keep the issues; the message is one line for each."""
        super().__init__("\n".join(str(issue) for issue in issues))
        self.issues = list(issues)


def display_path(file: Path) -> Path:
    """Return the path as a person would write it: relative to the working directory if it is below it."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
