"""A limit holds over all servers where they share a Redis, and within each where they do not."""

from __future__ import annotations

import asyncio
import time

import pytest
from redis import Redis

from bot.web import redis_token_bucket
from bot.web.redis_token_bucket import PREFIX, RedisBuckets, rate_limiter
from bot.web.token_bucket import RateLimiter
from tests.services import redis_server

SECRET = b"a secret of the tests that is long enough"


async def waits(limit: RateLimiter, times: int, key: str = "ada") -> list[int]:
    return [await limit.take(key) for _ in range(times)]


async def test_two_servers_that_share_a_redis_count_together() -> None:
    with redis_server() as server:
        shared = [RedisBuckets(server.url, SECRET) for _ in range(2)]
        first, second = (rate_limiter("session", 6, one) for one in shared)
        assert await waits(first, 4) == [0] * 4
        assert [bool(wait) for wait in await waits(second, 4)] == [False, False, True, True]
        assert 1 <= await first.take("ada") <= 10
        assert await waits(first, 2, "bob") == [0, 0]
        for one in shared:
            await one.close()


async def test_many_at_once_get_no_more_than_there_are_permits() -> None:
    with redis_server() as server:
        shared = [RedisBuckets(server.url, SECRET) for _ in range(2)]
        every = [rate_limiter("session", 20, one) for one in shared]
        told = await asyncio.gather(*(every[number % 2].take("ada") for number in range(60)))
        assert [bool(wait) for wait in told].count(False) == 20
        for one in shared:
            await one.close()


async def test_a_shared_bucket_is_refilled_steadily_and_forgotten_when_it_is_full() -> None:
    with redis_server() as server:
        shared = RedisBuckets(server.url, SECRET)
        limit = rate_limiter("session", 120, shared)
        assert await waits(limit, 120) == [0] * 120
        assert await limit.take("ada") == 1
        await asyncio.sleep(1.1)
        assert await waits(limit, 3) == [0, 0, 1]
        with Redis.from_url(server.url) as kept:
            (name,) = kept.keys(f"{PREFIX}*")
            assert 0 < kept.pttl(name) <= 61_000
        await shared.close()


async def test_limits_of_another_name_count_apart_and_no_address_is_kept() -> None:
    with redis_server() as server:
        shared = RedisBuckets(server.url, SECRET)
        for name in ("session", "address"):
            assert [bool(wait) for wait in await waits(rate_limiter(name, 1, shared), 2, "203.0.113.7")] == [
                False,
                True,
            ]
        with Redis.from_url(server.url) as kept:
            names = [name.decode() for name in kept.keys("*")]
        assert len(names) == 2 and not any("203" in name and "113" in name for name in names)
        await shared.close()


async def test_while_redis_does_not_answer_each_server_counts_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redis_token_bucket, "REST_SECONDS", 0.2)
    with redis_server() as server:
        shared = RedisBuckets(server.url, SECRET)
        limit = rate_limiter("session", 3, shared)
        assert await waits(limit, 2) == [0, 0]
        server.kill()
        started = time.monotonic()
        assert [bool(wait) for wait in await waits(limit, 4)] == [False, False, False, True]
        assert time.monotonic() - started < 2 * redis_token_bucket.TIMEOUT_SECONDS
        server.start()
        await asyncio.sleep(0.3)
        assert await limit.take("ada") == 0  # from Redis again, which has forgotten
        await shared.close()


async def test_without_redis_the_process_counts() -> None:
    assert [bool(wait) for wait in await waits(rate_limiter("session", 2, None), 3)] == [False, False, True]
