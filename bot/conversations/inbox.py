"""Work that a channel has acknowledged: kept until it is done, by one process at a time.

A channel that must answer later writes what it accepts before it acknowledges it. The process that accepted
it owns it for some seconds and goes on owning it while it lives; what a dead process leaves is taken over.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import Connection

from bot.conversations.models import accepted_work, received_message
from bot.conversations.upsert import FAR, insert_if_new

Json = dict[str, Any]


@dataclass(frozen=True)
class Work:
    """Something accepted. ``data`` is the channel's own; ``sent_from``: since when an answer may be out."""

    id: str
    channel: str
    conversation_id: str
    data: Json
    accepted_at: float = 0.0  # seconds since 1970
    sent_from: float | None = None


def accept(connection: Connection, work: Work, *, owner: str, seconds: float) -> bool:
    """Keep new work, owned for so many seconds; False where it was accepted before."""
    now = time.time()
    row = {
        "id": work.id,
        "channel": work.channel,
        "conversation_id": work.conversation_id,
        "accepted_at": now,
        "data": json.dumps(work.data),
        "owner": owner,
        "owned_until": now + seconds,
    }
    return insert_if_new(connection, accepted_work, row)


def keep(connection: Connection, channel: str, *, owner: str, seconds: float) -> None:
    """Go on owning all open work of ``owner`` for so many seconds from now."""
    connection.execute(
        update(accepted_work).where(*_open_of(channel, owner)).values(owned_until=time.time() + seconds)
    )


def begin_sending(connection: Connection, work_id: str, *, owner: str, seconds: float) -> bool:
    """Note that an answer goes out now; False where another owns the work, which then sends it."""
    now = time.time()
    mine = (accepted_work.c.id == work_id, accepted_work.c.owner == owner, accepted_work.c.done_at.is_(None))
    if connection.execute(update(accepted_work).where(*mine).values(owned_until=now + seconds)).rowcount != 1:
        return False
    connection.execute(
        update(accepted_work).where(*mine, accepted_work.c.sent_from.is_(None)).values(sent_from=now)
    )
    return True


def take_over(
    connection: Connection, channel: str, *, owner: str, seconds: float, at_once: bool = False
) -> list[Work]:
    """Claim open work of processes that are gone, the oldest first; with ``at_once`` all that others own."""
    now = time.time()
    gone = accepted_work.c.owned_until < now
    # A clock that was set back must not leave work to the future.
    far = accepted_work.c.owned_until > now + FAR * seconds
    others = accepted_work.c.owner != owner
    open_work = select(accepted_work).where(
        accepted_work.c.channel == channel,
        accepted_work.c.done_at.is_(None),
        others if at_once else or_(gone, far) & others,
    )
    taken = []
    for row in connection.execute(open_work.order_by(accepted_work.c.accepted_at)).all():
        claimed = connection.execute(
            update(accepted_work)
            .where(
                accepted_work.c.id == row.id,
                accepted_work.c.owner == row.owner,
                accepted_work.c.done_at.is_(None),
            )
            .values(owner=owner, owned_until=now + seconds)
        )
        if claimed.rowcount == 1:
            _free(connection, row)
            taken.append(_work(row))
    return taken


def _free(connection: Connection, row: Any) -> None:
    """Let go of a message that the dead process was answering; if it lives after all, its turn is refused."""
    connection.execute(
        delete(received_message).where(
            received_message.c.conversation_id == row.conversation_id,
            received_message.c.message_id == row.id,
            received_message.c.replies.is_(None),
        )
    )


def finish(connection: Connection, work_id: str, *, owner: str) -> None:
    """Note that work is done; its id stays known, and what it was about is forgotten."""
    connection.execute(
        update(accepted_work)
        .where(accepted_work.c.id == work_id, accepted_work.c.owner == owner)
        .values(done_at=time.time(), data="{}")
    )


def forget_work(connection: Connection, *, before: float) -> int:
    """Forget what was accepted before this time (seconds since 1970); return how much."""
    return int(connection.execute(delete(accepted_work).where(accepted_work.c.accepted_at < before)).rowcount)


def held(connection: Connection, conversation_id: str) -> list[Json]:
    """Return all that is kept of a conversation here."""
    rows = connection.execute(
        select(accepted_work)
        .where(accepted_work.c.conversation_id == conversation_id)
        .order_by(accepted_work.c.accepted_at)
    )
    return [
        {"id": row.id, "accepted_at": row.accepted_at, "done_at": row.done_at, "data": json.loads(row.data)}
        for row in rows
    ]


def open_work(connection: Connection, channel: str, *, owner: str) -> list[Work]:
    """Return the work that ``owner`` still has to do, the oldest first."""
    rows = connection.execute(
        select(accepted_work).where(*_open_of(channel, owner)).order_by(accepted_work.c.accepted_at)
    )
    return [_work(row) for row in rows]


def release(connection: Connection, channel: str, *, owner: str) -> None:
    """Leave open work to others at once, since this process ends.

    Nobody owns it then, so that a call of this process that is still under way can no longer claim it.
    """
    connection.execute(
        update(accepted_work).where(*_open_of(channel, owner)).values(owner="", owned_until=0.0)
    )


def _open_of(channel: str, owner: str) -> tuple[Any, ...]:
    """Return the conditions of the open work of an owner."""
    return (
        accepted_work.c.channel == channel,
        accepted_work.c.done_at.is_(None),
        accepted_work.c.owner == owner,
    )


def _work(row: Any) -> Work:
    data = json.loads(row.data)
    return Work(row.id, row.channel, row.conversation_id, data, row.accepted_at, row.sent_from)
