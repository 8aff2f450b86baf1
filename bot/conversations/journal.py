"""Everything that is written to and read from the conversations' database, as plain functions."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from bot.conversations import feedback, inbox
from bot.conversations.models import (
    accepted_work,
    conversation,
    conversation_event,
    ended_session,
    offered_payload,
    received_message,
)
from bot.conversations.models import feedback as given_feedback
from bot.conversations.upsert import FAR, insert_if_new, insert_or_ignore

Json = dict[str, Any]

# Built once, as every turn runs them: to build a statement takes SQLAlchemy longer than to run it.
_CONVERSATION = select(conversation).where(conversation.c.id == bindparam("of"))
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
_MOVE_ON = update(conversation).where(
    conversation.c.id == bindparam("of"), conversation.c.last_sequence == bindparam("after")
)
_ADD_EVENTS = insert(conversation_event)
_ADD_OFFERS = insert_or_ignore(offered_payload, ("conversation_id", "payload"))
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class ConflictError(Exception):
    """Another turn has changed the conversation meanwhile, or taken over the message."""


@dataclass(frozen=True)
class Cut:
    """The state of a conversation after the event ``sequence``; earlier events need not be replayed."""

    sequence: int = 0
    state: str = "{}"  # JSON: slots and active loop


@dataclass(frozen=True)
class Kept:
    """What a conversation is rebuilt from."""

    version: str
    last_sequence: int
    cut: Cut
    events: tuple[Json, ...]  # after the cut


@dataclass(frozen=True)
class Answered:
    """A message with an id, claimed by the turn ``owner``, and what it was answered with."""

    message_id: str
    owner: str
    replies: Sequence[Json]


@dataclass(frozen=True)
class Append:
    """What one turn adds to a conversation; written whole or not at all."""

    conversation_id: str
    key: str  # different for each append
    after: int  # sequence of the last event that the turn knew; 0 for a new conversation
    events: Sequence[Json]
    cut: Cut | None = None  # set when the conversation is cut anew
    payloads: Sequence[str] = ()
    answered: Answered | None = None


def version(connection: Connection, conversation_id: str) -> str | None:
    """Return the key of a conversation's newest append; None where there is no such conversation."""
    key: str | None = connection.execute(_VERSION, {"of": conversation_id}).scalar()
    return key


def load(connection: Connection, conversation_id: str, *, whole: bool = False) -> Kept | None:
    """Return a conversation, by default only what happened since its last cut."""
    row = connection.execute(_CONVERSATION, {"of": conversation_id}).first()
    if row is None:
        return None
    cut = Cut() if whole else Cut(row.cut_sequence, row.cut_state)
    bounds = {"of": conversation_id, "after": cut.sequence, "last": row.last_sequence}
    events = connection.execute(_EVENTS, bounds).scalars()
    return Kept(row.last_append, row.last_sequence, cut, tuple(json.loads(one) for one in events))


def append(connection: Connection, new: Append) -> int:
    """Add a turn's events and return the sequence of the last; in the caller's transaction.

    Raises:
        ConflictError: the conversation has moved on since the turn read it.
    """
    last = new.after + len(new.events)
    now = time.time()
    if not (_move_on(connection, new, last, now) if new.after else _begin(connection, new, last, now)):
        if _is_written(connection, new):
            return last  # only the word that it was written was lost
        raise ConflictError("the conversation has moved on")
    if new.events:
        rows = [
            {
                "conversation_id": new.conversation_id,
                "sequence": new.after + place,
                "type": str(event["event"]),
                "timestamp": float(event.get("timestamp") or now),
                "data": _as_json(event),
            }
            for place, event in enumerate(new.events, start=1)
        ]
        connection.execute(_ADD_EVENTS, rows)
    if new.payloads:
        offers = [{"conversation_id": new.conversation_id, "payload": one} for one in new.payloads]
        connection.execute(_ADD_OFFERS, offers)
    if new.answered:
        _answer(connection, new.conversation_id, new.answered)
    return last


def _move_on(connection: Connection, new: Append, last: int, now: float) -> bool:
    values: Json = {"last_sequence": last, "last_append": new.key, "changed_at": now}
    if new.cut:
        values |= {"cut_sequence": new.cut.sequence, "cut_state": new.cut.state}
    moved = connection.execute(_MOVE_ON, {"of": new.conversation_id, "after": new.after, **values})
    return bool(moved.rowcount == 1)


