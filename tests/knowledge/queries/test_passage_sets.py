"""Passages in memory: grouped by row, found by word, within a bound of bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

np = pytest.importorskip("numpy", reason="the encoder's libraries are not part of this environment")

from knowledge.queries.passage_sets import PassageSet, PassageSets, passage_set  # noqa: E402


def vector(number: float) -> bytes:
    return bytes(np.full(4, number, dtype=np.float16).tobytes())


def one_set(rows: int = 1) -> PassageSet:
    return passage_set([(f"row{number}", f"word{number} shared", vector(number)) for number in range(rows)])


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


def test_the_set_used_longest_ago_goes_first() -> None:
    held = PassageSets(2 * one_set().size)
    held.put("a", one_set())
    held.put("b", one_set())
    assert held.get("a")
    held.put("c", one_set())
    assert [held.get(name) is not None for name in "abc"] == [True, False, True]
    assert held.size <= 2 * one_set().size


def test_a_set_larger_than_the_bound_is_not_held() -> None:
    held = PassageSets(one_set().size)
    held.put("large", one_set(rows=50))
    assert held.get("large") is None
    assert held.size == 0


def test_a_set_that_is_put_twice_counts_once() -> None:
    held = PassageSets(1_000_000)
    held.put("a", one_set())
    held.put("a", one_set())
    assert held.size == one_set().size


def test_threads_keep_the_bound() -> None:
    most = 5 * one_set().size
    held = PassageSets(most)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: held.put(str(number % 20), one_set()), range(400)))
    assert 0 < held.size <= most
