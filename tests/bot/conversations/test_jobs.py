"""Job that a channel has acknowledged, on both databases: kept once, owned by one, taken over, forgotten."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversations import idempotency, jobs, user_data
from bot.conversations.jobs import Job
from bot.conversations.models import idempotency_key, job
from bot.conversations.tracker_store import ConversationTrackerStore

JOB = Job("T1:Ev1", "slack", "slack-T1-U1", {"text": "sälary \ud83d?\x00", "kind": "ask"})


async def accept(
    store: ConversationTrackerStore, job: Job = JOB, owner: str = "a", seconds: float = 60
) -> bool:
    return bool(await store.write(partial(jobs.accept, job=job, owner=owner, seconds=seconds)))


async def take(store: ConversationTrackerStore, owner: str = "b", **more: Any) -> list[Job]:
    return list(await store.write(partial(jobs.take_over, channel="slack", owner=owner, seconds=60, **more)))


async def mine(store: ConversationTrackerStore, owner: str) -> list[str]:
    work = await store.read(partial(jobs.open_jobs, channel="slack", owner=owner))
    return [one.id for one in work]


async def test_what_comes_again_is_kept_once_whoever_gets_it(store: ConversationTrackerStore) -> None:
    told = await asyncio.gather(*(accept(store, owner=owner) for owner in "abcdefgh"))
    assert sorted(told) == [False] * 7 + [True]


async def test_what_is_kept_comes_back_as_it_was(store: ConversationTrackerStore) -> None:
    await accept(store, seconds=-1)
    (work,) = await take(store)
    assert (work.id, work.data, work.sent_from) == (JOB.id, JOB.data, None)
    assert abs(work.accepted_at - time.time()) < 5


async def test_a_living_owner_s_work_is_left_alone_unless_it_is_known_to_be_gone(
    store: ConversationTrackerStore,
) -> None:
    await accept(store)
    assert await take(store) == []
    assert [one.id for one in await take(store, at_once=True)] == [JOB.id]
    assert (await mine(store, "a"), await mine(store, "b")) == ([], [JOB.id])


async def test_only_one_takes_over_what_is_left(store: ConversationTrackerStore) -> None:
    for number in range(5):
        await accept(store, Job(f"w{number}", "slack", "c", {}), seconds=-1)
    taken = await asyncio.gather(*(take(store, owner) for owner in "bcde"))
    assert sorted(work.id for each in taken for work in each) == [f"w{number}" for number in range(5)]


async def test_the_oldest_is_taken_first(store: ConversationTrackerStore) -> None:
    for number in range(3):
        await accept(store, Job(f"w{number}", "slack", "c", {}), seconds=-1)
    assert [work.id for work in await take(store)] == ["w0", "w1", "w2"]


async def test_an_owner_keeps_its_work_as_long_as_it_says_so(store: ConversationTrackerStore) -> None:
    await accept(store, seconds=-1)
    await store.write(partial(jobs.renew_leases, channel="slack", owner="a", seconds=60))
    assert await take(store) == []


async def test_a_clock_that_was_set_back_does_not_hide_work(store: ConversationTrackerStore) -> None:
    await accept(store, seconds=24 * 3600)
    assert [one.id for one in await take(store)] == [JOB.id]


async def test_only_the_owner_may_send_and_it_is_noted_since_when(store: ConversationTrackerStore) -> None:
    await accept(store, seconds=-1)

    async def may_send(owner: str) -> bool:
        begin = partial(jobs.begin_sending, job_id=JOB.id, owner=owner, seconds=60)
        return bool(await store.write(begin))

    assert await may_send("a") and not await may_send("b")
    await store.write(partial(jobs.release, channel="slack", owner="a"))
    (work,) = await take(store)
    assert work.sent_from is not None
    assert await may_send("b") and not await may_send("a")


async def test_what_is_released_is_free_at_once_whatever_its_old_owner_still_says(
    store: ConversationTrackerStore,
) -> None:
    await accept(store)
    await store.write(partial(jobs.release, channel="slack", owner="a"))
    await store.write(partial(jobs.renew_leases, channel="slack", owner="a", seconds=60))
    begin = partial(jobs.begin_sending, job_id=JOB.id, owner="a", seconds=60)
    assert await store.write(begin) is False
    assert [one.id for one in await take(store)] == [JOB.id]


async def test_what_is_done_is_not_done_again_and_what_it_was_about_is_forgotten(
    store: ConversationTrackerStore,
) -> None:
    await accept(store)
    await store.write(partial(jobs.finish, job_id=JOB.id, owner="b"))
    assert await mine(store, "a") == [JOB.id]  # another's word does not count
    await store.write(partial(jobs.finish, job_id=JOB.id, owner="a"))
    assert await mine(store, "a") == [] and await take(store, at_once=True) == []
    assert not await accept(store)
    rows = await store.read(lambda c: c.execute(select(job.c.data)).scalars().all())
    assert rows == ["{}"]


async def test_a_message_that_the_dead_process_was_answering_is_free_for_its_heir(
    store: ConversationTrackerStore,
) -> None:
    claim = partial(idempotency.claim, conversation_id=JOB.conversation_id, message_id=JOB.id, seconds=60)
    await accept(store, seconds=-1)
    assert await store.write(partial(claim, owner="dead")) is True
    assert await store.write(partial(claim, owner="heir")) is False
    await take(store)
    assert await store.write(partial(claim, owner="heir")) is True


async def test_an_answer_that_is_kept_is_the_heir_s_answer_too(store: ConversationTrackerStore) -> None:
    claim = partial(idempotency.claim, conversation_id=JOB.conversation_id, message_id=JOB.id, seconds=60)
    await accept(store, seconds=-1)
    await store.write(partial(claim, owner="dead"))
    await store.write(lambda c: c.execute(idempotency_key.update().values(replies='[{"text": "so"}]')))
    await take(store)
    assert await store.write(partial(claim, owner="heir")) == [{"text": "so"}]


async def test_it_is_exported_and_erased_with_its_conversation_and_forgotten_after_a_while(
    store: ConversationTrackerStore,
) -> None:
    await accept(store)
    held = await store.read(lambda c: user_data.export(c, JOB.conversation_id))
    assert held is not None and held["accepted"][0]["data"] == JOB.data
    assert await store.erase(JOB.conversation_id) == 1
    assert await accept(store)
    forget = jobs.delete_before
    assert await store.write(partial(forget, before=time.time() - 60)) == 0
    assert await store.write(partial(forget, before=time.time() + 60)) == 1


@pytest.mark.parametrize("owner", ["a", "b"])
async def test_another_channel_s_work_is_not_touched(store: ConversationTrackerStore, owner: str) -> None:
    await accept(store, Job("other", "mail", "c", {}), seconds=-1)
    assert await take(store, owner, at_once=True) == []
