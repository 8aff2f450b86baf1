"""A fair queue for each conversation in Redis: the next turn is woken and does not poll.

Each turn that waits or works is a ticket in a list; the head of the list works. A ticket lives as long as its
lease, which its process renews; where a process dies, its ticket is dropped once the lease has run out.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid

import redis.asyncio as redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
LEASE_SECONDS = 6.0
RENEW_SECONDS = 2.0
TIMEOUT_SECONDS = 2.0  # of one call, beside what it waits for
PREFIX = "advisor:turn:"

# KEYS: queue, lease of the ticket. ARGV: ticket, lease in ms, prefix of leases. Returns 1 if it is our turn.
_JOIN = """
if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('RPUSH', KEYS[1], ARGV[1]) end
redis.call('SET', KEYS[2], '1', 'PX', ARGV[2])
redis.call('PEXPIRE', KEYS[1], 60000)
while true do
  local head = redis.call('LINDEX', KEYS[1], 0)
  if head == ARGV[1] then return 1 end
  if not head then redis.call('RPUSH', KEYS[1], ARGV[1])
  elseif redis.call('EXISTS', ARGV[3] .. head) == 1 then return 0
  else redis.call('LPOP', KEYS[1]) end
end
"""
# KEYS: queue, lease of the ticket. ARGV: ticket, prefix of the lists that wake.
_LEAVE = """
redis.call('LREM', KEYS[1], 1, ARGV[1])
redis.call('DEL', KEYS[2], ARGV[2] .. ARGV[1])
local head = redis.call('LINDEX', KEYS[1], 0)
if head then
  redis.call('RPUSH', ARGV[2] .. head, '1')
  redis.call('PEXPIRE', ARGV[2] .. head, 60000)
end
return 0
"""


class QueueError(Exception):
    """Redis does not answer."""


class RedisQueue:
    """Gives one turn at a time the right to work on a conversation, in the order of arrival."""

    def __init__(self, url: str) -> None:
        """Prepare; nothing connects yet."""
        # Waiting blocks a connection; so there may be as many as there are turns that wait.
        self._redis = redis.from_url(
            url, decode_responses=True, socket_connect_timeout=TIMEOUT_SECONDS, health_check_interval=15
        )
        self._join = self._redis.register_script(_JOIN)
        self._leave = self._redis.register_script(_LEAVE)

    async def enter(self, conversation_id: str, seconds: float) -> str | None:
        """Wait until it is our turn; return the ticket to leave with, or None after so many seconds.

        Raises:
            QueueError: Redis does not answer.
        """
        ticket = uuid.uuid4().hex
        deadline = asyncio.get_running_loop().time() + seconds
        try:
            while not await self._call(self._ask(conversation_id, ticket)):
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0:
                    await self.leave(conversation_id, ticket)
                    return None
                # The turn that leaves wakes the next at once; this only looks for one that died.
                pause = max(0.1, min(RENEW_SECONDS, left))
                await self._call(self._redis.blpop([self._wake(ticket)], timeout=pause), pause)
        except asyncio.CancelledError:
            await asyncio.shield(self.leave(conversation_id, ticket))
            raise
        return ticket

    async def renew(self, conversation_id: str, ticket: str) -> None:
        """Keep a ticket alive until cancelled."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with contextlib.suppress(
                QueueError
            ):  # logged when the turn leaves; the store refuses two at once
                await self._call(self._ask(conversation_id, ticket))

    async def leave(self, conversation_id: str, ticket: str, *, quietly: bool = True) -> None:
        """Give up a ticket and wake the next; if Redis does not answer, the lease runs out by itself.

        Raises:
            QueueError: Redis does not answer, and not ``quietly``.
        """
        keys = [self._queue(conversation_id), self._lease(ticket)]
        try:
            await self._call(self._leave(keys=keys, args=[ticket, self._wake("")]))
        except QueueError:
            if not quietly:
                raise
            logger.warning("Redis does not answer; a ticket ends in %d s by itself", LEASE_SECONDS)

    async def ping(self) -> None:
        """Return if Redis answers.

        Raises:
            QueueError: it does not.
        """
        await self._call(self._redis.ping())

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()

    def _ask(self, conversation_id: str, ticket: str) -> object:
        keys = [self._queue(conversation_id), self._lease(ticket)]
        return self._join(keys=keys, args=[ticket, int(LEASE_SECONDS * 1000), self._lease("")])

    async def _call(self, call: object, beside: float = 0.0) -> object:
        try:
            return await asyncio.wait_for(call, TIMEOUT_SECONDS + beside)  # type: ignore[arg-type]
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            raise QueueError("Redis does not answer") from error

    @staticmethod
    def _queue(conversation_id: str) -> str:
        return f"{PREFIX}queue:{conversation_id}"

    @staticmethod
    def _lease(ticket: str) -> str:
        return f"{PREFIX}lease:{ticket}"

    @staticmethod
    def _wake(ticket: str) -> str:
        return f"{PREFIX}wake:{ticket}"
