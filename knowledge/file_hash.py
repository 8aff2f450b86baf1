"""The hash of a file, read in blocks."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

_BLOCK = 1 << 20  # bytes


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


def add_file(digest: _Digest, path: Path) -> None:
    """Add the content of a file to a digest."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    total = hashlib.sha256()
    add_file(total, path)
    return total.hexdigest()
