"""One record a turn, without what was said: when, where, what came of it, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from bot.conversations.models import LONGEST_CHANNEL, LONGEST_KEY, OUTCOMES, conversation, turn
from bot.conversations.upsert import insert_or_ignore_statement

Json = Mapping[str, Any]
DAY_SECONDS = 24 * 3600.0
LONGEST_STEP = 40
# When the message of the turn under way came in, by ``time.time``.
turn_began: ContextVar[float | None] = ContextVar("turn_began", default=None)

_INSERT = insert_or_ignore_statement(turn, tuple(column.name for column in turn.columns))


@dataclass(frozen=True)
class TurnRecord:
    """A row of ``turn``; ``at`` in seconds since 1970, ``confidence`` from 0 to 1."""

    conversation_id: str
    id: str
    at: float
    sequence: int | None
    channel: str
    outcome: str
    topic: str | None
    occupation: str | None
    intent: str | None
    confidence: float | None
    step: str | None
    milliseconds: int
    answer_id: str | None
    first_today: bool
    first_ever: bool


def of_events(
    conversation_id: str, key: str, events: Sequence[Json], *, after: int, previous: float | None
) -> TurnRecord | None:
    """Return the record of a turn that is written now; None if the events have no message of the user.

    Args:
        conversation_id: whose turn.
        key: of the append that writes it.
        events: that the turn adds, as Rasa writes them.
        after: sequence of the last event before them.
        previous: when the user wrote before (seconds since 1970); None if never.
    """
    asked = next((place for place, one in enumerate(events) if one["event"] == "user"), None)
    if asked is None:
        return None
    user, custom = events[asked], _answer(events)
    now, intent = time.time(), (user.get("parse_data") or {}).get("intent") or {}
    began = turn_began.get() or float(user.get("timestamp") or now)
    return TurnRecord(
        conversation_id=conversation_id,
        id=key,
        at=now,
        sequence=after + asked + 1,
        channel=str(user.get("input_channel") or "")[:LONGEST_CHANNEL],
        outcome=_outcome(custom),
        topic=_key(custom.get("topic")),
        occupation=_key(custom.get("occupation")),
        intent=_key(intent.get("name")),
        confidence=_number(intent.get("confidence")),
        step=_step(events),
        milliseconds=max(0, round(1000 * (now - began))),
        answer_id=_key(custom.get("id"), 32),
        first_today=previous is None or previous // DAY_SECONDS < now // DAY_SECONDS,
        first_ever=after == 0,
    )


def of_failure(
    conversation_id: str, key: str, channel: str, *, outcome: str, answer_id: str | None
) -> TurnRecord:
    """Return the record of a turn that nothing is kept of but how it ended; as if it were written now."""
    now = time.time()
    return TurnRecord(
        conversation_id=conversation_id,
        id=key,
        at=now,
        sequence=None,
        channel=channel[:LONGEST_CHANNEL],
        outcome=outcome,
        topic=None,
        occupation=None,
        intent=None,
        confidence=None,
        step=None,
        milliseconds=max(0, round(1000 * (now - (turn_began.get() or now)))),
        answer_id=answer_id,
        first_today=False,
        first_ever=False,
    )


def write(connection: Connection, records: Sequence[TurnRecord]) -> None:
    """Store the records of turns, those that are not there yet; in the caller's transaction."""
    if records:
        connection.execute(_INSERT, [{**asdict(one), "is_counted": False} for one in records])


def turns_of(connection: Connection, conversation_id: str) -> list[dict[str, Any]]:
    """Return what is kept of a conversation's turns, the oldest first."""
    names = [name for name in turn.c.keys() if name != "conversation_id"]  # noqa: SIM118 - not a dict
    rows = connection.execute(
        select(*(turn.c[name] for name in names))
        .where(turn.c.conversation_id == conversation_id)
        .order_by(turn.c.at)
    )
    return [dict(row._mapping) for row in rows]


def delete_left_behind(connection: Connection, *, before: float) -> int:
    """Delete counted turns from before this time (seconds since 1970) whose conversation is not kept."""
    kept = select(conversation.c.id).where(conversation.c.id == turn.c.conversation_id).exists()
    old = delete(turn).where(turn.c.at < before, turn.c.is_counted, ~kept)
    return int(connection.execute(old).rowcount)


def _answer(events: Sequence[Json]) -> Json:
    """Return the last answer of a turn in the form of the answer contract; empty if there is none."""
    for one in reversed(events):
        custom = (one.get("data") or {}).get("custom") if one["event"] == "bot" else None
        if isinstance(custom, dict) and custom.get("outcome"):
            return custom
    return {}


def _outcome(custom: Json) -> str:
    outcome = str(custom.get("outcome"))
    return outcome if outcome in OUTCOMES else "error"  # silence, to the user, is one


def _step(events: Sequence[Json]) -> str | None:
    """Return the step of the policy that decided, which actions leave in the slot ``context``."""
    slots = (one for one in reversed(events) if one["event"] == "slot" and one.get("name") == "context")
    value = next(slots, {}).get("value")
    return _key(value.get("step"), LONGEST_STEP) if isinstance(value, dict) else None


def _key(value: object, longest: int = LONGEST_KEY) -> str | None:
    return str(value)[:longest] if value else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
