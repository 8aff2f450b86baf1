"""The audit log: what was done at the desk, by whom and to what."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_audit

PAGE = 100  # entries
COMMAND_LINE = "command line"  # an account's name has no space


@dataclass(frozen=True)
class Entry:
    """Something that was done."""

    id: str
    at: float  # seconds since 1970
    account: str
    action: str  # a name of texts.yml, below "audit"
    subject: str


def note(connection: Connection, account: str, action: str, subject: str = "") -> None:
    """Note what an account does, in the transaction in which it does it."""
    now = time.time_ns()
    key = f"{now:020d}{secrets.token_hex(4)}"
    values = {"id": key, "at": now / 1e9, "account": account, "action": action, "subject": subject}
    connection.execute(insert(desk_audit).values(**values))


def entries(connection: Connection, *, account: str = "", before: str = "") -> list[Entry]:
    """Return a page of entries, the newest first.

    Args:
        connection: to read from.
        account: whose entries; by default everybody's.
        before: only those older than the entry with this id.
    """
    found = select(desk_audit).order_by(desk_audit.c.id.desc()).limit(PAGE)
    if account:
        found = found.where(desk_audit.c.account == account)
    if before:
        found = found.where(desk_audit.c.id < before)
    return [
        Entry(row.id, float(row.at), row.account, row.action, row.subject)
        for row in connection.execute(found)
    ]
