"""Rasa's tracker store in SQL: a turn costs the same however long its conversation is.

Rasa's own reads and writes a whole conversation at each turn, and starts an empty one when a read fails. Here
live trackers are cached, only new events are written, long conversations are restored from a snapshot
(``snapshots.py``), and failures are raised.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Optional, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.conversations import events as event_log
from bot.conversations import turn_records, user_data
from bot.conversations.database import POOL_SIZE, create_conversations_engine
from bot.conversations.events import Append, Snapshot
from bot.conversations.idempotency import Answered
from bot.conversations.pending import pending_answer
from bot.conversations.readiness import rehearse_turn
from bot.conversations.snapshots import restore, snapshot_position, state_of
from bot.conversations.traces import clear_traces
from bot.process.metrics import stage

logger = logging.getLogger(__name__)
CACHE_SIZE = 128  # trackers, some 70 kB each; one that was dropped is restored from its last events
TRIES = 4
PAUSE_SECONDS = 0.1  # before the second try, doubled each time
GIVE_UP_SECONDS = 5.0

T = TypeVar("T")


@dataclass
class CachedTracker:
    """A tracker in memory and how much of it is in the database."""

    tracker: DialogueStateTracker
    version: str  # of what is written
    sequence: int  # of the newest event in the database
    written: int  # events of the tracker that are written, or restore what is
    restored: int = 0  # events at its start that restore the last snapshot
    in_use: bool = True  # by a turn that has not saved it yet


class ConversationTrackerStore(TrackerStore):
    """Stores conversations in SQLite or PostgreSQL."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        host: Optional[str] = None,
        **_: Any,
    ) -> None:
        """Prepare; nothing connects yet, so a database that is down does not hold up the start.

        Args:
            domain: the model's domain; Rasa sets it once the model is loaded.
            event_broker: gets each new event, once it is written.
            host: URL of the database (``url`` in endpoints.yml); default ``ADVISOR_CONVERSATIONS_URL``.
        """
        super().__init__(domain, event_broker)
        self.engine: Engine = create_conversations_engine(host)
        self.shared = False  # whether other processes write the same conversations
        self.on_erased: list[Callable[[str], None]] = []  # told of each conversation that is erased
        self._cache: OrderedDict[str, CachedTracker] = OrderedDict()
        self._threads = ThreadPoolExecutor(POOL_SIZE, thread_name_prefix="conversations")

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query in a thread, again if the connection breaks.

        Raises:
            DBAPIError, PoolTimeout: the database does not answer.
        """
        return await self._attempt(self.engine.connect, query)

    async def write(self, change: Callable[[Connection], T]) -> T:
        """Run a change in one transaction, in a thread, again if the connection breaks.

        Raises:
            DBAPIError, PoolTimeout: the database does not answer.
            ConflictError: as ``change`` says.
        """
        return await self._attempt(self.engine.begin, change)

    async def _attempt(self, opened: Callable[[], Any], work: Callable[[Connection], T]) -> T:
        def once() -> T:
            with opened() as connection:
                return work(connection)

        started, loop = time.monotonic(), asyncio.get_running_loop()
        for attempt in range(1, TRIES + 1):
            try:
                with stage("store"):
                    return await loop.run_in_executor(self._threads, once)
            except (DBAPIError, PoolTimeout) as error:
                late = time.monotonic() - started > GIVE_UP_SECONDS
                if attempt == TRIES or late or not _may_pass(error):
                    raise
                logger.warning("try=%d the conversations' database failed, trying again", attempt)
            await asyncio.sleep(PAUSE_SECONDS * 2 ** (attempt - 1) * random.uniform(0.5, 1.0))  # noqa: S311
        raise AssertionError("the last try returns or raises")

    async def rehearse(self) -> None:
        """Do once what a turn does with the database, and take it back.

        Raises:
            SchemaError, SQLAlchemyError: a turn would fail.
        """

        def once() -> None:
            with self.engine.connect() as connection:
                rehearse_turn(connection)

        await asyncio.get_running_loop().run_in_executor(self._threads, once)

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """Return a new tracker; it is written with its first events."""
        return await super().create_tracker(sender_id, append_action_listen=False)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation's tracker for one turn, which ends with :meth:`save` or :meth:`discard`.

        Raises:
            DBAPIError: it cannot be read; an empty conversation is never made up for it.
        """
        cached = self._cache.pop(sender_id, None)
        if cached and (cached.in_use or (self.shared and not await self._is_current(sender_id, cached))):
            cached = None
        cached = cached or await self._load(sender_id)
        if cached is None:
            return None
        cached.in_use = True
        self._put(sender_id, cached)
        return cached.tracker

    async def _is_current(self, sender_id: str, cached: CachedTracker) -> bool:
        return await self.read(lambda c: event_log.version(c, sender_id)) == cached.version

    async def _load(self, sender_id: str) -> CachedTracker | None:
        stored = await self.read(lambda connection: event_log.load(connection, sender_id))
        if stored is None:
            return None
        events = deserialise_events(list(stored.events))
        state = stored.snapshot.state if stored.snapshot.sequence else None
        tracker, restored = restore(sender_id, state, events, self.domain)
        return CachedTracker(tracker, stored.version, stored.last_sequence, len(tracker.events), restored)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation with every event; it cannot be saved."""
        stored = await self.read(lambda connection: event_log.load(connection, conversation_id, whole=True))
        if stored is None:
            return None
        return DialogueStateTracker.from_dict(conversation_id, list(stored.events), self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what a turn has added, in one transaction with the answer to its message.

        Raises:
            ConflictError: another process has changed the conversation meanwhile; nothing is written.
            DBAPIError: it cannot be written.
        """
        sender_id = tracker.sender_id
        cached = self._cache.pop(sender_id, None)
        if cached is None or cached.tracker is not tracker:
            cached = CachedTracker(tracker, version="", sequence=0, written=0)
        earlier, added = list(tracker.events)[: cached.written], list(tracker.events)[cached.written :]
        if added:
            cached, snapshot = self._with_snapshot(cached)
            key, after, new_events = uuid.uuid4().hex, cached.sequence, [event.as_dict() for event in added]
            new = Append(
                sender_id,
                key=key,
                after=after,
                events=new_events,
                snapshot=snapshot,
                payloads=offered(added),
                answered=_answered(),
                turn=turn_records.of_events(
                    sender_id, key, new_events, after=after, previous=_last_message_at(earlier)
                ),
            )
            cached.sequence = await self.write(lambda connection: event_log.append(connection, new))
            cached.version, cached.written = new.key, len(cached.tracker.events)
        # A tracker without events is not written, but its turn goes on.
        cached.in_use = not added
        self._put(sender_id, cached)
        if self.event_broker:
            await self._stream_new_events(self.event_broker, added, sender_id)

    def _with_snapshot(self, cached: CachedTracker) -> tuple[CachedTracker, Snapshot | None]:
        """Return the tracker, shortened by a snapshot if it has grown long, and the new snapshot."""
        events = list(cached.tracker.events)
        position = snapshot_position(events, cached.restored)
        if position is None:
            return cached, None
        sender_id = cached.tracker.sender_id
        before = DialogueStateTracker.from_events(sender_id, events[:position], self.domain.slots)
        state = state_of(before)
        # Events not written yet count on from the last that is.
        sequence = cached.sequence + position - cached.written
        tracker, restored = restore(sender_id, state, events[position:], self.domain)
        return CachedTracker(
            tracker, cached.version, cached.sequence, len(tracker.events), restored
        ), Snapshot(sequence, state)

    def _put(self, sender_id: str, cached: CachedTracker) -> None:
        self._cache[sender_id] = cached
        if len(self._cache) > CACHE_SIZE:
            # Never one that a turn is using: without what is known of it, it could not be saved.
            idle = next((key for key, one in self._cache.items() if not one.in_use), None)
            if idle is not None:
                del self._cache[idle]

    def discard(self, sender_id: str) -> None:
        """Drop the tracker from the cache; the next turn reads what is written."""
        self._cache.pop(sender_id, None)

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        return await self.read(event_log.conversation_ids)

    async def erase(self, sender_id: str) -> int:
        """Delete all that is stored on one user; return the number of rows."""
        self.discard(sender_id)
        rows = await self.write(lambda connection: user_data.erase(connection, sender_id))
        self._tell_erased(sender_id)
        return rows

    async def erase_inactive(self, sender_id: str, *, before: float) -> bool:
        """Delete a conversation that has not gone on since ``before``; call it between two turns only."""
        self.discard(sender_id)
        erased = await self.write(lambda c: user_data.erase_inactive(c, sender_id, before=before))
        if erased:
            self._tell_erased(sender_id)
        return erased

    def _tell_erased(self, sender_id: str) -> None:
        for tell in self.on_erased:
            tell(sender_id)

    async def clear_traces(self) -> bool:
        """Remove what is left of deleted rows; return whether that worked."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, clear_traces, self.engine)

    def close(self) -> None:
        """Close threads and connections."""
        self._threads.shutdown(wait=False)
        self.engine.dispose()


def offered(events: Iterable[Event]) -> list[str]:
    """Return the payloads of all buttons among the bot's messages."""
    payloads: dict[str, None] = {}
    for event in events:
        custom = (event.data or {}).get("custom") if isinstance(event, BotUttered) else None
        for block in (custom or {}).get("blocks") or []:
            if block.get("type") == "buttons":
                payloads |= dict.fromkeys(str(item["payload"]) for item in block["items"])
    return list(payloads)


def _last_message_at(events: Iterable[Event]) -> float | None:
    """Return when the user wrote last; a tracker keeps that message however much it is shortened."""
    return max((event.timestamp for event in events if isinstance(event, UserUttered)), default=None)


def _answered() -> Answered | None:
    pending = pending_answer.get()
    return Answered(pending.message_id, pending.owner, pending.replies()) if pending else None


def _may_pass(error: Exception) -> bool:
    """Return whether another try may help: the connection broke, or SQLite was busy."""
    if isinstance(error, PoolTimeout):
        return False  # the wait was the pool's time-out
    broken = isinstance(error, DBAPIError) and error.connection_invalidated
    reason = str(getattr(error, "orig", error)).lower()
    signs = ("locked", "connection", "server closed", "starting up", "shutting down", "terminat")
    return broken or any(sign in reason for sign in signs)
