"""The turns of one conversation run one after the other, in order, without polling; others do not wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from rasa.core.lock_store import LockError

from bot.conversations import lock_store, redis_queue
from bot.conversations.lock_store import ConversationLockStore
from bot.settings.storage import REDIS_VARIABLE
from tests.services import RedisServer


async def work(
    store: ConversationLockStore, name: str, seconds: float, log: list[str], who: str = "ada"
) -> None:
    async with store.lock(who):
        log.append(f"{name} begins")
        await asyncio.sleep(seconds)
        log.append(f"{name} ends")


@pytest.fixture(params=["alone", pytest.param("with redis", marks=pytest.mark.redis)])
def processes(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[ConversationLockStore, ConversationLockStore]]:
    """One store twice, or the stores of two processes."""
    if request.param == "alone":
        monkeypatch.delenv(REDIS_VARIABLE, raising=False)
        store = ConversationLockStore()
        yield store, store
        return
    monkeypatch.setenv(REDIS_VARIABLE, request.getfixturevalue("redis").url)
    yield ConversationLockStore(), ConversationLockStore()


async def close(*stores: ConversationLockStore) -> None:
    for store in stores:
        if store.queue:
            await store.queue.close()


async def test_turns_of_one_conversation_do_not_overlap_and_keep_their_order(
    processes: tuple[ConversationLockStore, ConversationLockStore],
) -> None:
    log: list[str] = []
    tasks = []
    for number in range(6):
        tasks.append(asyncio.create_task(work(processes[number % 2], str(number), 0.05, log)))
        await asyncio.sleep(0.02)
    await asyncio.gather(*tasks)
    assert log == [f"{number} {what}" for number in range(6) for what in ("begins", "ends")]
    await close(*processes)


async def test_the_next_turn_begins_as_soon_as_the_one_before_ends(
    processes: tuple[ConversationLockStore, ConversationLockStore],
) -> None:
    log: list[str] = []
    started = time.monotonic()
    first = asyncio.create_task(work(processes[0], "first", 0.3, log))
    await asyncio.sleep(0.05)
    await asyncio.gather(first, work(processes[1], "second", 0.0, log))
    assert time.monotonic() - started < 0.8
    await close(*processes)


async def test_other_conversations_do_not_wait(
    processes: tuple[ConversationLockStore, ConversationLockStore],
) -> None:
    log: list[str] = []
    both = [work(processes[0], "ada", 0.3, log, "ada"), work(processes[1], "bob", 0.3, log, "bob")]
    await asyncio.gather(*both)
    assert log[:2] == ["ada begins", "bob begins"] or log[:2] == ["bob begins", "ada begins"]
    await close(*processes)


async def test_a_turn_that_fails_or_is_cancelled_lets_the_next_one_in(
    processes: tuple[ConversationLockStore, ConversationLockStore],
) -> None:
    async def fail() -> None:
        async with processes[0].lock("ada"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    log: list[str] = []
    holder = asyncio.create_task(work(processes[0], "holder", 30, log))
    await asyncio.sleep(0.1)
    waiter = asyncio.create_task(work(processes[1], "waiter", 30, log))
    await asyncio.sleep(0.1)
    for task in (waiter, holder):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await asyncio.wait_for(work(processes[1], "next", 0, log), 3)
    assert log == ["holder begins", "next begins", "next ends"]
    await close(*processes)


async def test_waiting_has_a_bound(
    processes: tuple[ConversationLockStore, ConversationLockStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_store, "WAIT_SECONDS", 0.3)
    log: list[str] = []
    holder = asyncio.create_task(work(processes[0], "holder", 1.0, log))
    await asyncio.sleep(0.1)
    with pytest.raises(LockError):
        await work(processes[1], "late", 0, log)
    await holder
    assert log == ["holder begins", "holder ends"]
    await close(*processes)


async def test_the_turn_of_a_process_that_died_is_passed_over(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REDIS_VARIABLE, redis.url)
    monkeypatch.setattr(redis_queue, "LEASE_SECONDS", 0.5)
    monkeypatch.setattr(redis_queue, "RENEW_SECONDS", 0.2)
    dead, living = ConversationLockStore(), ConversationLockStore()
    assert dead.queue is not None
    await dead.queue.enter("ada", 5)  # and never leaves
    log: list[str] = []
    started = time.monotonic()
    await work(living, "living", 0, log)
    assert log and 0.3 < time.monotonic() - started < 3
    await close(dead, living)


async def test_a_long_turn_keeps_its_place(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REDIS_VARIABLE, redis.url)
    monkeypatch.setattr(redis_queue, "LEASE_SECONDS", 0.5)
    monkeypatch.setattr(redis_queue, "RENEW_SECONDS", 0.1)
    first, second = ConversationLockStore(), ConversationLockStore()
    log: list[str] = []
    long = asyncio.create_task(work(first, "long", 1.5, log))
    await asyncio.sleep(0.1)
    await asyncio.gather(long, work(second, "next", 0, log))
    assert log == ["long begins", "long ends", "next begins", "next ends"]
    await close(first, second)


async def test_nothing_is_left_in_redis(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REDIS_VARIABLE, redis.url)
    stores = ConversationLockStore(), ConversationLockStore()
    await asyncio.gather(*(work(stores[n % 2], str(n), 0.01, [], "eve") for n in range(8)))
    assert stores[0].queue is not None
    keys = await stores[0].queue._redis.keys(f"{redis_queue.PREFIX}*")
    assert [key for key in keys if "lease" in key or "eve" in key] == []
    await close(*stores)


async def test_without_redis_turns_go_on_in_order_within_the_process(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(REDIS_VARIABLE, "redis://127.0.0.1:9/0")
    store = ConversationLockStore()
    log: list[str] = []
    started = time.monotonic()
    await asyncio.gather(*(work(store, str(number), 0.01, log) for number in range(3)))
    assert log == [f"{number} {what}" for number in range(3) for what in ("begins", "ends")]
    assert time.monotonic() - started < 3
    assert caplog.text.count("Redis does not answer") == 1
    await close(store)
