"""A conversation as its user saw it."""

from __future__ import annotations

from functools import partial

from rasa.shared.core.events import BotUttered, UserUttered

from bot.conversations import events
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.transcript import MAX_MESSAGES, transcript


async def said(store: ConversationTrackerStore, *messages: UserUttered | BotUttered) -> None:
    new = events.Append("ada", key="k", after=0, events=[one.as_dict() for one in messages])
    await store.write(partial(events.append, new=new))


async def test_of_a_long_conversation_the_last_two_hundred_messages_are_told(
    store: ConversationTrackerStore,
) -> None:
    await said(store, *(UserUttered(f"question {number}") for number in range(201)))
    told = await store.read(partial(transcript, conversation_id="ada"))
    assert MAX_MESSAGES == 200
    assert [one["text"] for one in told] == [f"question {number}" for number in range(1, 201)]


async def test_what_a_button_sent_is_told_by_its_title_and_other_text_as_it_is(
    store: ConversationTrackerStore,
) -> None:
    buttons = {"type": "buttons", "items": [{"payload": "/salary", "title": "Salary"}]}
    offer = BotUttered("Which?", {"custom": {"id": "a1", "blocks": [{"type": "text"}, buttons]}})
    await said(store, UserUttered("/salary"), offer, UserUttered("/salary"), UserUttered("thanks"))
    told = await store.read(partial(transcript, conversation_id="ada"))
    assert [(one["from"], one["text"]) for one in told] == [
        ("user", "/salary"),
        ("bot", "Which?"),
        ("user", "Salary"),
        ("user", "thanks"),
    ]
