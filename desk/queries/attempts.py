"""Failed sign-ins of an account or an address, and how long it has to wait after too many."""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, select, text
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_attempt

WINDOW_SECONDS = 15 * 60.0
OF_ACCOUNT = 10  # tries in that time
OF_ADDRESS = 30

_COUNT = text(
    "INSERT INTO desk_attempt (key, failures, since) VALUES (:key, 1, :now) "
    "ON CONFLICT (key) DO UPDATE SET "
    "failures = CASE WHEN desk_attempt.since <= :over THEN 1 ELSE desk_attempt.failures + 1 END, "
    "since = CASE WHEN desk_attempt.since <= :over THEN :now ELSE desk_attempt.since END"
)


def count(connection: Connection, account: str, address: str, *, now: float) -> float:
    """Count a try as a failure before it is known to be one, so that tries at once do not pass the limit.

    Returns:
        The seconds to wait if there were too many; else 0.
    """
    connection.execute(delete(desk_attempt).where(desk_attempt.c.since <= now - WINDOW_SECONDS))
    waits = [0.0]
    for key, most in ((_account(account), OF_ACCOUNT), (_address(address), OF_ADDRESS)):
        connection.execute(_COUNT, {"key": key, "now": now, "over": now - WINDOW_SECONDS})
        row = connection.execute(select(desk_attempt).where(desk_attempt.c.key == key)).one()
        if row.failures > most:
            waits.append(row.since + WINDOW_SECONDS - now)
    return max(waits)


def forget(connection: Connection, account: str) -> None:
    """Forget the failures of an account, after it has signed in or its password was set."""
    connection.execute(delete(desk_attempt).where(desk_attempt.c.key == _account(account)))


def _account(name: str) -> str:
    return _key(f"account {name}")


def _address(address: str) -> str:
    return _key(f"address {address}")


def _key(text_of_any_length: str) -> str:
    return hashlib.sha256(text_of_any_length.encode("utf-8", "replace")).hexdigest()
