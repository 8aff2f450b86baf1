"""Every turn leaves one record, written with its events and erased with them; nothing in it was said."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from sqlalchemy import select
from sqlalchemy import update as change
from sqlalchemy.exc import IntegrityError

from bot.conversations import turn_records, user_data
from bot.conversations.events import Append, append
from bot.conversations.idempotency import ConflictError
from bot.conversations.models import conversation_event, turn
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.turn_records import of_failure, turn_began, turns_of, write

WORD = "xyzzyplugh"
ANSWER = "a" * 32


def asked(text: str = WORD, at: float | None = None, **answer: Any) -> list[Event]:
    """The events of a turn as Rasa makes them."""
    custom = {"outcome": "answered", "topic": "salary", "occupation": "nurse", "blocks": [], "id": ANSWER}
    intent = {"name": "salary", "confidence": 0.75}
    return [
        ActionExecuted("action_listen", timestamp=at),
        UserUttered(text, intent, parse_data={"intent": intent}, input_channel="web", timestamp=at),
        BotUttered(text, {"custom": {**custom, **answer}}, timestamp=at),
        SlotSet("context", {"topic": "salary", "question": text, "step": "topic"}, timestamp=at),
    ]


async def run_turn(store: ConversationTrackerStore, events: list[Event], sender: str = "ada") -> None:
    tracker = await store.get_or_create_tracker(sender)
    for event in events:
        tracker.update(event)
    await store.save(tracker)


async def records(store: ConversationTrackerStore, sender: str = "ada") -> list[dict[str, Any]]:
    return await store.read(lambda c: turns_of(c, sender))


async def test_a_record_says_what_came_of_the_turn(store: ConversationTrackerStore) -> None:
    turn_began.set(time.time() - 1.5)
    await run_turn(store, asked())
    turn_began.set(None)
    (record,) = await records(store)
    assert record["at"] == pytest.approx(time.time(), abs=5)
    assert 1500 <= record["milliseconds"] < 3000
    assert {name: record[name] for name in ("channel", "outcome", "topic", "occupation", "intent")} == {
        "channel": "web",
        "outcome": "answered",
        "topic": "salary",
        "occupation": "nurse",
        "intent": "salary",
    }
    assert (record["confidence"], record["step"], record["answer_id"]) == (0.75, "topic", ANSWER)
    assert (record["first_ever"], record["first_today"], record["is_counted"]) == (True, True, False)


async def test_a_record_points_at_the_message_and_does_not_repeat_it(store: ConversationTrackerStore) -> None:
    for number in range(3):
        await run_turn(store, asked(f"{WORD} {number}"))
    kept = await records(store)
    assert WORD not in json.dumps(kept)
    query = select(conversation_event.c.data).where(conversation_event.c.sequence == kept[2]["sequence"])
    event = json.loads(await store.read(lambda c: c.execute(query).scalar_one()))
    assert event["text"] == f"{WORD} 2"


async def test_the_first_turn_of_a_day_is_known_by_the_message_before(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    yesterday = time.time() - 24 * 3600
    await run_turn(store, asked(at=yesterday))
    await run_turn(other, asked())  # another process, which reads the conversation from the database
    await run_turn(other, asked())
    assert [one["first_today"] for one in await records(store)] == [True, True, False]
    assert [one["first_ever"] for one in await records(store)] == [True, False, False]


async def test_a_turn_that_the_bot_did_not_answer_is_an_error(store: ConversationTrackerStore) -> None:
    await run_turn(store, asked()[:2])
    await run_turn(store, asked(outcome="excellent"))
    assert [one["outcome"] for one in await records(store)] == ["error", "error"]


async def test_what_is_no_message_of_the_user_leaves_no_record(store: ConversationTrackerStore) -> None:
    await run_turn(store, [ActionExecuted("action_session_start")])
    assert await records(store) == []


async def test_a_turn_that_is_not_written_leaves_no_record(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await run_turn(store, asked())
    late = await store.get_or_create_tracker("ada")
    await run_turn(other, asked())
    late.update_with_events(asked(), store.domain)
    with pytest.raises(ConflictError):
        await store.save(late)
    assert len(await records(store)) == 2


async def test_a_turn_whose_confirmation_was_lost_has_one_record(store: ConversationTrackerStore) -> None:
    events = [one.as_dict() for one in asked()]
    record = turn_records.of_events("ada", "k", events, after=0, previous=None)
    new = Append("ada", "k", 0, events, turn=record)
    for _ in range(2):
        await store.write(lambda c: append(c, new))
    assert len(await records(store)) == 1


async def test_events_that_cannot_be_written_take_the_record_with_them(
    store: ConversationTrackerStore,
) -> None:
    events = [{"event": "user", "text": WORD}]
    record = turn_records.of_events("ada", "k", events, after=0, previous=None)
    broken = Append("ada", "k", 0, [*events, {"event": None}], turn=record)

    def fail(connection: Any) -> None:
        append(connection, broken)
        connection.execute(conversation_event.insert().values(conversation_id="ada", sequence=1))

    with pytest.raises(IntegrityError):
        await store.write(fail)
    assert await records(store) == []


async def test_names_that_are_too_long_for_a_column_do_not_fail_a_turn(
    store: ConversationTrackerStore,
) -> None:
    await run_turn(store, asked(topic="t" * 500, occupation="ä" * 500, id="i" * 500))
    (record,) = await records(store)
    assert (len(record["topic"]), len(record["occupation"]), len(record["answer_id"])) == (80, 80, 32)


async def test_records_are_exported_and_erased_with_their_conversation(
    store: ConversationTrackerStore,
) -> None:
    await run_turn(store, asked())
    await run_turn(store, asked(), sender="bob")
    exported = await store.read(lambda c: user_data.export(c, "ada"))
    assert exported is not None and [one["outcome"] for one in exported["turns"]] == ["answered"]
    await store.erase("ada")
    assert await records(store) == [] and len(await records(store, "bob")) == 1


async def test_a_failed_turn_is_recorded_once_and_goes_by_age(store: ConversationTrackerStore) -> None:
    failure = of_failure("nobody", "k", "web", outcome="error", answer_id=None)
    for _ in range(2):
        await store.write(lambda c: write(c, [failure]))
    assert [one["sequence"] for one in await records(store, "nobody")] == [None]
    await run_turn(store, asked())
    await store.write(lambda c: c.execute(change(turn).values(at=1.0, is_counted=True)))
    gone = await store.write(lambda c: turn_records.delete_left_behind(c, before=2.0))
    assert gone == 1 and await records(store, "nobody") == [] and len(await records(store)) == 1
