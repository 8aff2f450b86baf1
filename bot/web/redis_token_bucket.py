"""Token buckets that all servers share in Redis; while it does not answer, each process counts for itself."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Sequence

import redis.asyncio as redis
from redis.exceptions import RedisError

from bot.process.metrics import ERRORS
from bot.web.token_bucket import Rate, RateLimiter, TokenBucket

logger = logging.getLogger(__name__)
PREFIX = "advisor:rate:"
TIMEOUT_SECONDS = 1.0
REST_SECONDS = 2.0  # how long Redis is left alone after it did not answer

# The same as TokenBucket.take, in one step. KEYS: bucket. ARGV: capacity, tokens a second, ms after which a
# bucket is full again. Returns the seconds to wait.
_TAKE = """
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local capacity, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'updated')
local tokens, updated = tonumber(kept[1] or capacity), tonumber(kept[2] or now)
tokens = math.min(capacity, tokens + math.max(0, now - updated) * rate)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = math.ceil((1 - tokens) / rate) end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'updated', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return wait
"""


class RedisBuckets:
    """The connection to the Redis of all servers."""

    def __init__(self, url: str, secret: bytes) -> None:
        """Prepare; nothing connects yet. Redis sees only hashes of keys, which ``secret`` makes."""
        self._redis = redis.from_url(url, socket_connect_timeout=TIMEOUT_SECONDS, health_check_interval=15)
        self._script = self._redis.register_script(_TAKE)
        self._hash_key = hashlib.sha256(b"rates\0" + secret).digest()
        self._rests_until = 0.0

    async def take(self, name: str, key: str, rate: Rate) -> int | None:
        """Take a token and return the seconds to wait; None if Redis does not answer."""
        if time.monotonic() < self._rests_until:
            return None
        try:
            return await self.ask(name, key, rate)
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            ERRORS.labels("redis").inc()
            self._rests_until = time.monotonic() + REST_SECONDS
            logger.warning(
                "Redis does not answer (%s); requests are counted within this process only",
                type(error).__name__,
            )
            return None

    async def ask(self, name: str, key: str, rate: Rate) -> int:
        """Take a token and return the seconds to wait.

        Raises:
            RedisError, OSError, asyncio.TimeoutError: Redis does not answer.
        """
        hashed = hashlib.blake2b(key.encode("utf-8", "replace"), key=self._hash_key, digest_size=16)
        full_after = int(rate.capacity / rate.per_second * 1000) + 1000
        arguments: Sequence[float] = [rate.capacity, rate.per_second, full_after]
        call: Awaitable[int] = self._script(keys=[f"{PREFIX}{name}:{hashed.hexdigest()}"], args=arguments)
        return int(await asyncio.wait_for(call, TIMEOUT_SECONDS))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()


class RedisTokenBucket(RateLimiter):
    """Buckets in Redis, under a name of their own."""

    def __init__(self, name: str, rate: Rate, shared: RedisBuckets) -> None:
        """Take the connection, which several limiters may share."""
        self._name, self._rate, self._shared = name, rate, shared
        self._own = TokenBucket(rate)

    async def take(self, key: str) -> int:
        """Take a token and return 0, or return the seconds until there is one."""
        wait = await self._shared.take(self._name, key, self._rate)
        return await self._own.take(key) if wait is None else wait


def rate_limiter(name: str, per_minute: float, shared: RedisBuckets | None) -> RateLimiter:
    """Return a limiter over all servers, or over this process alone if there is no Redis."""
    rate = Rate.per_minute(per_minute)
    return RedisTokenBucket(name, rate, shared) if shared else TokenBucket(rate)
