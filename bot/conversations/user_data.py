"""What is stored on one user, everywhere in the conversations' database: exported and erased."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from bot.conversations import (
    corrections,
    desk_models,
    events,
    feedback,
    idempotency,
    jobs,
    models,
    turn_records,
)
from bot.conversations.figures.counting import count_turns_of

Json = dict[str, Any]
# Every table with what a conversation holds, those that refer to another first. That a web session was ended
# stays stored: it is no more than an id, and without it the session's token would be good again.
TABLES = (
    models.feedback,
    models.turn,
    desk_models.unanswered_turn,
    models.conversation_event,
    models.offered_payload,
    models.idempotency_key,
    models.job,
    models.desk_correction,
)


def export(connection: Connection, conversation_id: str) -> Json | None:
    """Return all that is stored on one user's conversation; None if nothing is."""
    stored = events.load(connection, conversation_id, whole=True)
    messages = idempotency.messages_of(connection, conversation_id)
    accepted = jobs.jobs_of(connection, conversation_id)
    turns = turn_records.turns_of(connection, conversation_id)
    if stored is None and not messages and not accepted and not turns:
        return None
    return {
        "user": conversation_id,
        "events": list(stored.events) if stored else [],
        "messages": messages,
        "accepted": accepted,
        "feedback": feedback.given(connection, conversation_id),
        "turns": turns,
        "corrections": corrections.given(connection, conversation_id),
    }


def erase(connection: Connection, conversation_id: str) -> int:
    """Delete all that is stored on one user's conversation; return the number of rows.

    Its turns stay in the figures of their days, which do not say whose they were.
    """
    count_turns_of(connection, conversation_id)
    rows = corrections.forget_words(connection, conversation_id)
    for table in TABLES:
        rows += _delete(connection, table, table.c.conversation_id == conversation_id)
    return rows + _delete(connection, models.conversation, models.conversation.c.id == conversation_id)


def inactive(connection: Connection, *, before: float, skip: int, limit: int) -> list[str]:
    """Return the ids of conversations without a message since ``before`` (seconds since 1970), oldest first.

    Args:
        connection: to read from.
        before: the time.
        skip: how many of them to leave out at the beginning.
        limit: how many to return at most.
    """
    conversation = models.conversation
    found = (
        select(conversation.c.id)
        .where(conversation.c.changed_at < before)
        .order_by(conversation.c.changed_at, conversation.c.id)
        .offset(skip)
        .limit(limit)
    )
    return [str(one) for one in connection.execute(found).scalars()]


def erase_inactive(connection: Connection, conversation_id: str, *, before: float) -> bool:
    """Delete a conversation unless it has gone on since ``before``; return whether it is deleted.

    What belongs to a message that is about to be answered stays; it begins the conversation anew.
    """
    conversation = models.conversation
    old = (conversation.c.id == conversation_id) & (conversation.c.changed_at < before)
    if connection.execute(select(conversation.c.id).where(old)).first() is None:
        return False
    count_turns_of(connection, conversation_id)
    key, job = models.idempotency_key, models.job
    finished = {
        key: key.c.replies.is_not(None) | (key.c.lease_expires_at < time.time()),
        job: job.c.done_at.is_not(None),
    }
    corrections.forget_words(connection, conversation_id)
    for table in TABLES:
        mine = table.c.conversation_id == conversation_id
        _delete(connection, table, mine & finished[table] if table in finished else mine)
    _delete(connection, conversation, conversation.c.id == conversation_id)
    return True


def _delete(connection: Connection, table: Table, which: ColumnElement) -> int:
    return int(connection.execute(delete(table).where(which)).rowcount)
