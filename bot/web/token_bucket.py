"""Rate limiting by token buckets: each key may make a burst of requests, and again as tokens are refilled."""

from __future__ import annotations

import math
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MAX_KEYS = 50_000  # in memory; the least recently used is dropped first


@dataclass(frozen=True)
class Rate:
    """Tokens that a bucket holds at most, and those that it gains each second."""

    capacity: float
    per_second: float

    @classmethod
    def per_minute(cls, tokens: float) -> Rate:
        """Return a rate of so many tokens a minute, which may all be taken at once."""
        return cls(max(1.0, tokens), tokens / 60.0)


class RateLimiter(ABC):
    """A bucket for each key, wherever the buckets are kept."""

    @abstractmethod
    async def take(self, key: str) -> int:
        """Take a token and return 0, or return the seconds until there is one."""


class TokenBucket(RateLimiter):
    """Buckets in the memory of this process."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets."""
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when

    async def take(self, key: str) -> int:
        """Take a token and return 0, or return the seconds until there is one."""
        now = self._clock()
        tokens, updated = self._buckets.pop(key, (self._rate.capacity, now))
        tokens = min(self._rate.capacity, tokens + (now - updated) * self._rate.per_second)
        allowed = tokens >= 1.0
        self._buckets[key] = (tokens - 1.0 if allowed else tokens, now)
        if len(self._buckets) > MAX_KEYS:
            self._buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1.0 - tokens) / self._rate.per_second)
