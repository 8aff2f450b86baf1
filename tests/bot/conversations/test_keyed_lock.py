"""A lock for each key, which leaves nothing behind."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversations.keyed_lock import KeyedLock


async def test_those_who_ask_for_the_same_key_get_it_in_order() -> None:
    lock, log = KeyedLock(), []

    async def hold(name: str) -> None:
        async with lock.hold("a", 5):
            log.append(f"{name} in")
            await asyncio.sleep(0.01)
            log.append(f"{name} out")

    await asyncio.gather(*(hold(name) for name in "123"))
    assert log == ["1 in", "1 out", "2 in", "2 out", "3 in", "3 out"]
    assert lock._locks == {}


async def test_waiting_has_a_bound_and_other_keys_are_free() -> None:
    lock = KeyedLock()
    async with lock.hold("a", 5), lock.hold("b", 0.01):
        with pytest.raises(asyncio.TimeoutError):
            async with lock.hold("a", 0.01):
                pytest.fail("held twice")
    assert lock._locks == {}


async def test_one_who_gives_up_waiting_does_not_hold_up_the_next() -> None:
    lock = KeyedLock()
    async with lock.hold("a", 5):

        async def wait() -> None:
            async with lock.hold("a", 5):
                pass

        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with lock.hold("a", 0.1):
        pass
    assert lock._locks == {}
