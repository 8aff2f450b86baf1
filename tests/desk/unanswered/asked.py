"""Conversations in which something was asked."""

from __future__ import annotations

import json
import uuid
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from bot.conversations.models import conversation, conversation_event, feedback, turn

NOW = 1_800_000_000.0
DAY = 24 * 3600.0


def ask(
    connection: Connection,
    text: str,
    *,
    days_ago: float = 1.0,
    outcome: str = "unknown",
    down: bool = False,
    topic: str = "salary",
    occupation: str | None = None,
    conversation_id: str | None = None,
) -> str:
    """Store a conversation of one turn; return its id."""
    at, sender, answer = NOW - days_ago * DAY, conversation_id or uuid.uuid4().hex, uuid.uuid4().hex
    entities = []
    if occupation:
        entities.append({"entity": "occupation", "value": occupation, "start": 0, "end": 1})
    parsed = {"intent": {"name": "nlu_fallback"}, "intent_ranking": [{"name": topic}], "entities": entities}
    event = {"event": "user", "text": text, "parse_data": parsed}
    connection.execute(
        insert(conversation).values(
            id=sender,
            started_at=at,
            changed_at=at,
            last_sequence=1,
            last_append="k",
            snapshot_sequence=0,
            snapshot_state="{}",
        )
    )
    connection.execute(
        insert(conversation_event).values(
            conversation_id=sender, sequence=1, type="user", timestamp=at, data=json.dumps(event)
        )
    )
    values: dict[str, Any] = dict.fromkeys(("step", "topic", "occupation"))
    connection.execute(
        insert(turn).values(
            **values,
            conversation_id=sender,
            id=uuid.uuid4().hex,
            at=at,
            sequence=1,
            channel="web",
            outcome=outcome,
            intent="nlu_fallback",
            confidence=0.3,
            milliseconds=90,
            answer_id=answer,
            first_today=True,
            first_ever=True,
            is_counted=True,
        )
    )
    if down:
        rated = {"conversation_id": sender, "answer_id": answer, "rating": -1, "given_at": at}
        connection.execute(insert(feedback).values(**rated))
    return sender
