"""The hash of a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from knowledge.file_hash import add_file, sha256_of


def test_a_file_of_several_blocks_has_the_hash_of_its_content(tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000  # two and a half blocks
    (tmp_path / "file").write_bytes(content)
    assert sha256_of(tmp_path / "file") == hashlib.sha256(content).hexdigest()


def test_files_are_added_to_what_a_digest_holds(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
    digest = hashlib.sha256(b"before")
    for name in ("one", "two"):
        add_file(digest, tmp_path / name)
    assert digest.digest() == hashlib.sha256(b"beforeonetwo").digest()
