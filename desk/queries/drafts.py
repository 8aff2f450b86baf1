"""Drafts of facts and questions: each has a version, so that no editor overwrites another unseen."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_draft

MOST_SHOWN = 200


@dataclass(frozen=True)
class Draft:
    """A fact or questions that are not published yet.

    ``item`` is the key of what it changes, empty for what is new; ``base`` is the item's version that it was
    made from. ``asked`` is the message that it began with.
    """

    id: str
    item: str
    base: str
    form: dict[str, str]
    asked: str | None
    conversation_id: str | None
    created_by: str
    created_at: float
    changed_by: str
    changed_at: float
    version: int


def begin(
    connection: Connection,
    form: Mapping[str, str],
    account: str,
    *,
    item: str = "",
    base: str = "",
    asked: str | None = None,
    conversation_id: str | None = None,
) -> str:
    """Store a new draft; return its id."""
    now, draft_id = time.time(), uuid.uuid4().hex
    values = {
        "id": draft_id,
        "item": item,
        "base": base,
        "form": json.dumps(dict(form)),
        "asked": asked or None,
        "conversation_id": conversation_id or None,
        "created_by": account,
        "created_at": now,
        "changed_by": account,
        "changed_at": now,
        "version": 1,
    }
    connection.execute(insert(desk_draft).values(**values))
    return draft_id


def change(
    connection: Connection,
    draft_id: str,
    form: Mapping[str, str],
    account: str,
    *,
    version: int,
    base: str | None = None,
) -> bool:
    """Store a draft anew; return whether it was still as the editor saw it.

    Args:
        connection: to write to, in a transaction.
        draft_id: of the draft.
        form: its fields.
        account: who changes it.
        version: that the editor saw.
        base: the item's version that it is made from now; by default as before.
    """
    values: dict[str, Any] = {
        "form": json.dumps(dict(form)),
        "changed_by": account,
        "changed_at": time.time(),
        "version": version + 1,
    }
    if base is not None:
        values["base"] = base
    same = (desk_draft.c.id == draft_id) & (desk_draft.c.version == version)
    return bool(connection.execute(update(desk_draft).where(same).values(**values)).rowcount == 1)


def get(connection: Connection, draft_id: str) -> Draft | None:
    """Return a draft; None if there is none (any more)."""
    row = connection.execute(select(desk_draft).where(desk_draft.c.id == draft_id)).first()
    return _draft(row) if row else None


def of_item(connection: Connection, item: str) -> list[Draft]:
    """Return the drafts that change a published item."""
    found = select(desk_draft).where(desk_draft.c.item == item).order_by(desk_draft.c.changed_at.desc())
    return [_draft(row) for row in connection.execute(found)]


def latest(connection: Connection) -> list[Draft]:
    """Return the drafts that were changed last, the newest first."""
    found = select(desk_draft).order_by(desk_draft.c.changed_at.desc()).limit(MOST_SHOWN)
    return [_draft(row) for row in connection.execute(found)]


def drop(connection: Connection, draft_id: str, *, version: int | None = None) -> bool:
    """Delete a draft, if given only in this version; return whether it was deleted."""
    mine = desk_draft.c.id == draft_id
    if version is not None:
        mine &= desk_draft.c.version == version
    return bool(connection.execute(delete(desk_draft).where(mine)).rowcount == 1)


def _draft(row: Any) -> Draft:
    values = dict(row._mapping)
    return Draft(**{**values, "form": json.loads(values["form"])})
