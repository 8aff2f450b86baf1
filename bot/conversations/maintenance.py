"""Maintenance of the conversations' database: its schema, and the deletion of old idempotency keys."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial

from bot.conversations import ended_sessions, idempotency, jobs
from bot.conversations.database import migrate
from bot.conversations.tracker_store import ConversationTrackerStore

logger = logging.getLogger(__name__)
RETRY_SECONDS = 2.0  # between tries while the database is down
KEY_SECONDS = 24 * 3600.0  # for so long a message that comes again is known by its id
ENDED_SESSION_SECONDS = 400 * 24 * 3600.0  # longer than a web session can last
INTERVAL_SECONDS = 3600.0


async def prepare(store: ConversationTrackerStore) -> bool:
    """Bring the schema up to date; return whether that worked, and log why not."""
    try:
        await asyncio.to_thread(migrate, store.engine)
    except Exception as error:  # noqa: BLE001 - whatever it is, the server waits for its end
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        logger.error("The conversations' database cannot be used, trying again: %s", reason)
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
