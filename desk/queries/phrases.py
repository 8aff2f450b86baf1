"""Phrases that wait for the next training."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_phrase


@dataclass(frozen=True)
class WaitingPhrase:
    """A phrase of an intent, and who adopted it when."""

    id: str
    intent: str
    text: str
    account: str
    at: float


def add(connection: Connection, intent: str, text: str, account: str) -> str:
    """Store a phrase; return its id."""
    phrase_id = uuid.uuid4().hex
    values = {"id": phrase_id, "intent": intent, "text": text, "account": account, "at": time.time()}
    connection.execute(insert(desk_phrase).values(**values))
    return phrase_id


def waiting(connection: Connection) -> list[WaitingPhrase]:
    """Return all phrases that wait, by intent and time."""
    found = select(desk_phrase).order_by(desk_phrase.c.intent, desk_phrase.c.at, desk_phrase.c.id)
    return [WaitingPhrase(**row._mapping) for row in connection.execute(found)]


def drop(connection: Connection, phrase_ids: Iterable[str]) -> int:
    """Delete phrases; return how many there were."""
    wanted = list(phrase_ids)
    return int(connection.execute(delete(desk_phrase).where(desk_phrase.c.id.in_(wanted))).rowcount)
