"""Conversations are kept whole, read again as they were, and cost the same however long they are."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event as sql_event
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.conversations import events, idempotency, snapshots, user_data
from bot.conversations.idempotency import ConflictError
from bot.conversations.models import conversation_event
from bot.conversations.pending import PendingAnswer, pending_answer
from bot.conversations.tracker_store import ConversationTrackerStore


def turn(number: int) -> list[Event]:
    """The events of a turn as our actions make them."""
    return [
        UserUttered(f"question {number}", {"name": "greet"}),
        ActionExecuted("action_topic"),
        BotUttered(f"answer {number}", {"custom": {"blocks": []}}),
        SlotSet("topic", f"topic {number}"),
        ActionExecuted("action_listen"),
    ]


async def run_turn(store: ConversationTrackerStore, events: list[Event], sender: str = "ada") -> None:
    tracker = await store.get_or_create_tracker(sender)
    tracker.update_with_events(events, store.domain)
    await store.save(tracker)


async def whole(store: ConversationTrackerStore, sender: str = "ada") -> list[dict[str, Any]]:
    tracker = await store.retrieve_full_tracker(sender)
    return [] if tracker is None else [event.as_dict() for event in tracker.events]


async def test_a_new_conversation_is_empty_and_leaves_no_row(store: ConversationTrackerStore) -> None:
    assert list((await store.get_or_create_tracker("ada")).events) == []
    assert list(await store.keys()) == []


async def test_what_was_said_is_read_again_by_another_process(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    for number in range(3):
        await run_turn(store, turn(number))
    tracker = await other.retrieve("ada")
    assert tracker is not None
    assert [e.text for e in tracker.events if isinstance(e, UserUttered)] == [
        "question 0",
        "question 1",
        "question 2",
    ]
    assert tracker.get_slot("topic") == "topic 2"
    assert list(await other.keys()) == ["ada"]


async def test_a_conversation_moves_between_processes_turn_by_turn(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    for number in range(40):
        await run_turn((store, other)[number % 2], turn(number))
    for each in (store, other):
        tracker = await each.retrieve("ada")
        assert tracker is not None and tracker.get_slot("topic") == "topic 39"
        each.discard("ada")
    texts = [one["text"] for one in await whole(store) if one["event"] == "user"]
    assert texts == [f"question {number}" for number in range(40)]


async def test_every_event_is_kept_while_the_live_tracker_stays_short(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    longest = 0
    for number in range(100):
        await run_turn(store, [SlotSet("seen", 1.0), *turn(number)] if number == 0 else turn(number))
        longest = max(longest, len((await store.get_or_create_tracker("ada")).events))
        await store.save(await store.get_or_create_tracker("ada"))
    assert longest <= snapshots.MAX_EVENTS
    assert len(await whole(store)) == 501
    reloaded = await other.retrieve("ada")
    assert reloaded is not None and len(reloaded.events) <= snapshots.MAX_EVENTS + 5
    # Set before the cut only.
    assert (reloaded.get_slot("seen"), reloaded.get_slot("topic")) == (1.0, "topic 99")


async def test_what_is_read_for_a_turn_does_not_grow(store: ConversationTrackerStore) -> None:
    rows: list[int] = []
    for number in range(60):
        await run_turn(store, turn(number))
        store.discard("ada")
        kept = await store.read(lambda connection: events.load(connection, "ada"))
        assert kept is not None
        rows.append(len(kept.events))
    assert max(rows) <= snapshots.MAX_EVENTS + 5


async def test_a_revert_after_a_cut_takes_back_the_last_message(store: ConversationTrackerStore) -> None:
    for number in range(30):
        await run_turn(store, turn(number))
    await run_turn(store, [UserUttered("wrong", {"name": "greet"}), UserUtteranceReverted()])
    store.discard("ada")
    tracker = await store.retrieve("ada")
    assert tracker is not None and tracker.latest_message is not None
    assert tracker.latest_message.text == "question 29"


async def test_a_live_tracker_is_not_read_again(store: ConversationTrackerStore) -> None:
    await run_turn(store, turn(0))
    statements: list[str] = []

    def record(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    sql_event.listen(store.engine, "before_cursor_execute", record)
    await run_turn(store, turn(1))
    assert not [one for one in statements if one.startswith("SELECT")]
    assert len(statements) <= 3


async def test_of_two_processes_that_answer_at_once_one_is_told(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await run_turn(store, turn(0))
    mine, theirs = await store.retrieve("ada"), await other.retrieve("ada")
    assert mine is not None and theirs is not None
    for tracker, added in ((mine, turn(1)), (theirs, turn(2))):
        tracker.update_with_events(added, store.domain)
    await store.save(mine)
    with pytest.raises(ConflictError):
        await other.save(theirs)
    texts = [one["text"] for one in await whole(store) if one["event"] == "user"]
    assert texts == ["question 0", "question 1"]
    again = await other.retrieve("ada")
    assert again is not None and again.get_slot("topic") == "topic 1"


async def test_of_two_that_begin_the_same_conversation_one_is_told(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    mine, theirs = await store.get_or_create_tracker("ada"), await other.get_or_create_tracker("ada")
    mine.update_with_events(turn(1), store.domain)
    theirs.update_with_events(turn(2), store.domain)
    await store.save(mine)
    with pytest.raises(ConflictError):
        await other.save(theirs)


async def test_a_turn_that_was_not_saved_leaves_nothing_behind(store: ConversationTrackerStore) -> None:
    await run_turn(store, turn(0))
    tracker = await store.retrieve("ada")
    assert tracker is not None
    tracker.update_with_events(turn(1), store.domain)
    again = await store.retrieve("ada")
    assert again is not None and again.get_slot("topic") == "topic 0"


async def test_a_read_that_fails_is_told_and_makes_no_empty_conversation(
    store: ConversationTrackerStore,
) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE conversation_event")
    await_error = pytest.raises(Exception, match="conversation_event")
    with await_error:
        await run_turn(store, turn(0))


async def test_an_append_whose_word_was_lost_is_not_written_twice(store: ConversationTrackerStore) -> None:
    await run_turn(store, turn(0))
    new = events.Append("ada", key="k1", after=5, events=[e.as_dict() for e in turn(1)])
    for _ in range(2):
        assert await store.write(lambda connection: events.append(connection, new)) == 10
    assert len(await whole(store)) == 10


async def test_an_answer_is_written_with_its_turn_or_not_at_all(store: ConversationTrackerStore) -> None:
    replies = [{"text": "hello"}]

    async def answered(owner: str) -> None:
        pending_answer.set(PendingAnswer("m1", owner, lambda: replies))
        await run_turn(store, turn(0))

    async def claimed(owner: str) -> Any:
        return await store.write(lambda c: idempotency.claim(c, "ada", "m1", owner=owner, seconds=60))

    assert await claimed("first") is True
    assert await claimed("second") is False
    with pytest.raises(ConflictError):
        await asyncio.create_task(answered("second"))
    assert await whole(store) == []
    await asyncio.create_task(answered("first"))
    assert await claimed("second") == replies


async def test_a_message_whose_turn_died_can_be_taken_over(store: ConversationTrackerStore) -> None:
    async def claimed(owner: str, seconds: float) -> Any:
        return await store.write(lambda c: idempotency.claim(c, "ada", "m1", owner=owner, seconds=seconds))

    assert await claimed("dead", -1) is True
    assert await claimed("second", 60) is True
    assert await claimed("third", 60) is False


async def test_a_claim_that_is_renewed_lasts_and_one_that_was_taken_over_is_not_given_back(
    store: ConversationTrackerStore,
) -> None:
    async def claimed(owner: str, seconds: float = 0.2) -> Any:
        return await store.write(lambda c: idempotency.claim(c, "ada", "m1", owner=owner, seconds=seconds))

    async def kept_by(owner: str) -> None:
        await store.write(lambda c: idempotency.renew(c, "ada", "m1", owner=owner, seconds=30))

    assert await claimed("first") is True
    await kept_by("first")
    await asyncio.sleep(0.3)
    assert await claimed("second", 60) is False
    await store.write(lambda c: idempotency.renew(c, "ada", "m1", owner="first", seconds=-1))
    assert await claimed("second", 60) is True
    await kept_by("first")
    assert await claimed("first", 60) is False
    await store.write(lambda c: idempotency.renew(c, "ada", "m1", owner="first", seconds=-1))
    assert await claimed("third", 60) is False


async def test_a_message_is_given_up_by_the_turn_that_has_claimed_it_alone(
    store: ConversationTrackerStore,
) -> None:
    async def claimed(owner: str) -> Any:
        return await store.write(lambda c: idempotency.claim(c, "ada", "m1", owner=owner, seconds=60))

    assert await claimed("first") is True
    await store.write(lambda c: idempotency.release(c, "ada", "m1", owner="another"))
    assert await claimed("second") is False
    await store.write(lambda c: idempotency.release(c, "ada", "m1", owner="first"))
    assert await claimed("second") is True


async def test_a_claim_from_before_the_clock_was_set_back_does_not_last(
    store: ConversationTrackerStore,
) -> None:
    await store.write(lambda c: idempotency.claim(c, "ada", "m1", owner="ahead", seconds=86_400))
    assert await store.write(lambda c: idempotency.claim(c, "ada", "m1", owner="now", seconds=60)) is True


async def test_payloads_of_buttons_are_known_for_good(store: ConversationTrackerStore) -> None:
    blocks = [{"type": "buttons", "items": [{"payload": "/salary"}, {"payload": "/skills"}]}]
    for _ in range(2):
        await run_turn(store, [BotUttered("ask", {"custom": {"blocks": blocks}})])
    for number in range(30):
        await run_turn(store, turn(number))
    for payload, offered in (("/salary", True), ("/skills", True), ("/other", False)):
        assert await store.read(lambda c, p=payload: events.is_offered(c, "ada", p)) is offered
    assert not await store.read(lambda c: events.is_offered(c, "bob", "/salary"))


async def test_all_that_is_held_on_a_user_is_exported_and_erased(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    for sender in ("ada", "bob"):
        await run_turn(store, turn(1), sender)
        await store.write(lambda c, s=sender: idempotency.claim(c, s, "m1", owner="x", seconds=60))
    tracker = await other.retrieve("ada")  # in the memory of another process
    assert tracker is not None
    await other.save(tracker)
    held = await store.read(lambda c: user_data.export(c, "ada"))
    assert held is not None and len(held["events"]) == 5 and held["messages"][0]["id"] == "m1"
    assert await store.erase("ada") == 8
    assert await store.read(lambda c: user_data.export(c, "ada")) is None
    with store.engine.connect() as connection:
        rows = connection.execute(select(conversation_event.c.conversation_id)).scalars().all()
    assert set(rows) == {"bob"}
    await run_turn(other, turn(7))
    assert [e["text"] for e in await whole(other) if e["event"] == "user"] == ["question 7"]


async def test_events_go_to_a_broker_once_each(store: ConversationTrackerStore) -> None:
    published: list[dict[str, Any]] = []

    class Broker:
        def publish(self, body: dict[str, Any]) -> None:
            published.append(body)

    store.event_broker = Broker()
    for number in range(20):
        await run_turn(store, turn(number))
    assert [one["text"] for one in published if one["event"] == "user"] == [
        f"question {number}" for number in range(20)
    ]


async def test_a_slot_that_the_domain_no_longer_has_is_left_out(
    store: ConversationTrackerStore, url: str
) -> None:
    for number in range(30):
        await run_turn(store, turn(number))
    later = ConversationTrackerStore(Domain.empty(), host=url)
    tracker = await later.retrieve("ada")
    assert tracker is not None and "topic" not in tracker.current_slot_values()
    later.close()


async def test_a_database_that_does_not_answer_is_told_within_seconds(domain: Domain) -> None:
    store = ConversationTrackerStore(domain, host="postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(OperationalError):
        await asyncio.wait_for(store.retrieve("ada"), 15)
    store.close()


def test_live_trackers_are_bounded(store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.conversations.tracker_store.CACHE_SIZE", 3)

    async def talk() -> None:
        for number in range(5):
            await run_turn(store, turn(0), f"user {number}")

    asyncio.run(talk())
    assert list(store._cache) == ["user 2", "user 3", "user 4"]
    assert isinstance(store._cache["user 4"].tracker, DialogueStateTracker)


async def test_more_conversations_at_once_than_are_kept_are_all_saved(
    store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversations.tracker_store.CACHE_SIZE", 2)
    senders = [f"user {number}" for number in range(6)]
    for _ in range(2):
        trackers = [await store.get_or_create_tracker(sender) for sender in senders]
        for tracker in trackers:
            for event in turn(0):
                tracker.update(event)
            await store.save(tracker)
    for sender in senders:
        whole = await store.retrieve_full_tracker(sender)
        assert whole is not None and len(whole.events) == 2 * len(turn(0))
    for sender in senders[:4]:
        await run_turn(store, turn(1), sender)
    assert len(store._cache) == 2
