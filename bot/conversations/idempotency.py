"""Idempotency keys: a message with an id of its own is answered once, however often it is sent."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from bot.conversations.leases import is_held
from bot.conversations.models import idempotency_key
from bot.conversations.upsert import insert_or_ignore

Json = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False).encode


class ConflictError(Exception):
    """Another turn has changed the conversation meanwhile, or has taken over the message."""


@dataclass(frozen=True)
class Answered:
    """A message claimed by the turn ``owner``, and the replies to it."""

    message_id: str
    owner: str
    replies: Sequence[Json]


def claim(
    connection: Connection, conversation_id: str, message_id: str, *, owner: str, seconds: float
) -> list[Json] | bool:
    """Claim a message for the turn ``owner``, for so many seconds.

    Returns:
        The replies if the message has been answered; True if this turn has to answer it; False while another
        turn does.
    """
    now = time.time()
    key = {"conversation_id": conversation_id, "message_id": message_id}
    row = {**key, "received_at": now, "owner": owner, "lease_expires_at": now + seconds}
    if insert_or_ignore(connection, idempotency_key, row):
        return True
    found = connection.execute(select(idempotency_key).where(*_is(conversation_id, message_id))).first()
    if found is None:
        return False  # it is being released at this moment
    if found.replies is not None:
        return list(json.loads(found.replies))
    if is_held(found.lease_expires_at, now=now, seconds=seconds):
        return bool(found.owner == owner)
    taken = connection.execute(
        update(idempotency_key)
        .where(
            *_is(conversation_id, message_id),
            idempotency_key.c.owner == found.owner,
            idempotency_key.c.replies.is_(None),
        )
        .values(owner=owner, lease_expires_at=now + seconds)
    )
    return bool(taken.rowcount == 1)


def renew(
    connection: Connection, conversation_id: str, message_id: str, *, owner: str, seconds: float
) -> None:
    """Extend the claim of ``owner`` to so many seconds from now; a claim taken over stays so."""
    connection.execute(
        update(idempotency_key)
        .where(*_is(conversation_id, message_id), idempotency_key.c.owner == owner)
        .values(lease_expires_at=time.time() + seconds)
    )


def release(
    connection: Connection, conversation_id: str, message_id: str, *, owner: str | None = None
) -> None:
    """Release an unanswered message, so that it can be sent again; by default any owner's."""
    mine = () if owner is None else (idempotency_key.c.owner == owner,)
    connection.execute(
        delete(idempotency_key).where(
            *_is(conversation_id, message_id), *mine, idempotency_key.c.replies.is_(None)
        )
    )


def store_replies(connection: Connection, conversation_id: str, answered: Answered) -> None:
    """Store the replies to a message.

    Raises:
        ConflictError: another turn has claimed it meanwhile.
    """
    written = connection.execute(
        update(idempotency_key)
        .where(
            *_is(conversation_id, answered.message_id),
            idempotency_key.c.owner == answered.owner,
        )
        .values(replies=_encode(list(answered.replies)))
    )
    if written.rowcount != 1:
        raise ConflictError("another turn answers this message")


def is_answered(connection: Connection, conversation_id: str, message_id: str) -> bool:
    """Return whether the replies to a message are stored, so that it is not answered again."""
    found = select(idempotency_key.c.message_id).where(
        *_is(conversation_id, message_id), idempotency_key.c.replies.is_not(None)
    )
    return connection.execute(found).first() is not None


def messages_of(connection: Connection, conversation_id: str) -> list[Json]:
    """Return the messages of a conversation that came with an id, with their replies, the oldest first."""
    rows = connection.execute(
        select(idempotency_key)
        .where(idempotency_key.c.conversation_id == conversation_id)
        .order_by(idempotency_key.c.received_at)
    )
    return [
        {
            "id": row.message_id,
            "received_at": row.received_at,
            "replies": json.loads(row.replies) if row.replies else None,
        }
        for row in rows
    ]


def delete_before(connection: Connection, *, before: float) -> int:
    """Delete the keys of messages received before this time (seconds since 1970); return how many."""
    old = delete(idempotency_key).where(idempotency_key.c.received_at < before)
    return int(connection.execute(old).rowcount)


def _is(conversation_id: str, message_id: str) -> tuple[Any, ...]:
    return (
        idempotency_key.c.conversation_id == conversation_id,
        idempotency_key.c.message_id == message_id,
    )
