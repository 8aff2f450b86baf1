"""Conversations as the Rasa server stores them, for the desk to read."""

from __future__ import annotations

import time
import uuid
from typing import Any

from sqlalchemy.engine import Engine

from bot.conversations import events, feedback
from bot.conversations.events import Append
from bot.conversations.figures.counting import count_turns
from bot.conversations.turn_records import TurnRecord
from desk.queries.turns import FoundTurn, Wanted, search

CONTEXT = {
    "step": "topic",
    "steps": ["several questions", "topic"],
    "rankings": [
        {
            "occupation": "machine_learning_engineer",
            "confidence": 0.66,
            "facts": [["education_shares.phd", 0.5], ["gone.since", 0.1]],
        }
    ],
}


def tell(
    engine: Engine,
    person: str,
    text: str,
    *,
    answer: str = "An answer.",
    outcome: str = "answered",
    topic: str | None = "salary",
    occupation: str | None = "machine_learning_engineer",
    channel: str = "web",
    entities: tuple[dict[str, Any], ...] = (),
    days_ago: float = 0.0,
    comment: str | None = None,
) -> str:
    """Store a turn, and return how the desk names it."""
    key, answer_id = uuid.uuid4().hex, uuid.uuid4().hex[:12]
    at = time.time() - days_ago * 86_400
    intent: dict[str, Any] = {"name": topic or "greet", "confidence": 0.9}
    ranking = [intent, {"name": "skills", "confidence": 0.07}]
    parsed = {"text": text, "intent": intent, "intent_ranking": ranking, "entities": list(entities)}
    custom = {"id": answer_id, "outcome": outcome, "topic": topic, "blocks": []}
    said = [
        {"event": "user", "text": text, "parse_data": parsed, "input_channel": channel, "timestamp": at},
        {"event": "bot", "text": answer, "data": {"custom": custom}, "timestamp": at},
        {"event": "slot", "name": "context", "value": CONTEXT, "timestamp": at},
    ]
    with engine.begin() as connection:
        stored = events.load(connection, person)
        after = stored.last_sequence if stored else 0
        turn = TurnRecord(
            conversation_id=person,
            id=key,
            at=at,
            sequence=after + 1,
            channel=channel,
            outcome=outcome,
            topic=topic,
            occupation=occupation,
            intent=intent["name"],
            confidence=0.9,
            step="topic",
            milliseconds=120,
            answer_id=answer_id,
            first_today=stored is None,
            first_ever=stored is None,
        )
        events.append(connection, Append(person, key, after, said, turn=turn))
        if comment:
            assert feedback.give(connection, person, answer_id, -1, comment, ["wrong"])
    return f"{at!r}-{key}"


def count(engine: Engine) -> None:
    """Bring the figures up to date, as the Rasa server does every few seconds."""
    with engine.begin() as connection:
        count_turns(connection)


def all_turns(engine: Engine) -> tuple[FoundTurn, ...]:
    with engine.connect() as connection:
        return search(connection, Wanted(0.0, 4e9)).turns
