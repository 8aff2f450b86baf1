"""Looks at what is watched, and stores a message whenever a share leaves its usual band or comes back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timezone

from sqlalchemy.engine import Connection

from desk.queries.watch import Message, add_message, change_state, states
from desk.texts import say
from desk.watch.bands import is_out
from desk.watch.samples import Reading, readings

ALERT, BACK = "alert", "back"


def look(connection: Connection, ways: Sequence[str], *, now: float) -> list[Message]:
    """Compare all shares with their bands; return the messages that are stored about it.

    In the caller's transaction: state and message are written together, so that whichever process looks, and
    however often, a change is told once.

    Args:
        connection: to the conversations' database.
        ways: in which messages will be sent.
        now: seconds since 1970.
    """
    known, told = states(connection), []
    for one in readings(connection, datetime.fromtimestamp(now, timezone.utc)):
        was_out = one.measure in known and known[one.measure].is_out
        out = was_out if one.usual is None else is_out(one.sample, one.usual, was_out=was_out)
        if out != was_out and change_state(connection, one.measure, is_out=out, now=now):
            message = _message(one, ALERT if out else BACK, now)
            add_message(connection, message, ways)
            told.append(message)
    return told


def _message(one: Reading, kind: str, now: float) -> Message:
    usual = one.usual
    if usual is None:
        raise ValueError("a share without a usual band can neither leave it nor come back")
    details = {
        "measure": one.measure,
        "share": round(one.sample.share, 4),
        "cases": one.sample.cases,
        "turns": one.sample.turns,
        "hours": one.hours,
        "usual": round(usual.mean, 4),
        "limit": round(usual.limit, 4),
        "since": one.since.isoformat(),
    }
    text = say(
        f"watch.{kind}",
        measure=say(f"watch.measure.{one.measure}"),
        share=f"{one.sample.share:.1%}",
        cases=one.sample.cases,
        turns=one.sample.turns,
        hours=one.hours,
        usual=f"{usual.mean:.1%}",
        limit=f"{usual.limit:.1%}",
    )
    return Message(uuid.uuid4().hex, now, kind, text, details)
