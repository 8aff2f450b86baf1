"""Conversations that nobody continues are deleted, with all that belongs to them, and no other."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.shared.core.events import BotUttered, UserUttered
from sqlalchemy import update
from sqlalchemy.engine import Connection

from bot.conversations import feedback, idempotency, jobs, maintenance, user_data
from bot.conversations.jobs import Job
from bot.conversations.lock_store import ConversationLockStore
from bot.conversations.models import conversation
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings import StorageSettings
from bot.settings.storage import REDIS_VARIABLE, RETENTION_VARIABLE

DAY = 24 * 3600.0
ANSWER = "a" * 32


@pytest.fixture
def locks(monkeypatch: pytest.MonkeyPatch) -> ConversationLockStore:
    monkeypatch.delenv(REDIS_VARIABLE, raising=False)
    return ConversationLockStore()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "BATCH", 3)
    monkeypatch.setattr(maintenance, "PAUSE_SECONDS", 0.0)


async def talk(store: ConversationTrackerStore, sender: str, *, days_ago: float = 0.0) -> None:
    tracker = await store.get_or_create_tracker(sender)
    tracker.update(UserUttered("hello"))
    tracker.update(BotUttered("hi", {"custom": {"id": ANSWER, "blocks": []}}))
    await store.save(tracker)
    await store.write(lambda c: feedback.give(c, sender, ANSWER, 1, None))
    await store.write(lambda c: idempotency.claim(c, sender, "m1", owner="o", seconds=-1.0))
    await store.write(lambda c: jobs.accept(c, Job(f"{sender}-1", "slack", sender, {}), owner="o", seconds=1))
    await store.write(lambda c: jobs.finish(c, f"{sender}-1", owner="o"))
    then = time.time() - days_ago * DAY
    age = update(conversation).where(conversation.c.id == sender).values(changed_at=then)
    await store.write(lambda c: c.execute(age))


async def rows_of(store: ConversationTrackerStore, sender: str) -> int:
    def count(connection: Connection) -> int:
        found = 0
        for table in (conversation, *user_data.TABLES):
            column = table.c.id if table is conversation else table.c.conversation_id
            found += len(connection.execute(table.select().where(column == sender)).all())
        return found

    return await store.read(count)


async def delete(store: ConversationTrackerStore, locks: ConversationLockStore, days: float = 90) -> int:
    return await maintenance.delete_inactive(store, locks, before=time.time() - days * DAY)


async def test_the_old_go_with_all_that_belongs_to_them_and_the_young_stay(
    store: ConversationTrackerStore, locks: ConversationLockStore
) -> None:
    for number in range(8):
        await talk(store, f"old{number}", days_ago=91)
    for number in range(4):
        await talk(store, f"young{number}", days_ago=89)
    assert await rows_of(store, "old0") == await rows_of(store, "young0") > 5
    assert await delete(store, locks) == 8
    assert [await rows_of(store, f"old{number}") for number in range(8)] == [0] * 8
    assert await rows_of(store, "young0") > 5 and len(list(await store.keys())) == 4
    assert await delete(store, locks) == 0


async def test_one_that_is_in_use_waits_for_the_next_time(
    store: ConversationTrackerStore, locks: ConversationLockStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversations.lock_store.WAIT_SECONDS", 0.05)
    for number in range(8):
        await talk(store, f"old{number}", days_ago=100 + number)
    async with locks.lock("old7"), locks.lock("old2"):
        tracker = await store.get_or_create_tracker("old7")
        assert await delete(store, locks) == 6
        tracker.update(UserUttered("still here"))
        await store.save(tracker)
    assert await delete(store, locks) == 1
    assert list(await store.keys()) == ["old7"] and await rows_of(store, "old7") > 5


async def test_one_that_goes_on_while_it_waits_to_be_deleted_stays(
    store: ConversationTrackerStore, locks: ConversationLockStore
) -> None:
    await talk(store, "ada", days_ago=100)
    async with locks.lock("ada"):
        deleting = asyncio.create_task(delete(store, locks))
        await asyncio.sleep(0.1)
        tracker = await store.get_or_create_tracker("ada")
        tracker.update(UserUttered("still here"))
        await store.save(tracker)
    assert await deleting == 0
    tracker = await store.get_or_create_tracker("ada")
    tracker.update(UserUttered("and on"))
    await store.save(tracker)  # what is in memory fits what is stored


async def test_a_message_about_to_be_answered_keeps_its_claim(
    store: ConversationTrackerStore, locks: ConversationLockStore
) -> None:
    await talk(store, "ada", days_ago=100)
    await store.write(lambda c: idempotency.claim(c, "ada", "m2", owner="turn", seconds=60))
    await store.write(lambda c: jobs.accept(c, Job("j2", "slack", "ada", {"x": 1}), owner="o", seconds=1))
    assert await delete(store, locks) == 1
    (message,) = await store.read(lambda c: idempotency.messages_of(c, "ada"))
    (job,) = await store.read(lambda c: jobs.jobs_of(c, "ada"))
    assert (message["id"], job["id"]) == ("m2", "j2")


async def test_the_hourly_job_keeps_to_the_setting(
    store: ConversationTrackerStore, locks: ConversationLockStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (0, 10, 80, 100):
        await talk(store, f"{days}", days_ago=days)

    async def kept(setting: str) -> set[str]:
        monkeypatch.setenv(RETENTION_VARIABLE, setting)
        task = asyncio.create_task(maintenance.maintain(store, locks, problem=None))
        await asyncio.sleep(0.5)
        task.cancel()
        return set(await store.keys())

    assert await kept("0") == {"0", "10", "80", "100"}
    assert await kept("") == {"0", "10", "80"}
    assert await kept("9.5") == {"0"}
    assert StorageSettings.read().retention_days == 9.5


async def test_erasing_leaves_the_claim_of_nobody(store: ConversationTrackerStore) -> None:
    await talk(store, "ada")
    assert await store.erase("ada") > 5
    assert await rows_of(store, "ada") == 0
    assert await store.read(lambda c: user_data.export(c, "ada")) is None
