"""Which addresses of sources answered when they were looked at last."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_link


@dataclass(frozen=True)
class CheckedLink:
    """An address, the status of HTTP it gave, if any, and the problem: empty if it answers."""

    address: str
    status: int | None
    problem: str
    checked_at: float


def store(connection: Connection, address: str, status: int | None, problem: str) -> None:
    """Store what came of a look, in place of the one before."""
    digest = _digest(address)
    connection.execute(delete(desk_link).where(desk_link.c.digest == digest))
    values = {"digest": digest, "address": address, "status": status, "problem": problem}
    connection.execute(insert(desk_link).values(**values, checked_at=time.time()))


def checked(connection: Connection) -> dict[str, CheckedLink]:
    """Return all results by address."""
    columns = (desk_link.c[name] for name in ("address", "status", "problem", "checked_at"))
    found = (CheckedLink(**row._mapping) for row in connection.execute(select(*columns)))
    return {one.address: one for one in found}


def keep_only(connection: Connection, addresses: Iterable[str]) -> None:
    """Delete the results of addresses that no source has any more."""
    kept = [_digest(one) for one in addresses]
    connection.execute(delete(desk_link).where(desk_link.c.digest.not_in(kept)))


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
