"""Transactions that change the knowledge base: one at a time, however long it takes, all or nothing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError

UNBOUNDED = "advisor_unbounded"  # execution option of connections whose statements may take long
LOCK_SECONDS = 600  # that a load waits for another
SQLITE_PAUSE_SECONDS = 0.05  # between two tries
ADVISORY_LOCK = 0x6B6E6F77  # "know": any number that no other program on the database uses

Say = Callable[[str], object]


class LockTimeout(RuntimeError):
    """Another load has kept the lock for too long; the message says so."""


@contextmanager
def write_transaction(
    engine: Engine, say: Say = lambda _line: None, *, lock_seconds: float = LOCK_SECONDS
) -> Iterator[Connection]:
    """Open a transaction that excludes other loads and migrations; readers go on with what was there.

    Its statements have no time limit. It is committed at the end and rolled back by an exception.

    Args:
        engine: of the knowledge base.
        say: called with a line when the transaction has to wait for another.
        lock_seconds: how long it waits.

    Raises:
        LockTimeout: the other one has not finished by then.
    """
    with engine.connect() as opened:
        connection = opened.execution_options(**{UNBOUNDED: True})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                _lock_postgresql(connection, say, lock_seconds)
            else:
                _lock_sqlite(connection, say, lock_seconds)
            yield connection


def _lock_postgresql(connection: Connection, say: Say, seconds: float) -> None:
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    key = {"key": ADVISORY_LOCK}
    if connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), key).scalar():
        return
    _say_waiting(say)
    connection.execute(text(f"SET LOCAL lock_timeout = {max(1, int(seconds * 1000))}"))
    try:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), key)
    except OperationalError as error:
        if getattr(error.orig, "pgcode", None) != "55P03":  # lock_not_available
            raise
        raise _timeout(seconds) from None
    connection.execute(text("SET LOCAL lock_timeout = 0"))


def _lock_sqlite(connection: Connection, say: Say, seconds: float) -> None:
    # The driver would begin with the first change only, and with a lock for reading.
    driver: Any = connection.connection.dbapi_connection
    if _begin_immediate(driver):
        return
    _say_waiting(say)
    deadline = time.monotonic() + seconds
    while not _begin_immediate(driver):
        if time.monotonic() >= deadline:
            raise _timeout(seconds)
        time.sleep(SQLITE_PAUSE_SECONDS)


def _begin_immediate(driver: Any) -> bool:
    """Take SQLite's lock for writing if it is free, without the driver's own wait."""
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout=0")
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")
    return True


def _say_waiting(say: Say) -> None:
    say("another load is running; waiting for it to finish")


def _timeout(seconds: float) -> LockTimeout:
    return LockTimeout(f"another load has not finished after {seconds:g} s; nothing was changed")
