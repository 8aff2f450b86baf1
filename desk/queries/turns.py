"""Turns by what came of them and what was said, and the events of a conversation around one of them.

The address of a turn is its time and its random id: an index finds it, and nobody can guess or count it up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import Select

from bot.conversations.models import conversation_event, turn

Json = dict[str, Any]
PAGE = 40  # turns that are shown at once
MOST_EXAMINED = 5_000  # messages that one search by text looks into
AROUND = 30  # turns of a conversation before the one that was asked for, and as many after it
_ADDRESS = re.compile(r"(\d{9,11}\.\d{1,9})-([0-9a-f]{32})")
_ASCII = re.compile(r"[ -~]+")


def turn_address(at: float, turn_id: str) -> str:
    """Return how the desk's pages name a turn."""
    return f"{at!r}-{turn_id}"


@dataclass(frozen=True)
class Wanted:
    """What turns are looked for; None and empty mean any. Times in seconds since 1970, the end excluded."""

    begin: float
    end: float
    channel: str | None = None
    outcome: str | None = None
    topic: str | None = None
    occupation: str | None = None
    text: str = ""


@dataclass(frozen=True)
class FoundTurn:
    """A turn and the event of its message, which is None where nothing of it was kept."""

    conversation_id: str
    id: str
    at: float
    sequence: int | None
    channel: str
    outcome: str
    topic: str | None
    occupation: str | None
    step: str | None
    milliseconds: int
    message: Json | None = None

    @property
    def address(self) -> str:
        """How the desk's pages name it."""
        return turn_address(self.at, self.id)


@dataclass(frozen=True)
class Found:
    """A page of turns, the newest first, and where the next page begins (an address), if there is one."""

    turns: tuple[FoundTurn, ...]
    next: str | None = None


_COLUMNS = (
    turn.c.conversation_id,
    turn.c.id,
    turn.c.at,
    turn.c.sequence,
    turn.c.channel,
    turn.c.outcome,
    turn.c.topic,
    turn.c.occupation,
    turn.c.step,
    turn.c.milliseconds,
)


def search(connection: Connection, wanted: Wanted, *, after: str | None = None) -> Found:
    """Return a page of turns.

    A search by text looks into a bounded number of messages, so a page may hold few turns, or none, and still
    have a next one.

    Args:
        connection: to read from.
        wanted: which turns.
        after: the address behind which the page begins.
    """
    examined = _wanted(wanted, after).limit(MOST_EXAMINED if wanted.text else PAGE + 1).subquery()
    message = and_(
        conversation_event.c.conversation_id == examined.c.conversation_id,
        conversation_event.c.sequence == examined.c.sequence,
    )
    found = select(examined, conversation_event.c.data).order_by(examined.c.at.desc(), examined.c.id.desc())
    if not wanted.text:
        rows = connection.execute(found.outerjoin(conversation_event, message)).all()
        turns = [_turn(row) for row in rows]
        return Found(tuple(turns[:PAGE]), turns[PAGE - 1].address if len(turns) > PAGE else None)
    matching = found.join(conversation_event, message).where(_holds(wanted.text)).limit(4 * PAGE)
    rows = connection.execute(matching).all()
    turns = [one for one in map(_turn, rows) if _says(one, wanted.text)]
    if len(turns) > PAGE or len(rows) == 4 * PAGE:
        kept = turns[:PAGE]
        return Found(tuple(kept), kept[-1].address if kept else _turn(rows[-1]).address)
    oldest = select(examined).order_by(examined.c.at, examined.c.id)
    number = connection.execute(select(func.count()).select_from(examined)).scalar_one()
    last = connection.execute(oldest.limit(1)).first() if number == MOST_EXAMINED else None
    return Found(tuple(turns), f"{last.at!r}-{last.id}" if last else None)


