"""What another process does between two statements of this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from rasa.shared.core.events import UserUttered
from sqlalchemy import event as sql_event
from sqlalchemy.engine import Connection

from bot.conversations import events, idempotency, jobs
from bot.conversations.idempotency import Answered
from bot.conversations.jobs import Job
from bot.conversations.tracker_store import ConversationTrackerStore


@contextmanager
def meanwhile(
    store: ConversationTrackerStore,
    after: str,
    other: ConversationTrackerStore,
    work: Callable[[Connection], Any],
) -> Iterator[list[Any]]:
    """Let another process work once, right after this one's first SELECT from a table."""
    done: list[Any] = []

    def once(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not done and statement.startswith("SELECT") and f"FROM {after}" in statement.replace("\n", ""):
            done.append(None)
            with other.engine.begin() as connection:
                done[0] = work(connection)

    sql_event.listen(store.engine, "after_cursor_execute", once)
    yield done
    sql_event.remove(store.engine, "after_cursor_execute", once)
    assert done, f"nothing was read from {after}"


def append(number: int, after: int) -> events.Append:
    said = [UserUttered(f"question {number}", {"name": "greet"}).as_dict()]
    return events.Append("ada", key=f"k{number}", after=after, events=said)


async def test_events_written_while_a_conversation_is_read_are_left_to_the_next_reading(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await store.write(partial(events.append, new=append(1, after=0)))
    later = partial(events.append, new=append(2, after=1))
    with meanwhile(store, "conversation ", other, later):
        read = await store.read(partial(events.load, conversation_id="ada"))
    assert read is not None
    assert (read.version, read.last_sequence, len(read.events)) == ("k1", 1, 1)


def claim(connection: Connection, owner: str, seconds: float = 60) -> Any:
    return idempotency.claim(connection, "ada", "m1", owner=owner, seconds=seconds)


def answer(connection: Connection, owner: str) -> None:
    idempotency.store_replies(connection, "ada", Answered("m1", owner, [{"text": "hi"}]))


# SQLite lets no two processes write at once.
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
class TestOnPostgres:
    async def test_of_two_that_take_over_one_message_only_the_first_has_it(
        self, store: ConversationTrackerStore, other: ConversationTrackerStore
    ) -> None:
        await store.write(partial(claim, owner="dead", seconds=-1))
        with meanwhile(store, "idempotency_key ", other, partial(claim, owner="first")) as done:
            assert await store.write(partial(claim, owner="second")) is False
        assert done == [True]

    async def test_a_message_that_is_answered_meanwhile_is_not_taken_over(
        self, store: ConversationTrackerStore, other: ConversationTrackerStore
    ) -> None:
        await store.write(partial(claim, owner="slow", seconds=-1))
        with meanwhile(store, "idempotency_key ", other, partial(answer, owner="slow")):
            assert await store.write(partial(claim, owner="second")) is False
        assert await store.write(partial(claim, owner="second")) == [{"text": "hi"}]

    async def test_of_two_that_take_over_one_job_only_the_first_has_it(
        self, store: ConversationTrackerStore, other: ConversationTrackerStore
    ) -> None:
        job = Job("j1", "slack", "c", {})
        await store.write(partial(jobs.accept, job=job, owner="dead", seconds=-1))
        take = partial(jobs.take_over, channel="slack", seconds=60)
        with meanwhile(store, "job ", other, partial(take, owner="first")) as done:
            assert await store.write(partial(take, owner="second")) == []
        assert [one.id for one in done[0]] == ["j1"]
