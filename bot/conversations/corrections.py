"""What editors say about messages, and what else the desk keeps of a person's words: given, read, erased.

A correction holds the person's message, so it goes with the conversation. Of a draft only the question goes
that it began with: the rest is the editor's. A phrase that an editor has adopted for training stays.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_correction, desk_draft, turn
from bot.conversations.upsert import insert_or_ignore

VERDICTS = ("fact", "intent", "nobody")  # what is the right answer: a row, an intent, or that there is none
_COLUMNS = tuple(column.name for column in desk_correction.c)
_FOUND = select(desk_correction, turn.c.at.label("turn_at")).select_from(
    desk_correction.outerjoin(
        turn,
        (turn.c.conversation_id == desk_correction.c.conversation_id)
        & (turn.c.id == desk_correction.c.turn_id),
    )
)


@dataclass(frozen=True)
class Correction:
    """What an editor says about a message; ``turn_at``: when that was, None if it is not kept."""

    id: str
    conversation_id: str
    turn_id: str
    text: str
    verdict: str
    target: str
    account: str
    at: float
    version: int
    turn_at: float | None


def give(
    connection: Connection,
    conversation_id: str,
    turn_id: str,
    *,
    text: str,
    verdict: str,
    target: str,
    account: str,
    version: int,
) -> Correction | None:
    """Store what an editor says about a message, in place of what was said before.

    Args:
        connection: to write to, in a transaction.
        conversation_id: whose message it is.
        turn_id: of the turn.
        text: the message.
        verdict: one of :data:`VERDICTS`.
        target: a row's key or an intent; empty for nobody.
        account: who says it.
        version: of the correction that the editor saw, 0 if there was none.

    Returns:
        The correction; None if another editor was faster.
    """
    said = {"verdict": verdict, "target": target, "account": account, "at": time.time()}
    if version == 0:
        new = {"id": uuid.uuid4().hex, "conversation_id": conversation_id, "turn_id": turn_id, "text": text}
        if not insert_or_ignore(connection, desk_correction, {**new, **said, "version": 1}):
            return None
    else:
        seen = (
            (desk_correction.c.conversation_id == conversation_id)
            & (desk_correction.c.turn_id == turn_id)
            & (desk_correction.c.version == version)
        )
        changed = update(desk_correction).where(seen).values(**said, version=version + 1)
        if connection.execute(changed).rowcount != 1:
            return None
    return of_turn(connection, conversation_id, turn_id)


def of_turn(connection: Connection, conversation_id: str, turn_id: str) -> Correction | None:
    """Return what was said about a message; None if nothing was."""
    found = _FOUND.where(
        desk_correction.c.conversation_id == conversation_id, desk_correction.c.turn_id == turn_id
    )
    row = connection.execute(found).first()
    return _correction(row) if row else None


def of_turns(connection: Connection, turns: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Correction]:
    """Return what was said about some messages, by conversation and turn."""
    wanted = set(turns)
    if not wanted:
        return {}
    ids = {turn_id for _conversation, turn_id in wanted}
    rows = connection.execute(_FOUND.where(desk_correction.c.turn_id.in_(ids)))
    found = ((one.conversation_id, one.turn_id, one) for one in map(_correction, rows))
    return {(conversation, turn): one for conversation, turn, one in found if (conversation, turn) in wanted}


def latest(connection: Connection, *, verdict: str = "", limit: int = 100) -> list[Correction]:
    """Return the latest corrections, the newest first."""
    found = _FOUND.order_by(desk_correction.c.at.desc()).limit(limit)
    if verdict:
        found = found.where(desk_correction.c.verdict == verdict)
    return [_correction(row) for row in connection.execute(found)]


def given(connection: Connection, conversation_id: str) -> list[dict[str, Any]]:
    """Return what was said about the messages of a conversation, and drafts that began with one."""
    said = select(desk_correction).where(desk_correction.c.conversation_id == conversation_id)
    begun = select(desk_draft.c.asked, desk_draft.c.created_at).where(
        desk_draft.c.conversation_id == conversation_id
    )
    return [
        *(
            {name: getattr(row, name) for name in ("turn_id", "text", "verdict", "target", "at")}
            for row in connection.execute(said.order_by(desk_correction.c.at))
        ),
        *({"text": row.asked, "at": row.created_at} for row in connection.execute(begun)),
    ]


def forget_words(connection: Connection, conversation_id: str) -> int:
    """Take a person's words out of drafts; return how many had any."""
    mine = desk_draft.c.conversation_id == conversation_id
    emptied = update(desk_draft).where(mine).values(asked=None, conversation_id=None)
    return int(connection.execute(emptied).rowcount)


def _correction(row: Any) -> Correction:
    return Correction(**{name: getattr(row, name) for name in (*_COLUMNS, "turn_at")})
