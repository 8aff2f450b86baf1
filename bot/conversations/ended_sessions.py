"""Sessions of the web channel that their users have ended: their tokens are refused from then on."""

from __future__ import annotations

import time

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from bot.conversations.models import ended_session
from bot.conversations.upsert import insert_or_ignore


def is_ended(connection: Connection, conversation_id: str) -> bool:
    """Return whether a session was ended by its user."""
    found = select(ended_session.c.conversation_id).where(ended_session.c.conversation_id == conversation_id)
    return connection.execute(found).first() is not None


def end(connection: Connection, conversation_id: str) -> None:
    """End a session."""
    row = {"conversation_id": conversation_id, "ended_at": time.time()}
    insert_or_ignore(connection, ended_session, row)


def delete_before(connection: Connection, *, before: float) -> int:
    """Delete sessions that ended before this time (seconds since 1970), whose tokens have expired anyway."""
    return int(connection.execute(delete(ended_session).where(ended_session.c.ended_at < before)).rowcount)
