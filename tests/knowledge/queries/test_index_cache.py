"""Indexes in memory stay within a bound of bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

np = pytest.importorskip("numpy", reason="the encoder's libraries are not part of this environment")

from knowledge.queries.index_cache import IndexCache  # noqa: E402
from knowledge.queries.passage_sets import PassageSet, passage_set  # noqa: E402


def vector(number: float) -> bytes:
    return bytes(np.full(4, number, dtype=np.float16).tobytes())


def one_set(rows: int = 1) -> PassageSet:
    return passage_set([(f"row{number}", f"word{number} shared", vector(number)) for number in range(rows)])


def test_the_set_used_longest_ago_goes_first() -> None:
    held = IndexCache(2 * one_set().size)
    held.put("a", one_set())
    held.put("b", one_set())
    assert held.get("a")
    held.put("c", one_set())
    assert [held.get(name) is not None for name in "abc"] == [True, False, True]
    assert held.size <= 2 * one_set().size


def test_a_set_larger_than_the_bound_is_not_held() -> None:
    held = IndexCache(one_set().size)
    held.put("large", one_set(rows=50))
    assert held.get("large") is None
    assert held.size == 0


def test_a_set_that_is_put_twice_counts_once() -> None:
    held = IndexCache(1_000_000)
    held.put("a", one_set())
    held.put("a", one_set())
    assert held.size == one_set().size


def test_threads_keep_the_bound() -> None:
    most = 5 * one_set().size
    held = IndexCache(most)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: held.put(str(number % 20), one_set()), range(400)))
    assert 0 < held.size <= most
