"""A limit that holds over all servers: its buckets are in Redis where there is one, else in this process."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable

import redis.asyncio as redis
from redis.exceptions import RedisError

from bot.process.metrics import ERRORS
from bot.web.rates import Rate

logger = logging.getLogger(__name__)
PREFIX = "advisor:rate:"
TIMEOUT_SECONDS = 1.0
REST_SECONDS = 2.0  # how long Redis is left alone after it did not answer

# KEYS: bucket. ARGV: most permits, permits a second, ms after which a bucket is full again. Returns the wait.
_TAKE = """
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local most, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'left', 'since')
local left, since = tonumber(kept[1] or most), tonumber(kept[2] or now)
left = math.min(most, left + math.max(0, now - since) * rate)
local wait = 0
if left >= 1 then left = left - 1 else wait = math.ceil((1 - left) / rate) end
redis.call('HSET', KEYS[1], 'left', tostring(left), 'since', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return wait
"""


class SharedBuckets:
    """The buckets of all servers, in Redis."""

    def __init__(self, url: str, secret: bytes) -> None:
        """Prepare; nothing connects yet. ``secret`` keeps addresses out of Redis, where only a hash is."""
        self._redis = redis.from_url(url, socket_connect_timeout=TIMEOUT_SECONDS, health_check_interval=15)
        self._script = self._redis.register_script(_TAKE)
        self._key = hashlib.sha256(b"rates\0" + secret).digest()
        self._rests_until = 0.0

    async def take(self, name: str, key: str, most: float, per_second: float) -> int | None:
        """Take a permit and return the seconds to wait; None where Redis does not answer."""
        if time.monotonic() < self._rests_until:
            return None
        hidden = hashlib.blake2b(key.encode("utf-8", "replace"), key=self._key, digest_size=16).hexdigest()
        full = int(most / per_second * 1000) + 1000
        call: Awaitable[int] = self._script(keys=[f"{PREFIX}{name}:{hidden}"], args=[most, per_second, full])
        try:
            return int(await asyncio.wait_for(call, TIMEOUT_SECONDS))
        except (RedisError, OSError, asyncio.TimeoutError):
            ERRORS.labels("redis").inc()
            self._rests_until = time.monotonic() + REST_SECONDS
            logger.warning("Redis does not answer; requests are counted within this process only")
            return None

    async def close(self) -> None:
        """Give back the connections."""
        await self._redis.close()


class Limit:
    """How often one may ask, whichever server is asked."""

    def __init__(self, name: str, per_minute: float, shared: SharedBuckets | None) -> None:
        """Allow so many at once, and as many again every minute."""
        self._name = name
        self._rate = Rate(per_minute)
        self._lexical_overlap = shared

    async def wait(self, key: str) -> int:
        """Take a permit and return 0, or return after how many seconds there will be one."""
        rate = self._rate
        told = (
            await self._lexical_overlap.take(self._name, key, rate.most, rate.per_second)
            if self._lexical_overlap
            else None
        )
        return rate.wait(key) if told is None else told
