"""A lock for each key, first come, first served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class KeyedLock:
    """Lets one task at a time hold a key; forgets keys that nobody uses."""

    def __init__(self) -> None:
        """Start without keys."""
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def hold(self, key: str, seconds: float) -> AsyncIterator[None]:
        """Hold a key for the body of the ``async with``.

        Raises:
            asyncio.TimeoutError: the tasks before took longer than so many seconds.
        """
        lock, users = self._locks.get(key) or (asyncio.Lock(), 0)
        self._locks[key] = (lock, users + 1)
        try:
            await asyncio.wait_for(lock.acquire(), seconds)
            try:
                yield
            finally:
                lock.release()
        finally:
            lock, users = self._locks.pop(key)
            if users > 1:
                self._locks[key] = (lock, users - 1)
