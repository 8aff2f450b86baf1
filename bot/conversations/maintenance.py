"""Maintenance of the conversations' database: its schema, and the deletion of what is out of date."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from bot.conversations import ended_sessions, idempotency, jobs, turn_records, user_data
from bot.conversations.database import SchemaError, create_conversations_engine, migrate, unusable
from bot.conversations.figures import counting
from bot.conversations.left_behind import left_behind
from bot.conversations.readiness import rehearse_turn
from bot.settings import SettingError, StorageSettings
from knowledge.database_errors import is_permanent

if TYPE_CHECKING:
    from bot.conversations.lock_store import ConversationLockStore
    from bot.conversations.tracker_store import ConversationTrackerStore

logger = logging.getLogger(__name__)
RETRY_SECONDS = 2.0  # between tries while the database is down
DAY_SECONDS = 24 * 3600.0
KEY_SECONDS = DAY_SECONDS  # for so long a message that comes again is known by its id
ENDED_SESSION_SECONDS = 400 * DAY_SECONDS  # longer than a web session can last
INTERVAL_SECONDS = 3600.0
COUNT_SECONDS = 20.0  # after which a turn is in the figures of its day
BATCH = 100  # conversations that are looked up at once
PAUSE_SECONDS = 0.05  # between two batches, for the turns of users


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
        with engine.connect() as connection:
            rehearse_turn(connection)
        if line := left_behind(engine):
            logger.warning(line)
    except Exception as error:  # noqa: BLE001 - of any kind: alembic has its own
        if required or isinstance(error, SchemaError) or is_permanent(error):
            raise SettingError(unusable(error)) from None
        logger.error("%s", unusable(error))
    finally:
        engine.dispose()


async def prepare(store: ConversationTrackerStore, logged: str | None = None) -> str | None:
    """Bring the schema up to date; return what hinders it, and log that unless it is ``logged`` already."""
    try:
        await asyncio.to_thread(migrate, store.engine)
    except Exception as error:  # noqa: BLE001 - of any kind: the server waits until it is over
        problem = unusable(error)
        if problem != logged:
            logger.error("Trying again until it works: %s", problem)
        return problem
    logger.info("The conversations' database is ready.")
    return None


async def maintain(
    store: ConversationTrackerStore, locks: ConversationLockStore, *, problem: str | None
) -> None:
    """Delete what is out of date every hour, once the database answers.

    Args:
        store: of the conversations.
        locks: that their turns hold.
        problem: what :func:`prepare` found.
    """
    while problem is not None:
        await asyncio.sleep(RETRY_SECONDS)
        problem = await prepare(store, problem)
    while True:
        now = time.time()
        try:
            await store.write(partial(idempotency.delete_before, before=now - KEY_SECONDS))
            await store.write(partial(jobs.delete_before, before=now - KEY_SECONDS))
            await store.write(partial(ended_sessions.delete_before, before=now - ENDED_SESSION_SECONDS))
            days = StorageSettings.read().retention_days
            if days:
                before = now - days * DAY_SECONDS
                await delete_inactive(store, locks, before=before)
                await store.write(partial(turn_records.delete_left_behind, before=before))
        except Exception:
            logger.exception("what is out of date could not be deleted")
        await asyncio.sleep(INTERVAL_SECONDS)


async def count_turns(store: ConversationTrackerStore) -> None:
    """Bring the figures of days up to date, every few seconds and in short transactions."""
    while True:
        try:
            while await store.write(partial(counting.count_turns, limit=counting.BATCH)) == counting.BATCH:
                await asyncio.sleep(PAUSE_SECONDS)
        except Exception as error:  # noqa: BLE001 - of any kind: what is not counted is counted next time
            logger.warning("turns could not be counted: %s", type(error).__name__)
        await asyncio.sleep(COUNT_SECONDS)


async def delete_inactive(
    store: ConversationTrackerStore, locks: ConversationLockStore, *, before: float
) -> int:
    """Delete the conversations without a message since ``before``, one by one between their turns.

    Returns:
        How many are deleted; one that has gone on or is in use is not.

    Raises:
        SQLAlchemyError: the database does not answer.
    """
    from rasa.core.lock_store import LockError  # too slow to import before a server has checked its settings

    deleted = skipped = 0
    while found := await store.read(partial(user_data.inactive, before=before, skip=skipped, limit=BATCH)):
        for conversation_id in found:
            try:
                async with locks.lock(conversation_id):
                    is_deleted = await store.erase_inactive(conversation_id, before=before)
            except LockError:
                is_deleted = False
            deleted += is_deleted
            skipped += not is_deleted
        await asyncio.sleep(PAUSE_SECONDS)
    if deleted:
        logger.info("%d conversations are deleted, as they were not continued in time", deleted)
        await store.clear_traces()
    return deleted
