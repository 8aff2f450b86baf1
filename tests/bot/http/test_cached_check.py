"""A check behind a probe: one at a time, bounded, kept for a moment."""

from __future__ import annotations

import asyncio

import pytest

from bot.http import cached_check
from bot.http.cached_check import CachedCheck


class Counted:
    """A check that counts its runs, and fails or waits as it is told."""

    def __init__(self) -> None:
        self.runs = 0
        self.fails = False
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self) -> None:
        self.runs += 1
        await self.may_end.wait()
        if self.fails:
            raise ValueError("broken")


async def test_many_probes_at_once_and_soon_after_are_one_check() -> None:
    counted = Counted()
    check = CachedCheck(counted, str)
    assert await asyncio.gather(*(check.passes() for _ in range(20))) == [True] * 20
    counted.fails = True
    assert await check.passes() and counted.runs == 1


async def test_a_check_that_hangs_fails_in_time_and_is_not_run_again_beside_itself() -> None:
    counted = Counted()
    counted.may_end.clear()
    check = CachedCheck(counted, str, seconds=0.05)
    assert [await check.passes() for _ in range(3)] == [False] * 3 and counted.runs == 1
    counted.may_end.set()
    assert await check.passes()


async def test_a_probe_that_leaves_does_not_end_the_check_of_the_others() -> None:
    counted = Counted()
    counted.may_end.clear()
    check = CachedCheck(counted, str)
    leaving, staying = (asyncio.create_task(check.passes()) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    counted.may_end.set()
    assert await staying and counted.runs == 1


async def test_what_is_in_the_way_is_logged_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_check, "KEEP_SECONDS", 0.0)
    caplog.set_level("INFO")
    counted = Counted()
    check = CachedCheck(counted, str)
    for counted.fails in (True, True, False, False, True):
        assert await check.passes() is not counted.fails
    assert caplog.messages == ["not ready: broken", "ready again", "not ready: broken"]
