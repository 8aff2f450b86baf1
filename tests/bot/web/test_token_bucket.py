"""Token buckets of this process: one for each key, refilled steadily."""

from __future__ import annotations

import pytest

from bot.web import token_bucket
from bot.web.token_bucket import Rate, TokenBucket


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def per_minute(tokens: float, clock: Clock) -> TokenBucket:
    return TokenBucket(Rate.per_minute(tokens), clock)


async def test_as_many_at_once_as_a_minute_has_and_as_many_again_after_it() -> None:
    clock = Clock()
    bucket = per_minute(6, clock)
    assert [await bucket.take("ada") for _ in range(7)] == [0] * 6 + [10]
    clock.now += 10
    assert [await bucket.take("ada") for _ in range(2)] == [0, 10]
    clock.now += 3600
    assert [await bucket.take("ada") for _ in range(7)] == [0] * 6 + [10]


async def test_one_who_waits_as_long_as_told_is_let_in() -> None:
    clock = Clock()
    bucket = per_minute(7, clock)
    told = [await bucket.take("ada") for _ in range(8)]
    assert told == [0] * 7 + [9]
    for _ in range(20):
        seconds = await bucket.take("ada")
        clock.now += seconds
        assert seconds == 0 or await bucket.take("ada") == 0


async def test_each_key_has_permits_of_its_own() -> None:
    bucket = per_minute(1, Clock())
    assert [await bucket.take("ada"), await bucket.take("bob"), await bucket.take("ada") > 0] == [0, 0, True]


async def test_less_than_one_a_minute_is_one_now_and_then() -> None:
    bucket = per_minute(0.5, Clock())
    assert [await bucket.take("ada"), await bucket.take("ada")] == [0, 120]


async def test_no_more_keys_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_bucket, "MAX_KEYS", 3)
    bucket = per_minute(1, Clock())
    for name in "abcd":
        await bucket.take(name)
    assert len(bucket._buckets) == 3
    assert await bucket.take("d") > 0
    assert await bucket.take("a") == 0  # the least recently used was dropped