def find(connection: Connection, address: str) -> FoundTurn | None:
    """Return the turn at an address; None if there is none."""
    if (parts := _parts(address)) is None:
        return None
    at, turn_id = parts
    row = connection.execute(select(*_COLUMNS).where(turn.c.at == at, turn.c.id == turn_id)).first()
    return _turn(row) if row else None


def asked(connection: Connection, address: str) -> FoundTurn | None:
    """Return the turn at an address with its message; None if there is none, or its message is not kept."""
    if (parts := _parts(address)) is None:
        return None
    message = and_(
        conversation_event.c.conversation_id == turn.c.conversation_id,
        conversation_event.c.sequence == turn.c.sequence,
    )
    found = (
        select(*_COLUMNS, conversation_event.c.data)
        .select_from(turn.join(conversation_event, message))
        .where(turn.c.at == parts[0], turn.c.id == parts[1])
    )
    row = connection.execute(found).first()
    return _turn(row) if row else None


def around(connection: Connection, one: FoundTurn) -> list[FoundTurn]:
    """Return turns of the same conversation, before and after one of them, the oldest first."""
    mine: ColumnElement = turn.c.conversation_id == one.conversation_id
    before = select(*_COLUMNS).where(mine, turn.c.at < one.at).order_by(turn.c.at.desc()).limit(AROUND)
    rest = select(*_COLUMNS).where(mine, turn.c.at >= one.at).order_by(turn.c.at).limit(AROUND + 1)
    earlier = [_turn(row) for row in connection.execute(before)]
    return [*reversed(earlier), *(_turn(row) for row in connection.execute(rest))]


def events_of(connection: Connection, turns: Sequence[FoundTurn]) -> list[Json]:
    """Return the messages and slots of consecutive turns of one conversation, in order, with ``sequence``."""
    kept = [one.sequence for one in turns if one.sequence is not None]
    if not kept:
        return []
    following = (
        select(func.min(turn.c.sequence))
        .where(turn.c.conversation_id == turns[0].conversation_id, turn.c.sequence > max(kept))
        .scalar_subquery()
    )
    rows = connection.execute(
        select(conversation_event.c.sequence, conversation_event.c.data)
        .where(
            conversation_event.c.conversation_id == turns[0].conversation_id,
            conversation_event.c.sequence >= min(kept),
            or_(following.is_(None), conversation_event.c.sequence < following),
            conversation_event.c.type.in_(("user", "bot", "slot")),
        )
        .order_by(conversation_event.c.sequence)
    )
    return [{**json.loads(row.data), "sequence": row.sequence} for row in rows]


def _wanted(wanted: Wanted, after: str | None) -> Select:
    found = select(*_COLUMNS).where(turn.c.at >= wanted.begin, turn.c.at < wanted.end)
    for name in ("channel", "outcome", "topic", "occupation"):
        if value := getattr(wanted, name):
            found = found.where(turn.c[name] == value)
    if parts := _parts(after or ""):
        at, turn_id = parts
        found = found.where(or_(turn.c.at < at, and_(turn.c.at == at, turn.c.id < turn_id)))
    return found.order_by(turn.c.at.desc(), turn.c.id.desc())


def _holds(text: str) -> ColumnElement:
    """Return whether an event may hold a text; which of these do, Python decides.

    SQLite knows the case of ASCII letters only, so the longest part of these is looked for.
    """
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    longest = max(_ASCII.findall(written), key=len, default="")
    return func.lower(conversation_event.c.data).contains(longest.lower(), autoescape=True)


def _says(one: FoundTurn, text: str) -> bool:
    return text.casefold() in str((one.message or {}).get("text") or "").casefold()


def _turn(row: Any) -> FoundTurn:
    values = dict(row._mapping)
    data = values.pop("data", None)
    return FoundTurn(**values, message=json.loads(data) if data else None)


def _parts(address: str) -> tuple[float, str] | None:
    found = _ADDRESS.fullmatch(address)
    return (float(found[1]), found[2]) if found else None