def _begin(connection: Connection, new: Append, last: int, now: float) -> bool:
    cut = new.cut or Cut()
    row = {
        "id": new.conversation_id,
        "started_at": now,
        "changed_at": now,
        "last_sequence": last,
        "last_append": new.key,
        "cut_sequence": cut.sequence,
        "cut_state": cut.state,
    }
    return insert_if_new(connection, conversation, row)


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


def claim(
    connection: Connection, conversation_id: str, message_id: str, *, owner: str, seconds: float
) -> list[Json] | bool:
    """Claim a message for the turn ``owner``, for so many seconds.

    Returns:
        The replies, if the message is answered already; True if it is this turn's to answer now; False if
        another turn is at it.
    """
    now = time.time()
    until = now + seconds
    key = {"conversation_id": conversation_id, "message_id": message_id}
    fresh = {**key, "received_at": now, "owner": owner, "owned_until": until}
    if insert_if_new(connection, received_message, fresh):
        return True
    where = [received_message.c[name] == value for name, value in key.items()]
    row = connection.execute(select(received_message).where(*where)).first()
    if row is None:
        return False  # it is being given up at this moment
    if row.replies is not None:
        return list(json.loads(row.replies))
    # An owner that ended without a word, or a clock that was set back; those of two machines differ a little.
    if now <= row.owned_until <= now + FAR * seconds:
        return bool(row.owner == owner)
    taken = connection.execute(
        update(received_message)
        .where(*where, received_message.c.owner == row.owner, received_message.c.replies.is_(None))
        .values(owner=owner, owned_until=until)
    )
    return bool(taken.rowcount == 1)


def keep_claim(
    connection: Connection, conversation_id: str, message_id: str, *, owner: str, seconds: float
) -> None:
    """Let a claim of ``owner`` last for so many seconds from now; none where another has taken it over."""
    connection.execute(
        update(received_message)
        .where(
            received_message.c.conversation_id == conversation_id,
            received_message.c.message_id == message_id,
            received_message.c.owner == owner,
        )
        .values(owned_until=time.time() + seconds)
    )


def give_up(connection: Connection, conversation_id: str, message_id: str, *, owner: str) -> None:
    """Let go of a message that could not be answered, so that it can be sent again."""
    connection.execute(
        delete(received_message).where(
            received_message.c.conversation_id == conversation_id,
            received_message.c.message_id == message_id,
            received_message.c.owner == owner,
            received_message.c.replies.is_(None),
        )
    )


def _answer(connection: Connection, conversation_id: str, answered: Answered) -> None:
    written = connection.execute(
        update(received_message)
        .where(
            received_message.c.conversation_id == conversation_id,
            received_message.c.message_id == answered.message_id,
            received_message.c.owner == answered.owner,
        )
        .values(replies=_as_json(list(answered.replies)))
    )
    if written.rowcount != 1:
        raise ConflictError("another turn answers this message")


def forget_messages(connection: Connection, *, before: float) -> int:
    """Forget which messages were received before this time (seconds since 1970); return how many."""
    return int(
        connection.execute(delete(received_message).where(received_message.c.received_at < before)).rowcount
    )


def conversation_ids(connection: Connection) -> Iterable[str]:
    """Return the ids of all conversations."""
    return [str(one) for one in connection.execute(select(conversation.c.id)).scalars()]


def export(connection: Connection, conversation_id: str) -> Json | None:
    """Return all that is held on one user's conversation; None where nothing is held."""
    kept = load(connection, conversation_id, whole=True)
    messages = connection.execute(
        select(received_message)
        .where(received_message.c.conversation_id == conversation_id)
        .order_by(received_message.c.received_at)
    ).all()
    accepted = inbox.held(connection, conversation_id)
    if kept is None and not messages and not accepted:
        return None
    return {
        "user": conversation_id,
        "events": list(kept.events) if kept else [],
        "messages": [
            {
                "id": row.message_id,
                "received_at": row.received_at,
                "replies": json.loads(row.replies) if row.replies else None,
            }
            for row in messages
        ],
        "accepted": accepted,
        "feedback": feedback.given(connection, conversation_id),
    }


def erase(connection: Connection, conversation_id: str) -> int:
    """Delete all that is held on one user's conversation; return how many rows went."""
    rows = 0
    owned = (
        given_feedback,
        conversation_event,
        offered_payload,
        received_message,
        ended_session,
        accepted_work,
    )
    for table in owned:
        rows += connection.execute(delete(table).where(table.c.conversation_id == conversation_id)).rowcount
    rows += connection.execute(delete(conversation).where(conversation.c.id == conversation_id)).rowcount
    return int(rows)


def check(connection: Connection) -> None:
    """Return if the database answers and has the tables."""
    connection.execute(select(conversation.c.id).limit(1)).first()
