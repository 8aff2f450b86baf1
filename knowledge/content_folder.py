"""Where the content files are."""

from __future__ import annotations

from pathlib import Path

CONTENT = Path(__file__).resolve().parent / "content"
SUFFIXES = ("yml", "yaml")


def content_files(folder: Path = CONTENT) -> list[Path]:
    """Return the YAML files below ``folder`` in the order in which they are read."""
    return sorted(file for suffix in SUFFIXES for file in folder.rglob(f"*.{suffix}"))
