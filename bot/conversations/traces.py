"""What is left of deleted rows in a database's files, as far as a client of the database can remove it."""

from __future__ import annotations

import logging
import time

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.database import STATEMENT_TIMEOUT_MS

logger = logging.getLogger(__name__)
TRIES = 3
WAIT_MS = 1000  # of one try, for readers to end
PAUSE_SECONDS = 0.2


def clear_traces(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log, which still has what was deleted; return whether that worked.

    Deleted rows themselves are overwritten at once (``secure_delete``). It takes a few seconds at most, and
    fails while another program keeps reading. On PostgreSQL nothing is done: VACUUM is the server's.
    """
    if engine.dialect.name != "sqlite":
        return True
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE_SECONDS)
        try:
            if _is_emptied(engine):
                return True
        except SQLAlchemyError:
            logger.warning("the write-ahead log could not be emptied", exc_info=True)
            return False
    logger.warning("the write-ahead log still has what was deleted, because another program reads it")
    return False


def _is_emptied(engine: Engine) -> bool:
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT_MS}")
        try:
            busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={STATEMENT_TIMEOUT_MS}")
    return not busy
