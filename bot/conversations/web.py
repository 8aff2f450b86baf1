"""What the web channel reads and writes: a conversation as people saw it, and sessions that are over."""

from __future__ import annotations

import json
import time
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from bot.conversations import feedback
from bot.conversations.models import conversation_event, ended_session, received_message

Json = dict[str, Any]
LONGEST_HISTORY = 200  # messages


def history(connection: Connection, conversation_id: str) -> list[Json]:
    """Return the last messages of both sides, the oldest first, with the ratings that were given."""
    rows = connection.execute(
        select(conversation_event.c.data)
        .where(
            conversation_event.c.conversation_id == conversation_id,
            conversation_event.c.type.in_(("user", "bot")),
        )
        .order_by(conversation_event.c.sequence.desc())
        .limit(LONGEST_HISTORY)
    ).scalars()
    ratings = {one["answer_id"]: one["rating"] for one in feedback.given(connection, conversation_id)}
    titles: dict[str, str] = {}
    messages: list[Json] = []
    for data in reversed(list(rows)):
        event = json.loads(data)
        if event["event"] == "user":
            text = str(event.get("text") or "")
            # What was sent by a button is shown as the button was.
            messages.append({"from": "user", "id": event.get("message_id"), "text": titles.get(text, text)})
            continue
        custom = (event.get("data") or {}).get("custom") or {}
        titles |= _titles(custom)
        rating = ratings.get(custom.get("id"))
        messages.append({"from": "bot", "text": event.get("text") or "", "custom": custom, "rating": rating})
    return messages


def _titles(custom: Json) -> dict[str, str]:
    blocks = [block for block in custom.get("blocks") or [] if block.get("type") == "buttons"]
    return {str(item["payload"]): str(item["title"]) for block in blocks for item in block["items"]}


def is_over(connection: Connection, conversation_id: str) -> bool:
    """Return whether a session was ended by its user."""
    found = select(ended_session.c.conversation_id).where(ended_session.c.conversation_id == conversation_id)
    return connection.execute(found).first() is not None


def end(connection: Connection, conversation_id: str) -> None:
    """End a session: its tokens are of no use any more."""
    if not is_over(connection, conversation_id):
        connection.execute(
            insert(ended_session).values(conversation_id=conversation_id, ended_at=time.time())
        )


def forget_ended(connection: Connection, *, before: float) -> int:
    """Forget sessions that were ended before this time, when their tokens are out of date anyhow."""
    return int(connection.execute(delete(ended_session).where(ended_session.c.ended_at < before)).rowcount)


def is_answered(connection: Connection, conversation_id: str, message_id: str) -> bool:
    """Return whether the replies to a message are kept, so that it is not answered again."""
    found = select(received_message.c.message_id).where(
        received_message.c.conversation_id == conversation_id,
        received_message.c.message_id == message_id,
        received_message.c.replies.is_not(None),
    )
    return connection.execute(found).first() is not None
