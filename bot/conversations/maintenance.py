"""What the conversations' database needs from time to time: its schema, and old message ids forgotten."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial

from bot.conversations import inbox, journal, web
from bot.conversations.database import migrate
from bot.conversations.tracker_store import ConversationTrackerStore

logger = logging.getLogger(__name__)
RETRY_SECONDS = 2.0  # between tries while the database is down
FORGET_MESSAGES_SECONDS = 24 * 3600.0  # for so long a message that comes again is known by its id
FORGET_ENDED_SECONDS = 400 * 24 * 3600.0  # longer than a web session can last
TIDY_SECONDS = 3600.0


async def is_prepared(store: ConversationTrackerStore) -> bool:
    """Bring the schema up to date; False, with the reason in the log, when the database does not let us."""
    try:
        await asyncio.to_thread(migrate, store.engine)
    except Exception as error:  # noqa: BLE001 - whatever it is, the server waits for its end
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        logger.error("The conversations' database cannot be used, trying again: %s", reason)
        return False
    logger.info("The conversations' database is ready.")
    return True


async def keep_up(store: ConversationTrackerStore, *, prepared: bool) -> None:
    """Prepare the database as soon as it answers, then forget old message ids every hour."""
    while not prepared:
        await asyncio.sleep(RETRY_SECONDS)
        prepared = await is_prepared(store)
    while True:
        before = time.time() - FORGET_MESSAGES_SECONDS
        try:
            await store.write(partial(journal.forget_messages, before=before))
            await store.write(partial(inbox.forget_work, before=before))
            await store.write(partial(web.forget_ended, before=time.time() - FORGET_ENDED_SECONDS))
        except Exception:
            logger.exception("old message ids could not be forgotten")
        await asyncio.sleep(TIDY_SECONDS)
