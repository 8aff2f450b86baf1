"""Turns that might have been, some of them with ratings."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from bot.conversations.models import turn
from bot.conversations.turn_records import TurnRecord

CHANNELS = ("web", "slack", "rest")
OUTCOMES = ("answered", "partial", "unknown", "clarify", "smalltalk", "error")
START = datetime(2026, 3, 1, tzinfo=timezone.utc).timestamp()
DAY = 24 * 3600.0


def record(at: float = START, **values: Any) -> TurnRecord:
    """A turn at a time, in seconds since 1970."""
    usual: dict[str, Any] = {
        "conversation_id": "ada",
        "id": f"{at:.6f}",
        "sequence": 1,
        "channel": "web",
        "outcome": "answered",
        "topic": "salary",
        "occupation": "nurse",
        "intent": "salary",
        "confidence": 0.5,
        "step": "topic",
        "milliseconds": 100,
        "answer_id": None,
        "first_today": False,
        "first_ever": False,
    }
    return TurnRecord(at=at, **{**usual, **values})


def many(number: int, days: int = 10, seed: int = 7) -> list[TurnRecord]:
    """So many turns over so many days, the same for the same seed."""
    dice = random.Random(seed)
    return [
        record(
            START + dice.random() * days * DAY,
            conversation_id=f"c{dice.randrange(number // 4 + 1)}",
            id=f"{place}",
            channel=dice.choice(CHANNELS),
            outcome=dice.choice(OUTCOMES),
            topic=dice.choice(("salary", "skills", "outlook", None)),
            occupation=dice.choice(("nurse", "welder", "pilot", "judge", None)),
            milliseconds=round(dice.lognormvariate(4.5, 1.0)),
            first_today=dice.random() < 0.3,
            first_ever=dice.random() < 0.2,
        )
        for place in range(number)
    ]


def keep(connection: Connection, records: Sequence[TurnRecord]) -> None:
    """Store turns, all in one statement."""
    connection.execute(insert(turn), [{**asdict(one), "is_counted": False} for one in records])
