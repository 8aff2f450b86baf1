"""A call ends within its bound, whatever it does, and holds up no other."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from actions.calls import Calls, CallTooLong, TooManyCalls

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def quick(connection: Connection) -> int:
    return int(connection.execute(text("SELECT 1")).scalar_one())


def endless(connection: Connection) -> int:
    return int(connection.execute(text(ENDLESS)).scalar_one())


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What calls wait for that hang; opened in the end, so that no thread is left."""
    event = threading.Event()
    yield event
    event.set()


async def nothing_under_way(calls: Calls, seconds: float = 2.0) -> bool:
    until = time.monotonic() + seconds
    while calls.under_way and time.monotonic() < until:
        await asyncio.sleep(0.02)
    return calls.under_way == 0


async def test_a_call_brings_what_it_finds_or_what_it_raises(knowledge: Engine) -> None:
    calls = Calls(threads=1, waiting=1)
    assert await calls.run(knowledge, quick) == 1
    with pytest.raises(ZeroDivisionError):
        await calls.run(knowledge, lambda _connection: 1 // 0)
    assert await nothing_under_way(calls)


async def test_the_statement_of_a_call_that_takes_too_long_is_interrupted(knowledge: Engine) -> None:
    calls, begun = Calls(threads=1, waiting=0, seconds=0.2), time.monotonic()
    with pytest.raises(CallTooLong):
        await calls.run(knowledge, endless)
    assert await nothing_under_way(calls)
    assert time.monotonic() - begun < 2
    assert calls.too_long == 1
    assert await calls.run(knowledge, quick) == 1


async def test_a_call_that_takes_too_long_runs_no_further_statement(
    knowledge: Engine, gate: threading.Event
) -> None:
    calls, ran = Calls(threads=1, waiting=0, seconds=0.1), []

    def look_up(connection: Connection) -> None:
        gate.wait(10)
        quick(connection)
        ran.append(1)

    with pytest.raises(CallTooLong):
        await calls.run(knowledge, look_up)
    await asyncio.sleep(0.2)
    gate.set()
    assert await nothing_under_way(calls)
    assert ran == []


async def test_one_call_that_hangs_holds_up_no_other(knowledge: Engine, gate: threading.Event) -> None:
    calls = Calls(threads=2, waiting=10, seconds=2)
    hanging = asyncio.create_task(calls.run(knowledge, lambda _connection: gate.wait(10)))
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    assert await asyncio.gather(*(calls.run(knowledge, quick) for _ in range(10))) == [1] * 10
    assert time.monotonic() - begun < 1.5
    with pytest.raises(CallTooLong):
        await hanging


async def test_beyond_the_bound_a_call_is_refused_at_once(knowledge: Engine, gate: threading.Event) -> None:
    calls = Calls(threads=1, waiting=2, seconds=1)
    waiting = [
        asyncio.create_task(calls.run(knowledge, lambda _connection: gate.wait(10))) for _number in range(3)
    ]
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    with pytest.raises(TooManyCalls):
        await calls.run(knowledge, quick)
    assert time.monotonic() - begun < 0.5
    assert (calls.under_way, calls.refused) == (3, 1)
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in ended] == [CallTooLong] * 3
    gate.set()
    assert await nothing_under_way(calls)
    assert await calls.run(knowledge, quick) == 1


async def test_a_call_that_still_hangs_counts_until_it_has_ended(
    knowledge: Engine, gate: threading.Event
) -> None:
    calls = Calls(threads=1, waiting=0, seconds=0.1)
    with pytest.raises(CallTooLong):
        await calls.run(knowledge, lambda _connection: gate.wait(10))
    with pytest.raises(TooManyCalls):
        await calls.run(knowledge, quick)
    gate.set()
    assert await nothing_under_way(calls)
    assert await Calls(threads=1, waiting=0).run(knowledge, quick) == 1


async def test_the_statement_of_a_caller_who_leaves_is_interrupted(knowledge: Engine) -> None:
    calls = Calls(threads=1, waiting=0)
    left = asyncio.create_task(calls.run(knowledge, endless))
    await asyncio.sleep(0.2)
    left.cancel()
    with pytest.raises(asyncio.CancelledError):
        await left
    assert await nothing_under_way(calls)


async def test_a_time_out_of_what_is_looked_up_is_no_time_out_of_the_call(knowledge: Engine) -> None:
    def look_up(_connection: Connection) -> None:
        raise asyncio.TimeoutError

    calls = Calls(threads=1, waiting=0)
    with pytest.raises(asyncio.TimeoutError):
        await calls.run(knowledge, look_up)
    assert calls.too_long == 0
