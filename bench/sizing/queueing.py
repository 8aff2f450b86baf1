"""Waiting lines: M/M/c, and M/G/c by Allen and Cunneen's approximation; docs/sizing.md has the formulas.

Rates are per second, times in seconds. ``servers`` work side by side on one line, each on one turn at a time.
"""

from __future__ import annotations

import math


class Overloaded(ValueError):
    """More comes in than the servers can do: the line grows without end."""


def erlang_c(servers: int, load: float) -> float:
    """Return the probability that an arrival has to wait.

    Args:
        servers: one or more.
        load: in erlangs: the rate of arrivals by the time that each takes.

    Raises:
        Overloaded: the load is not below the number of servers.
    """
    if servers < 1 or load < 0:
        raise ValueError("there must be a server, and no negative load")
    if load >= servers:
        raise Overloaded(f"{load:.2f} erlangs on {servers} servers")
    blocked = 1.0  # Erlang's B of no server, then of one more at a time
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1 - (load / servers) * (1 - blocked))


def mean_wait(servers: int, rate: float, service: float, variation: float = 1.0) -> float:
    """Return how long an arrival waits on average.

    Args:
        servers: one or more.
        rate: of arrivals, which come independently of each other.
        service: mean time that each takes.
        variation: squared coefficient of variation of that time; 1 is that of M/M/c, 0 a constant time.

    Raises:
        Overloaded: the servers cannot keep up.
    """
    waits = erlang_c(servers, rate * service)
    return waits / (servers / service - rate) * (1 + variation) / 2


def wait_at(share: float, servers: int, rate: float, service: float, variation: float = 1.0) -> float:
    """Return the time within which a share of all arrivals (0.95, say) is through with waiting.

    Raises:
        Overloaded: the servers cannot keep up.
    """
    waits = erlang_c(servers, rate * service)
    if waits <= 1 - share:
        return 0.0
    return math.log(waits / (1 - share)) / (servers / service - rate) * (1 + variation) / 2


def servers_needed(
    rate: float, service: float, *, busy: float, wait: float, share: float = 0.95, variation: float = 1.0
) -> int:
    """Return the smallest number of servers that are busy at most so much and let wait at most so long.

    Args:
        rate: of arrivals.
        service: mean time that each takes.
        busy: largest share of its time that a server may be busy, below 1.
        wait: longest time that the ``share`` of arrivals may wait.
        share: of arrivals that the wait is about.
        variation: as in :func:`mean_wait`.
    """
    if not 0 < busy < 1:
        raise ValueError("busy must lie between 0 and 1")
    number = max(1, math.ceil(rate * service / busy - 1e-9))
    while wait_at(share, number, rate, service, variation) > wait:
        number += 1
    return number
