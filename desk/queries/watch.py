"""The state of what is watched, and the messages that are sent about it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.conversations.desk_models import LONGEST_PROBLEM, watch_delivery, watch_message, watch_state
from bot.conversations.upsert import insert_or_ignore


@dataclass(frozen=True)
class State:
    """Whether a share has left its usual band, and since when (seconds since 1970)."""

    is_out: bool
    since: float


@dataclass(frozen=True)
class Delivery:
    """A message on its way; ``next_try`` is None once it has arrived or is given up."""

    message_id: str
    way: str
    tries: int
    next_try: float | None
    delivered_at: float | None
    problem: str | None


@dataclass(frozen=True)
class Message:
    """An alert, its end, or a digest: a text of figures, and the figures themselves."""

    id: str
    made_at: float
    kind: str
    text: str
    details: Mapping[str, Any]
    deliveries: Sequence[Delivery] = field(default=())


def states(connection: Connection) -> dict[str, State]:
    """Return the state of each measure that was ever looked at."""
    return {row.measure: State(row.is_out, row.since) for row in connection.execute(select(watch_state))}


def change_state(connection: Connection, measure: str, *, is_out: bool, now: float) -> bool:
    """Note that a share has left its band or is back; False if that was noted before, by any process."""
    insert_or_ignore(connection, watch_state, {"measure": measure, "is_out": False, "since": now})
    other = (watch_state.c.measure == measure) & (watch_state.c.is_out == (not is_out))
    changed = connection.execute(update(watch_state).where(other).values(is_out=is_out, since=now))
    return bool(changed.rowcount == 1)


def add_message(connection: Connection, message: Message, ways: Sequence[str]) -> bool:
    """Store a message, to be sent in some ways at once; False if there is one of its id."""
    row = {
        "id": message.id,
        "made_at": message.made_at,
        "kind": message.kind,
        "text": message.text,
        "details": json.dumps(message.details),
    }
    if not insert_or_ignore(connection, watch_message, row):
        return False
    for way in ways:
        delivery = {"message_id": message.id, "way": way, "tries": 0, "next_try": message.made_at}
        insert_or_ignore(connection, watch_delivery, delivery)
    return True


def due(connection: Connection, *, now: float) -> list[tuple[Message, Delivery]]:
    """Return what is to be sent now, the oldest first."""
    found = (
        select(watch_message, watch_delivery)
        .join(watch_delivery, watch_delivery.c.message_id == watch_message.c.id)
        .where(watch_delivery.c.next_try <= now)
        .order_by(watch_message.c.made_at)
    )
    return [(_message(row), _delivery(row)) for row in connection.execute(found)]


def claim(connection: Connection, delivery: Delivery, *, until: float) -> bool:
    """Count a try, so that no other process tries until then; False if another one has it."""
    same = (
        (watch_delivery.c.message_id == delivery.message_id)
        & (watch_delivery.c.way == delivery.way)
        & (watch_delivery.c.tries == delivery.tries)
    )
    values = {"tries": delivery.tries + 1, "next_try": until}
    return bool(connection.execute(update(watch_delivery).where(same).values(**values)).rowcount == 1)


def note_try(
    connection: Connection,
    delivery: Delivery,
    *,
    delivered_at: float | None,
    next_try: float | None,
    problem: str | None,
) -> None:
    """Note how a try has ended."""
    same = (watch_delivery.c.message_id == delivery.message_id) & (watch_delivery.c.way == delivery.way)
    values = {
        "delivered_at": delivered_at,
        "next_try": next_try,
        "problem": problem[:LONGEST_PROBLEM] if problem else None,
    }
    connection.execute(update(watch_delivery).where(same).values(**values))


def newest_messages(connection: Connection, *, limit: int) -> list[Message]:
    """Return the newest messages, with how they were delivered."""
    rows = connection.execute(
        select(watch_message).order_by(watch_message.c.made_at.desc(), watch_message.c.id).limit(limit)
    ).all()
    deliveries: dict[str, list[Delivery]] = {row.id: [] for row in rows}
    found = select(watch_delivery).where(watch_delivery.c.message_id.in_(list(deliveries)))
    for row in connection.execute(found.order_by(watch_delivery.c.way)):
        deliveries[row.message_id].append(_delivery(row))
    return [_message(row, tuple(deliveries[row.id])) for row in rows]


def delete_before(connection: Connection, *, before: float) -> int:
    """Delete messages from before this time (seconds since 1970); return how many."""
    old = watch_message.c.made_at < before
    ids = select(watch_message.c.id).where(old)
    connection.execute(delete(watch_delivery).where(watch_delivery.c.message_id.in_(ids)))
    return int(connection.execute(delete(watch_message).where(old)).rowcount)


def _message(row: Any, deliveries: Sequence[Delivery] = ()) -> Message:
    return Message(row.id, row.made_at, row.kind, row.text, json.loads(row.details), deliveries)


def _delivery(row: Any) -> Delivery:
    return Delivery(row.message_id, row.way, row.tries, row.next_try, row.delivered_at, row.problem)
