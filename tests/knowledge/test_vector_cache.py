"""Vectors are kept on disk, and made anew where the file is damaged or from another encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge import vector_cache
from knowledge.encoder import load_encoder
from knowledge.passages import digest
from knowledge.vector_cache import (
    FEW_TEXTS,
    FILE,
    cached_vectors,
    encoded,
    read_vectors,
    write_vectors,
)


def vector(value: float) -> bytes:
    return np.full(384, value, dtype=np.float16).tobytes()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_vectors({"one": vector(1), "two": vector(2)}, tmp_path)
    assert read_vectors(tmp_path) == {"one": vector(1), "two": vector(2)}


def test_texts_are_encoded_once_and_then_found_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []

    def encode(texts: list[str], known: dict[str, bytes], encoder: str) -> dict[str, bytes]:
        hashes = {digest(text, encoder): text for text in texts}
        encoded.extend(text for key, text in hashes.items() if key not in known)
        return {key: known.get(key, vector(1)) for key in hashes}

    monkeypatch.setattr(vector_cache, "encoder_folder", lambda: tmp_path)
    monkeypatch.setattr(vector_cache, "vectors", encode)
    many = [f"text {number}" for number in range(FEW_TEXTS + 1)]
    first = cached_vectors(many, {}, "encoder")
    assert encoded == many and set(first) == {digest(text, "encoder") for text in many}
    assert cached_vectors([*many, "another"], {}, "encoder") != first
    assert encoded == [*many, "another"]
    cached_vectors(many[:3], {}, "encoder")  # so few that the disk is not worth it
    assert encoded == [*many, "another", *many[:3]]


def test_vectors_stand_in_the_order_of_their_texts_whether_found_or_computed() -> None:
    texts = ["what do they earn?", "who hires them?", "what do they earn?"]
    cosines = (encoded(texts) * load_encoder().encode(texts)).sum(axis=1)
    assert encoded(texts).shape == (3, 384)
    assert cosines == pytest.approx(1, abs=2e-3)


def test_further_vectors_are_added(tmp_path: Path) -> None:
    write_vectors({"one": vector(1)}, tmp_path)
    write_vectors({"two": vector(2)}, tmp_path)
    assert set(read_vectors(tmp_path)) == {"one", "two"}


def test_the_oldest_go_beyond_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "MOST", 2)
    write_vectors({"one": vector(1), "two": vector(2)}, tmp_path)
    write_vectors({"three": vector(3)}, tmp_path)
    assert list(read_vectors(tmp_path)) == ["two", "three"]


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_vectors(tmp_path) == {}


@pytest.mark.parametrize("broken", [b"", b"no archive", b"PK\x03\x04cut"])
def test_a_broken_file_counts_as_none_and_is_replaced(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / FILE).write_bytes(broken)
    assert read_vectors(tmp_path) == {}
    write_vectors({"one": vector(1)}, tmp_path)
    assert read_vectors(tmp_path) == {"one": vector(1)}


def test_a_folder_that_does_not_exist_leaves_everything_as_it_is(tmp_path: Path) -> None:
    write_vectors({"one": vector(1)}, tmp_path / "missing")
    assert not (tmp_path / "missing").exists()
