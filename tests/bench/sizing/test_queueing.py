"""Waiting lines wait as the textbooks and a simulation say."""

from __future__ import annotations

import heapq
import random
from statistics import mean

import pytest

from bench.sizing.queueing import Overloaded, erlang_c, mean_wait, servers_needed, wait_at


@pytest.mark.parametrize(
    ("servers", "load", "waits"),
    [(1, 0.5, 0.5), (1, 0.9, 0.9), (2, 1.0, 1 / 3), (3, 2.0, 4 / 9), (10, 8.0, 0.4092), (5, 0.0, 0.0)],
)
def test_erlang_s_probability_is_that_of_the_tables(servers: int, load: float, waits: float) -> None:
    assert erlang_c(servers, load) == pytest.approx(waits, abs=1e-4)


def test_one_server_waits_as_the_formula_of_m_m_1() -> None:
    rate, service = 40.0, 0.02
    assert mean_wait(1, rate, service) == pytest.approx(0.8 * service / (1 - 0.8))
    assert mean_wait(1, rate, service, variation=0.0) == pytest.approx(0.5 * 0.8 * service / (1 - 0.8))


def simulated(servers: int, rate: float, service: float, number: int) -> list[float]:
    """Serve arrivals of chance in their order; return how long each waits."""
    dice, at, waits = random.Random(1), 0.0, []
    free = [0.0] * servers
    for _ in range(number):
        at += dice.expovariate(rate)
        begins = max(at, heapq.heappop(free))
        heapq.heappush(free, begins + dice.expovariate(1 / service))
        waits.append(begins - at)
    return waits


@pytest.mark.parametrize("servers", [1, 2, 4])
def test_a_simulation_waits_as_long(servers: int) -> None:
    service = 0.02
    rate = 0.7 * servers / service
    waits = sorted(simulated(servers, rate, service, 100_000))
    assert mean_wait(servers, rate, service) == pytest.approx(mean(waits), rel=0.1)
    assert wait_at(0.95, servers, rate, service) == pytest.approx(waits[95_000], rel=0.1)


def test_who_need_not_wait_waits_no_time() -> None:
    assert wait_at(0.95, 10, 1.0, 0.1) == 0.0


def test_more_than_the_servers_can_do_is_told() -> None:
    with pytest.raises(Overloaded):
        erlang_c(2, 2.0)
    with pytest.raises(ValueError, match="must be a server"):
        erlang_c(0, 0.5)


def test_the_servers_that_are_needed_keep_to_both_bounds_and_one_less_does_not() -> None:
    rate, service, busy, wait = 200.0, 0.02, 0.9, 0.01
    number = servers_needed(rate, service, busy=busy, wait=wait)
    assert rate * service / number <= busy and wait_at(0.95, number, rate, service) <= wait
    assert wait_at(0.95, number - 1, rate, service) > wait
    assert servers_needed(rate, service, busy=0.5, wait=9.0) == 8
    assert servers_needed(0.001, service, busy=0.5, wait=wait) == 1
    with pytest.raises(ValueError, match="busy"):
        servers_needed(rate, service, busy=1.0, wait=wait)
