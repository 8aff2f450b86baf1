"""Folders of the project."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
LOGS = ROOT / "var" / "logs"


def shown(path: Path) -> str:
    """Return a path relative to the project's folder, if it is inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


@cache
def usable_folder(folder: Path) -> Path:
    """Return a folder for files that nobody depends on; a temporary one if this user cannot write to it."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK | os.X_OK):
        return folder
    return Path(tempfile.mkdtemp(prefix="career-advisor-"))
