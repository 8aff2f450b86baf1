"""Permits of this process: a bucket for each key, refilled steadily."""

from __future__ import annotations

import pytest

from bot.web import rates
from bot.web.rates import Rate, address_key


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_as_many_at_once_as_a_minute_has_and_as_many_again_after_it() -> None:
    clock = Clock()
    rate = Rate(6, clock)
    assert [rate.wait("ada") for _ in range(7)] == [0] * 6 + [10]
    clock.now += 10
    assert [rate.wait("ada") for _ in range(2)] == [0, 10]
    clock.now += 3600
    assert [rate.wait("ada") for _ in range(7)] == [0] * 6 + [10]


def test_one_who_waits_as_long_as_told_is_let_in() -> None:
    clock = Clock()
    rate = Rate(7, clock)
    told = [rate.wait("ada") for _ in range(8)]
    assert told == [0] * 7 + [9]
    for _ in range(20):
        seconds = rate.wait("ada")
        clock.now += seconds
        assert seconds == 0 or rate.wait("ada") == 0


def test_each_key_has_permits_of_its_own() -> None:
    rate = Rate(1, Clock())
    assert [rate.wait("ada"), rate.wait("bob"), rate.wait("ada") > 0] == [0, 0, True]


def test_less_than_one_a_minute_is_one_now_and_then() -> None:
    rate = Rate(0.5, Clock())
    assert [rate.wait("ada"), rate.wait("ada")] == [0, 120]


def test_no_more_keys_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "LONGEST_MEMORY", 3)
    rate = Rate(1, Clock())
    for name in "abcd":
        rate.wait(name)
    assert len(rate._buckets) == 3
    assert rate.wait("d") > 0 and rate.wait("a") == 0  # the one that was not heard of for the longest time


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::"),
        ("2001:db8::ffff:1", "2001:db8::"),
        ("2001:db8:0:1::1", "2001:db8:0:1::"),
        ("no address", "no address"),
        ("x" * 500, "x" * 64),
    ],
)
def test_a_network_of_ipv6_counts_as_one_address(address: str, key: str) -> None:
    assert address_key(address) == key
