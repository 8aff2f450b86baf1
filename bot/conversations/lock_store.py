"""Rasa's lock store: the turns of one conversation run one after the other, in order, without polling.

Rasa's own looks once a second, and its Redis variant reads and writes in two steps. Within a process turns
queue in memory; with ``ADVISOR_REDIS_URL`` the first of each process queues in Redis as well. Should two
processes work on one conversation all the same, the tracker store refuses the second one's result.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockError, LockStore

from bot.conversations.keyed_lock import KeyedLock
from bot.conversations.redis_queue import QueueError, RedisQueue
from bot.process.metrics import ERRORS, stage
from bot.settings import StorageSettings

logger = logging.getLogger(__name__)
WAIT_SECONDS = 25.0  # less than a channel waits for an answer
REST_SECONDS = 2.0  # how long Redis is left alone after it did not answer


class ConversationLockStore(LockStore):
    """Lets one turn at a time work on a conversation."""

    def __init__(self, endpoint_config: Any = None) -> None:
        """Prepare; nothing connects yet.

        Args:
            endpoint_config: Rasa hands over what endpoints.yml says; the URL comes from the environment.
        """
        super().__init__()
        url = StorageSettings.read().redis_url
        self.queue: RedisQueue | None = RedisQueue(url) if url else None
        self._order = KeyedLock()
        self._redis_rests_until = 0.0

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[TicketLock]:
        """Hold the conversation for the body of the ``async with``.

        Raises:
            LockError: other turns took too long.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        async with AsyncExitStack() as held:
            with stage("wait"):
                try:
                    await held.enter_async_context(self._order.hold(conversation_id, WAIT_SECONDS))
                except asyncio.TimeoutError as error:
                    raise LockError("an earlier turn of this conversation takes too long") from error
                await held.enter_async_context(
                    self._across_processes(conversation_id, deadline - time.monotonic())
                )
            yield TicketLock(conversation_id)

    @asynccontextmanager
    async def _across_processes(self, conversation_id: str, seconds: float) -> AsyncIterator[None]:
        ticket = await self._enter(conversation_id, seconds)
        if self.queue is None or ticket is None:
            yield
            return
        renewal = asyncio.create_task(self.queue.renew(conversation_id, ticket))
        try:
            yield
        finally:
            renewal.cancel()
            with suppress(asyncio.CancelledError):
                await renewal
            await asyncio.shield(self.queue.leave(conversation_id, ticket))

    async def _enter(self, conversation_id: str, seconds: float) -> str | None:
        if self.queue is None or time.monotonic() < self._redis_rests_until:
            return None
        try:
            ticket = await self.queue.enter(conversation_id, seconds)
        except QueueError:
            # The conversation goes on; the tracker store refuses the second result of two processes.
            ERRORS.labels("redis").inc()
            self._redis_rests_until = time.monotonic() + REST_SECONDS
            logger.warning("Redis does not answer; turns are kept in order within this process only")
            return None
        if ticket is None:
            raise LockError("an earlier turn of this conversation takes too long")
        return ticket
