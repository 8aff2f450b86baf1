"""Feedback on answers, by the answer's id: at most one for each, which can be changed."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from bot.conversations.figures.counting import count_rating
from bot.conversations.models import conversation_event, feedback

REASONS = ("wrong", "off_topic", "unclear", "too_long")  # why an answer did not help


def find_answer(connection: Connection, conversation_id: str, answer_id: str) -> dict[str, Any] | None:
    """Return ``text`` and ``custom`` of an answer of this conversation; None if there is none."""
    found = select(conversation_event.c.data).where(
        conversation_event.c.conversation_id == conversation_id,
        conversation_event.c.type == "bot",
        conversation_event.c.data.contains(answer_id, autoescape=True),
    )
    for row in connection.execute(found).scalars():
        event = json.loads(row)
        custom = (event.get("data") or {}).get("custom") or {}
        if custom.get("id") == answer_id:
            return {"text": event.get("text") or "", "custom": custom}
    return None


def is_answer(connection: Connection, conversation_id: str, answer_id: str) -> bool:
    """Return whether the bot gave this answer in this conversation."""
    return find_answer(connection, conversation_id, answer_id) is not None


def give(
    connection: Connection,
    conversation_id: str,
    answer_id: str,
    rating: int | None,
    comment: str | None,
    reasons: Sequence[str] = (),
) -> bool:
    """Store a rating (1 or -1), a comment and reasons in place of earlier ones.

    Returns:
        False if there is no such answer.
    """
    if not is_answer(connection, conversation_id, answer_id):
        return False
    key = {"conversation_id": conversation_id, "answer_id": answer_id}
    same = [feedback.c[name] == value for name, value in key.items()]
    earlier = connection.execute(select(feedback.c.rating, feedback.c.reasons).where(*same)).first()
    connection.execute(delete(feedback).where(*same))
    given_reasons = tuple(one for one in REASONS if one in reasons)
    if rating is not None or comment:
        values = {**key, "rating": rating, "comment": comment or None, "given_at": time.time()}
        values["reasons"] = " ".join(given_reasons) or None
        connection.execute(insert(feedback).values(**values))
    before = (earlier.rating, tuple((earlier.reasons or "").split())) if earlier else (None, ())
    after = (rating, given_reasons if rating is not None or comment else ())
    count_rating(connection, conversation_id, answer_id, before=before, after=after)
    return True


def given(connection: Connection, conversation_id: str) -> list[dict[str, Any]]:
    """Return all feedback on the answers of a conversation."""
    rows = connection.execute(
        select(feedback).where(feedback.c.conversation_id == conversation_id).order_by(feedback.c.given_at)
    )
    names = ("answer_id", "rating", "comment", "given_at")
    return [
        {**{name: getattr(row, name) for name in names}, "reasons": (row.reasons or "").split()}
        for row in rows
    ]
