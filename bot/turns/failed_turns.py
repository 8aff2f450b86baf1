"""Records of turns of which nothing else is kept: they wait in memory until the database takes them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from functools import partial

from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.turn_records import TurnRecord, write

logger = logging.getLogger(__name__)
BATCH = 500  # records of a transaction
RETRY_SECONDS = 5.0  # while the database does not take them
MOST_WAITING = 10_000  # the oldest are dropped above that
CLOSE_SECONDS = 1.0


class FailedTurns:
    """Writes records in the background, so that no turn waits for them."""

    def __init__(self, store: Callable[[], ConversationTrackerStore]) -> None:
        """Begin with none.

        Args:
            store: gives the store once Rasa has loaded its agent.
        """
        self._store = store
        self._waiting: deque[TurnRecord] = deque(maxlen=MOST_WAITING)
        self._writing: asyncio.Task[None] | None = None

    def add(self, record: TurnRecord) -> None:
        """Keep a record; it is written soon."""
        self._waiting.append(record)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def close(self) -> None:
        """Wait a bounded time for what is not written yet."""
        if self._writing is None:
            return
        await asyncio.wait({self._writing}, timeout=CLOSE_SECONDS)
        self._writing.cancel()
        if self._waiting:
            logger.error("%d failed turns are missing in the figures", len(self._waiting))

    async def _write(self) -> None:
        while self._waiting:
            batch = list(self._waiting)[:BATCH]
            try:
                await self._store().write(partial(write, records=batch))
            except Exception as error:  # noqa: BLE001 - of any kind: they wait until it is over
                logger.warning("failed turns wait to be recorded: %s", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            written = {one.id for one in batch}
            while self._waiting and self._waiting[0].id in written:
                self._waiting.popleft()
