"""Maintenance of the conversations' database: its schema, and the deletion of old idempotency keys."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from bot.conversations import ended_sessions, idempotency, jobs
from bot.conversations.database import (
    SchemaError,
    check_writable,
    create_conversations_engine,
    migrate,
    unusable,
)
from bot.settings import SettingError
from knowledge.database_errors import failure_reason, is_permanent

if TYPE_CHECKING:
    from bot.conversations.tracker_store import ConversationTrackerStore

logger = logging.getLogger(__name__)
RETRY_SECONDS = 2.0  # between tries while the database is down
KEY_SECONDS = 24 * 3600.0  # for so long a message that comes again is known by its id
ENDED_SESSION_SECONDS = 400 * 24 * 3600.0  # longer than a web session can last
INTERVAL_SECONDS = 3600.0


def check_at_start(*, required: bool) -> None:
    """Bring the schema of the conversations' database up to date, before a server starts.

    Args:
        required: whether a database that does not answer is an error, too; else the server waits for it.

    Raises:
        SettingError: the database cannot be used, and waiting would not help.
    """
    engine = create_conversations_engine()
    try:
        migrate(engine)
        check_writable(engine)
    except Exception as error:  # noqa: BLE001 - of any kind: alembic has its own
        if required or isinstance(error, SchemaError) or is_permanent(error):
            raise SettingError(unusable(error)) from None
        logger.error("The conversations' database does not answer yet: %s", failure_reason(error))
    finally:
        engine.dispose()


async def prepare(store: ConversationTrackerStore) -> bool:
    """Bring the schema up to date; return whether that worked, and log why not."""
    try:
        await asyncio.to_thread(migrate, store.engine)
    except Exception as error:  # noqa: BLE001 - of any kind: the server waits until it is over
        logger.error("The conversations' database cannot be used, trying again: %s", failure_reason(error))
        return False
    logger.info("The conversations' database is ready.")
    return True


async def maintain(store: ConversationTrackerStore, *, prepared: bool) -> None:
    """Prepare the database as soon as it answers, then delete what is out of date every hour."""
    while not prepared:
        await asyncio.sleep(RETRY_SECONDS)
        prepared = await prepare(store)
    while True:
        before = time.time() - KEY_SECONDS
        ended_before = time.time() - ENDED_SESSION_SECONDS
        try:
            await store.write(partial(idempotency.delete_before, before=before))
            await store.write(partial(jobs.delete_before, before=before))
            await store.write(partial(ended_sessions.delete_before, before=ended_before))
        except Exception:
            logger.exception("old idempotency keys could not be deleted")
        await asyncio.sleep(INTERVAL_SECONDS)
