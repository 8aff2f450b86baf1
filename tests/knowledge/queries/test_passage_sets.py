"""Passages in memory: grouped by row, found by word."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy", reason="the encoder's libraries are not part of this environment")

from knowledge.queries.passage_sets import passage_set  # noqa: E402


def vector(number: float) -> bytes:
    return bytes(np.full(4, number, dtype=np.float16).tobytes())


def test_the_vectors_of_a_row_follow_each_other() -> None:
    told = passage_set([("a", "x", vector(1)), ("b", "y", vector(2)), ("a", "z", vector(3))])
    assert told.keys == ("a", "b")
    assert told.vectors[:, 0].tolist() == [1, 3, 2]
    assert told.starts.tolist() == [0, 2]


def test_rows_are_found_by_the_words_and_numbers_of_any_of_their_passages() -> None:
    told = passage_set([("a", "bells", vector(1)), ("a", "7 ropes", vector(1)), ("b", "bells", vector(1))])
    assert told.rows_with("bell").tolist() == [0, 1]
    assert told.rows_with("7").tolist() == [0]
    assert told.rows_with("organ").tolist() == []
    assert told.rows_with_all(["bell", "7"]) == [0]
    assert told.rows_with_all(["bell", "8"]) == []
    assert told.rows_with_all([]) == [0, 1]
