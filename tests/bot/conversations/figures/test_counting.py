"""Each turn is in the figures once, whoever counts, and stays there when it is erased."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, UserUttered
from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.conversations import feedback, maintenance
from bot.conversations.figures import counting
from bot.conversations.figures.counting import BATCH, TABLES, count_turns, count_turns_of
from bot.conversations.figures.queries import Span, reasons, top_topics, totals, uncounted
from bot.conversations.lock_store import ConversationLockStore
from bot.conversations.models import conversation, turn
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.turn_records import turns_of
from bot.settings.storage import REDIS_VARIABLE
from tests.bot.conversations.figures.sample_turns import DAY, START, keep, many, record

ANSWER = "a" * 32


def whole_span(connection: Connection) -> Span:
    return Span(*(counting.moment(START + days * DAY)[0] for days in (-1, 400)))


async def turns(store: ConversationTrackerStore) -> int:
    return await store.read(lambda c: totals(c, whole_span(c)).turns)


async def all_figures(store: ConversationTrackerStore) -> dict[str, list[Any]]:
    def rows(connection: Connection) -> dict[str, list[Any]]:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in TABLES
        }

    return await store.read(rows)


async def count_all(store: ConversationTrackerStore) -> int:
    counted = 0
    while found := await store.write(partial(count_turns, limit=BATCH)):
        counted += found
    return counted


async def test_turns_are_counted_once_however_often_the_job_runs(store: ConversationTrackerStore) -> None:
    await store.write(partial(keep, records=many(700)))
    assert await store.read(uncounted) == 700
    assert await count_all(store) == 700
    before = await all_figures(store)
    assert await count_all(store) == 0 and await all_figures(store) == before
    assert await turns(store) == 700 and await store.read(uncounted) == 0


async def test_the_figures_are_the_same_in_whatever_steps_turns_are_counted(
    store: ConversationTrackerStore,
) -> None:
    for place, one in enumerate(many(60)):
        await store.write(partial(keep, records=[one]))
        if place % 7 == 0:
            await store.write(partial(count_turns, limit=5))
    await count_all(store)
    in_steps = await all_figures(store)
    await store.write(lambda c: [c.execute(table.delete()) for table in (turn, *TABLES)])
    await store.write(partial(keep, records=many(60)))
    await count_all(store)
    assert await all_figures(store) == in_steps


async def test_several_processes_that_count_at_once_count_each_turn_once(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await store.write(partial(keep, records=many(200)))

    async def count(one: ConversationTrackerStore) -> int:
        # Three of them count 180 at the most, so that none may be left out, however the database takes turns.
        return sum([await one.write(partial(count_turns, limit=20)) for _batch in range(3)])

    counted = await asyncio.gather(count(store), count(other), count(store), count(other))
    assert sum(counted) == await turns(store) == 200
    assert all(number > 0 for number in counted)


async def test_a_transaction_that_fails_counts_nothing(store: ConversationTrackerStore) -> None:
    await store.write(partial(keep, records=many(10)))

    def fail(connection: Connection) -> None:
        count_turns(connection)
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(fail)
    assert await turns(store) == 0 and await store.read(uncounted) == 10


async def test_what_is_erased_before_it_is_counted_stays_in_the_figures(
    store: ConversationTrackerStore,
) -> None:
    await store.write(partial(keep, records=many(100)))
    await store.write(partial(count_turns, limit=30))
    for number in range(26):
        await store.erase(f"c{number}")
    assert await store.read(lambda c: c.execute(select(turn)).first()) is None
    assert await turns(store) == 100


async def test_erasure_and_counting_at_once_count_each_turn_once(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await store.write(partial(keep, records=many(160)))

    async def count() -> None:
        for _ in range(16):
            await other.write(partial(count_turns, limit=10))

    await asyncio.gather(count(), *(store.erase(f"c{number}") for number in range(41)))
    assert await turns(store) == 160


async def test_retention_deletes_turns_and_keeps_their_figures(
    store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(REDIS_VARIABLE, raising=False)
    for sender in ("ada", "bob"):
        tracker = await store.get_or_create_tracker(sender)
        tracker.update(UserUttered("hello", input_channel="web"))
        tracker.update(BotUttered("hi", {"custom": {"outcome": "answered", "topic": "salary"}}))
        await store.save(tracker)
    old = START + 5 * DAY
    await store.write(lambda c: c.execute(update(turn).values(at=old)))
    age = update(conversation).where(conversation.c.id == "ada").values(changed_at=old)
    await store.write(lambda c: c.execute(age))
    assert await maintenance.delete_inactive(store, ConversationLockStore(), before=old + DAY) == 1
    assert await store.read(lambda c: turns_of(c, "ada")) == []
    await count_all(store)
    figures = await store.read(lambda c: totals(c, whole_span(c)))
    assert (figures.answered, figures.people, figures.conversations) == (2, 2, 2)


async def test_the_servers_job_counts_and_survives_a_database_that_fails(
    store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(maintenance, "COUNT_SECONDS", 0.01)
    monkeypatch.setattr(counting, "BATCH", 5)
    await store.write(partial(keep, records=many(12)))
    good = store.write

    async def fail(_: Any) -> int:
        raise LookupError("xyzzyplugh")

    monkeypatch.setattr(store, "write", fail)
    job = asyncio.create_task(maintenance.count_turns(store))
    await asyncio.sleep(0.05)
    assert "LookupError" in caplog.text and "xyzzyplugh" not in caplog.text
    monkeypatch.setattr(store, "write", good)
    for _ in range(200):
        await asyncio.sleep(0.02)
        if not await store.read(uncounted):
            break
    job.cancel()
    assert await turns(store) == 12


class TestRatings:
    async def rate(
        self, store: ConversationTrackerStore, rating: int | None, given: tuple[str, ...] = ()
    ) -> tuple[int, int, dict[str, int]]:
        await store.write(lambda c: feedback.give(c, "ada", ANSWER, rating, None, given))

        def told(connection: Connection) -> tuple[int, int, dict[str, int]]:
            span = whole_span(connection)
            figures = totals(connection, span)
            return figures.up, figures.down, reasons(connection, span)

        return await store.read(told)

    @pytest.fixture
    async def answered(self, store: ConversationTrackerStore) -> ConversationTrackerStore:
        """A store with one answer that can be rated."""
        tracker = await store.get_or_create_tracker("ada")
        tracker.update(UserUttered("hello", input_channel="web"))
        custom = {"outcome": "answered", "topic": "salary", "occupation": "nurse", "id": ANSWER}
        tracker.update(BotUttered("hi", {"custom": custom}))
        await store.save(tracker)
        await store.write(lambda c: c.execute(update(turn).values(at=START)))
        return store

    async def test_one_that_is_changed_or_withdrawn_counts_as_it_stands(
        self, answered: ConversationTrackerStore
    ) -> None:
        assert await self.rate(answered, 1) == (1, 0, {})
        assert await self.rate(answered, -1, ("wrong", "unclear")) == (0, 1, {"unclear": 1, "wrong": 1})
        assert await self.rate(answered, -1, ("wrong",)) == (0, 1, {"wrong": 1})
        assert await self.rate(answered, -1, ("wrong",)) == (0, 1, {"wrong": 1})
        assert await self.rate(answered, None) == (0, 0, {})

    async def test_one_stays_in_the_figures_when_it_is_erased(
        self, answered: ConversationTrackerStore
    ) -> None:
        await self.rate(answered, -1, ("wrong",))
        await answered.erase("ada")
        (topic,) = await answered.read(lambda c: top_topics(c, whole_span(c)))
        assert (topic.key, topic.tally.answered, topic.tally.down) == ("salary", 1, 1)

    async def test_one_of_an_answer_without_a_record_is_kept_and_not_counted(
        self, answered: ConversationTrackerStore
    ) -> None:
        await answered.write(lambda c: c.execute(turn.delete()))
        assert await self.rate(answered, 1) == (0, 0, {})
        assert (await answered.read(lambda c: feedback.given(c, "ada")))[0]["rating"] == 1


async def test_nothing_of_who_asked_is_in_the_figures(store: ConversationTrackerStore) -> None:
    await store.write(partial(keep, records=[record(conversation_id="xyzzyplugh", answer_id="plugh")]))
    await store.write(lambda c: count_turns_of(c, "xyzzyplugh"))
    assert await turns(store) == 1
    assert "plugh" not in str(await all_figures(store))
