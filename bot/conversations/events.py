"""The events of conversations in SQL: appended once, in order, and read back from the last snapshot on."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection

from bot.conversations.idempotency import Answered, ConflictError, store_replies
from bot.conversations.models import conversation, conversation_event, offered_payload
from bot.conversations.turn_records import TurnRecord, write
from bot.conversations.upsert import insert_or_ignore, insert_or_ignore_statement

Json = dict[str, Any]

# Built once, as every turn runs them: to build a statement takes SQLAlchemy longer than to run it.
_SELECT = select(conversation).where(conversation.c.id == bindparam("of"))
_VERSION = select(conversation.c.last_append).where(conversation.c.id == bindparam("of"))
_EVENTS = (
    select(conversation_event.c.data)
    .where(
        conversation_event.c.conversation_id == bindparam("of"),
        conversation_event.c.sequence > bindparam("after"),
        # Not those that are written while this is read.
        conversation_event.c.sequence <= bindparam("last"),
    )
    .order_by(conversation_event.c.sequence)
)
_UPDATE = update(conversation).where(
    conversation.c.id == bindparam("of"), conversation.c.last_sequence == bindparam("after")
)
_INSERT_EVENTS = insert(conversation_event)
_INSERT_OFFERS = insert_or_ignore_statement(offered_payload, ("conversation_id", "payload"))
_encode = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Snapshot:
    """The state of a conversation after the event ``sequence``; earlier events need not be replayed."""

    sequence: int = 0
    state: str = "{}"  # JSON: slots and active loop


@dataclass(frozen=True)
class StoredConversation:
    """What a tracker is restored from."""

    version: str
    last_sequence: int
    snapshot: Snapshot
    events: tuple[Json, ...]  # after the snapshot


@dataclass(frozen=True)
class Append:
    """What one turn adds to a conversation; written whole or not at all."""

    conversation_id: str
    key: str  # different for each append
    after: int  # sequence of the last event that the turn knew; 0 for a new conversation
    events: Sequence[Json]
    snapshot: Snapshot | None = None  # set when a new one is taken
    payloads: Sequence[str] = ()
    answered: Answered | None = None
    turn: TurnRecord | None = None


def version(connection: Connection, conversation_id: str) -> str | None:
    """Return the key of a conversation's newest append; None if there is no such conversation."""
    key: str | None = connection.execute(_VERSION, {"of": conversation_id}).scalar()
    return key


def load(connection: Connection, conversation_id: str, *, whole: bool = False) -> StoredConversation | None:
    """Return a conversation, by default from its last snapshot on; None if there is none."""
    row = connection.execute(_SELECT, {"of": conversation_id}).first()
    if row is None:
        return None
    snapshot = Snapshot() if whole else Snapshot(row.snapshot_sequence, row.snapshot_state)
    bounds = {"of": conversation_id, "after": snapshot.sequence, "last": row.last_sequence}
    events = connection.execute(_EVENTS, bounds).scalars()
    return StoredConversation(
        row.last_append, row.last_sequence, snapshot, tuple(json.loads(one) for one in events)
    )


def append(connection: Connection, new: Append) -> int:
    """Add a turn's events and return the sequence of the last; in the caller's transaction.

    Raises:
        ConflictError: the conversation has moved on since the turn read it.
    """
    last = new.after + len(new.events)
    now = time.time()
    if not (_update(connection, new, last, now) if new.after else _create(connection, new, last, now)):
        if _is_written(connection, new):
            return last  # it was written, and only the confirmation was lost
        raise ConflictError("the conversation has moved on")
    if new.events:
        rows = [
            {
                "conversation_id": new.conversation_id,
                "sequence": new.after + offset,
                "type": str(event["event"]),
                "timestamp": float(event.get("timestamp") or now),
                "data": _encode(event),
            }
            for offset, event in enumerate(new.events, start=1)
        ]
        connection.execute(_INSERT_EVENTS, rows)
    if new.payloads:
        offers = [{"conversation_id": new.conversation_id, "payload": one} for one in new.payloads]
        connection.execute(_INSERT_OFFERS, offers)
    if new.turn:
        write(connection, [new.turn])
    if new.answered:
        store_replies(connection, new.conversation_id, new.answered)
    return last


def _update(connection: Connection, new: Append, last: int, now: float) -> bool:
    values: Json = {"last_sequence": last, "last_append": new.key, "changed_at": now}
    if new.snapshot:
        values |= {"snapshot_sequence": new.snapshot.sequence, "snapshot_state": new.snapshot.state}
    updated = connection.execute(_UPDATE, {"of": new.conversation_id, "after": new.after, **values})
    return bool(updated.rowcount == 1)


def _create(connection: Connection, new: Append, last: int, now: float) -> bool:
    snapshot = new.snapshot or Snapshot()
    row = {
        "id": new.conversation_id,
        "started_at": now,
        "changed_at": now,
        "last_sequence": last,
        "last_append": new.key,
        "snapshot_sequence": snapshot.sequence,
        "snapshot_state": snapshot.state,
    }
    return insert_or_ignore(connection, conversation, row)


def _is_written(connection: Connection, new: Append) -> bool:
    found = select(conversation.c.id).where(
        conversation.c.id == new.conversation_id, conversation.c.last_append == new.key
    )
    return connection.execute(found).first() is not None


def is_offered(connection: Connection, conversation_id: str, payload: str) -> bool:
    """Return whether the bot has offered this payload in this conversation."""
    found = select(offered_payload.c.payload).where(
        offered_payload.c.conversation_id == conversation_id, offered_payload.c.payload == payload
    )
    return connection.execute(found).first() is not None


def conversation_ids(connection: Connection) -> Iterable[str]:
    """Return the ids of all conversations."""
    return [str(one) for one in connection.execute(select(conversation.c.id)).scalars()]
