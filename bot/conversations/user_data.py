"""What is stored on one user, everywhere in the conversations' database: exported and erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.engine import Connection

from bot.conversations import events, feedback, idempotency, jobs, models

Json = dict[str, Any]
# Every table with a conversation's rows, those that refer to another first.
TABLES = (
    models.feedback,
    models.conversation_event,
    models.offered_payload,
    models.idempotency_key,
    models.ended_session,
    models.job,
)


def export(connection: Connection, conversation_id: str) -> Json | None:
    """Return all that is stored on one user's conversation; None if nothing is."""
    stored = events.load(connection, conversation_id, whole=True)
    messages = idempotency.messages_of(connection, conversation_id)
    accepted = jobs.jobs_of(connection, conversation_id)
    if stored is None and not messages and not accepted:
        return None
    return {
        "user": conversation_id,
        "events": list(stored.events) if stored else [],
        "messages": messages,
        "accepted": accepted,
        "feedback": feedback.given(connection, conversation_id),
    }


def erase(connection: Connection, conversation_id: str) -> int:
    """Delete all that is stored on one user's conversation; return the number of rows."""
    rows = 0
    for table in TABLES:
        rows += connection.execute(delete(table).where(table.c.conversation_id == conversation_id)).rowcount
    conversation = models.conversation
    rows += connection.execute(delete(conversation).where(conversation.c.id == conversation_id)).rowcount
    return int(rows)
