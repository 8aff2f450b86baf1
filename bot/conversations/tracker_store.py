"""Rasa's tracker store in SQL: a turn costs the same however long its conversation is.

Rasa's own reads and writes a whole conversation at each turn, and starts an empty one when a read fails. Here
live trackers stay in memory, only new events are written, long ones are cut (``window.py``), and what
fails is raised.
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
from rasa.shared.core.events import BotUttered, Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.conversations import journal
from bot.conversations.database import POOL_SIZE, create_conversations_engine
from bot.conversations.journal import Answered, Append, Cut
from bot.conversations.pending import pending_answer
from bot.conversations.snapshots import place_to_cut, rebuilt, state_of
from bot.process.metrics import stage

logger = logging.getLogger(__name__)
LIVE = 128  # trackers in memory, some 70 kB each; of those who pause longer, the last events are read again
TRIES = 4
PAUSE_SECONDS = 0.1  # before the second try, doubled each time
GIVE_UP_SECONDS = 5.0

T = TypeVar("T")


@dataclass
class Live:
    """A tracker in memory and how much of it is written."""

    tracker: DialogueStateTracker
    version: str  # of what is written
    sequence: int  # of the newest event in the database
    written: int  # events of the tracker that are written, or stand for what is
    opening: int = 0  # events at its begin that stand for the state at the last cut
    taken: bool = True  # by a turn that has not saved it yet


class ConversationTrackerStore(TrackerStore):
    """Keeps conversations in SQLite or PostgreSQL."""

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
        self._live: OrderedDict[str, Live] = OrderedDict()
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

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """Return a new tracker; it is written with its first events."""
        return await super().create_tracker(sender_id, append_action_listen=False)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation's tracker for one turn, which ends with :meth:`save` or :meth:`discard`.

        Raises:
            DBAPIError: it cannot be read; an empty conversation is never made up for it.
        """
        live = self._live.pop(sender_id, None)
        if live and (live.taken or (self.shared and not await self._is_current(sender_id, live))):
            live = None
        live = live or await self._load(sender_id)
        if live is None:
            return None
        live.taken = True
        self._keep(sender_id, live)
        return live.tracker

    async def _is_current(self, sender_id: str, live: Live) -> bool:
        return await self.read(lambda c: journal.version(c, sender_id)) == live.version

    async def _load(self, sender_id: str) -> Live | None:
        kept = await self.read(lambda connection: journal.load(connection, sender_id))
        if kept is None:
            return None
        events = deserialise_events(list(kept.events))
        state = kept.cut.state if kept.cut.sequence else None
        tracker, opening = rebuilt(sender_id, state, events, self.domain)
        return Live(tracker, kept.version, kept.last_sequence, len(tracker.events), opening)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation with every event; it cannot be saved."""
        kept = await self.read(lambda connection: journal.load(connection, conversation_id, whole=True))
        if kept is None:
            return None
        return DialogueStateTracker.from_dict(conversation_id, list(kept.events), self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write what a turn has added, in one transaction with the answer to its message.

        Raises:
            ConflictError: another process has changed the conversation meanwhile; nothing is written.
            DBAPIError: it cannot be written.
        """
        sender_id = tracker.sender_id
        live = self._live.pop(sender_id, None)
        if live is None or live.tracker is not tracker:
            live = Live(tracker, version="", sequence=0, written=0)
        added = list(tracker.events)[live.written :]
        if added:
            live, cut = self._cut(live)
            new = Append(
                sender_id,
                key=uuid.uuid4().hex,
                after=live.sequence,
                events=[event.as_dict() for event in added],
                cut=cut,
                payloads=offered(added),
                answered=_answered(),
            )
            live.sequence = await self.write(lambda connection: journal.append(connection, new))
            live.version, live.written = new.key, len(live.tracker.events)
        # A tracker without events is not written, but its turn goes on.
        live.taken = not added
        self._keep(sender_id, live)
        if self.event_broker:
            await self._stream_new_events(self.event_broker, added, sender_id)

    def _cut(self, live: Live) -> tuple[Live, Cut | None]:
        """Return the tracker, cut if it has grown long, and the cut for the database."""
        events = list(live.tracker.events)
        place = place_to_cut(events, live.opening)
        if place is None:
            return live, None
        sender_id = live.tracker.sender_id
        before = DialogueStateTracker.from_events(sender_id, events[:place], self.domain.slots)
        state = state_of(before)
        # Events not written yet count on from the last that is.
        sequence = live.sequence + place - live.written
        tracker, opening = rebuilt(sender_id, state, events[place:], self.domain)
        return Live(tracker, live.version, live.sequence, len(tracker.events), opening), Cut(sequence, state)

    def _keep(self, sender_id: str, live: Live) -> None:
        self._live[sender_id] = live
        if len(self._live) > LIVE:
            # Never one whose turn is under way: without what is known of it, it could not be saved.
            idle = next((key for key, one in self._live.items() if not one.taken), None)
            if idle is not None:
                del self._live[idle]

    def discard(self, sender_id: str) -> None:
        """Forget the tracker in memory; the next turn reads what is written."""
        self._live.pop(sender_id, None)

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        return await self.read(journal.conversation_ids)

    async def erase(self, sender_id: str) -> int:
        """Delete all that is held on one user; return how many rows went."""
        self.discard(sender_id)
        return await self.write(lambda connection: journal.erase(connection, sender_id))

    def close(self) -> None:
        """Give back threads and connections."""
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


def _answered() -> Answered | None:
    pending = pending_answer.get()
    return Answered(pending.message_id, pending.owner, pending.replies()) if pending else None


def _may_pass(error: Exception) -> bool:
    """Return whether another try may help: the connection broke, or SQLite was busy."""
    if isinstance(error, PoolTimeout):
        return False  # the wait was the pool's time-out
    broken = isinstance(error, DBAPIError) and error.connection_invalidated
    told = str(getattr(error, "orig", error)).lower()
    signs = ("locked", "connection", "server closed", "starting up", "shutting down", "terminat")
    return broken or any(sign in told for sign in signs)
