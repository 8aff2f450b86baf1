"""A conversation as its user saw it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.conversations import feedback
from bot.conversations.models import conversation_event

Json = dict[str, Any]
MAX_MESSAGES = 200


def transcript(connection: Connection, conversation_id: str) -> list[Json]:
    """Return the last messages of both sides, the oldest first, with the ratings given."""
    rows = connection.execute(
        select(conversation_event.c.data)
        .where(
            conversation_event.c.conversation_id == conversation_id,
            conversation_event.c.type.in_(("user", "bot")),
        )
        .order_by(conversation_event.c.sequence.desc())
        .limit(MAX_MESSAGES)
    ).scalars()
    ratings = {one["answer_id"]: one["rating"] for one in feedback.given(connection, conversation_id)}
    titles: dict[str, str] = {}
    messages: list[Json] = []
    for data in reversed(list(rows)):
        event = json.loads(data)
        if event["event"] == "user":
            text = str(event.get("text") or "")
            # What a button sent is shown as the button's title.
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
