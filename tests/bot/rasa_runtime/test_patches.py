"""Policies look at the end of a conversation and say what they would say of all of it; parsing is shared."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from ruamel.yaml import YAML

from bot.rasa_runtime import patches
from bot.rasa_runtime.patches import TURNS_LOOKED_AT, recent_states
from bot.settings import ROOT
from bot.turns.fair_queue import current_client

TURNS = ("salary", "more", "why", "skills", "what_about", "thanks", "goodbye")


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml")


def conversation(turns: tuple[str, ...]) -> list[Event]:
    events: list[Event] = [ActionExecuted("action_listen")]
    for intent in turns:
        events += [
            UserUttered(intent, {"name": intent, "confidence": 1.0}),
            ActionExecuted("action_follow_up"),
            SlotSet("discussed_topic", intent),
            ActionExecuted("action_listen"),
        ]
    return events


@pytest.mark.parametrize("left_out", [0, 1, 2, 3])
def test_the_states_looked_at_are_the_last_of_all(domain: Domain, left_out: int) -> None:
    events = conversation(TURNS)
    tracker = DialogueStateTracker.from_events("ada", events[: len(events) - left_out], domain.slots)
    recent, everything = recent_states(tracker, domain), tracker.past_states(domain)
    assert TURNS_LOOKED_AT < len(recent) < len(everything)
    assert recent[1:] == everything[1 - len(recent) :]


def test_a_short_conversation_is_looked_at_whole(domain: Domain) -> None:
    tracker = DialogueStateTracker.from_events(
        "ada", conversation(TURNS[: TURNS_LOOKED_AT - 1]), domain.slots
    )
    assert recent_states(tracker, domain) == tracker.past_states(domain)


def test_a_conversation_whose_slots_count_is_looked_at_whole() -> None:
    domain = Domain.from_dict(
        {"slots": {"mood": {"type": "text", "mappings": [{"type": "custom"}]}}, "intents": list(TURNS)}
    )
    events = [SlotSet("mood", "good"), *conversation(TURNS)]
    tracker = DialogueStateTracker.from_events("ada", events, domain.slots)
    states = recent_states(tracker, domain)
    assert states == tracker.past_states(domain)
    assert "slots" in states[-1]


def test_no_rule_is_longer_than_what_policies_look_at() -> None:
    rules = YAML(typ="safe").load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    longest = max(sum("intent" in step for step in rule["steps"]) for rule in rules)
    assert 0 < longest < TURNS_LOOKED_AT


class Parser:
    """What Rasa's processor needs to parse a message; takes note of the threads in which it is called."""

    http_interpreter = None

    def __init__(self) -> None:
        self.threads: list[int] = []
        self.texts: list[str] = []

    def _parse_message_with_graph(self, message: UserMessage, *_: Any) -> dict[str, Any]:
        self.threads.append(threading.get_ident())
        self.texts.append(str(message.text)[:1])
        return {"text": message.text, "intent": {}, "entities": []}

    def _update_full_retrieval_intent(self, _: Any) -> None: ...

    def _check_for_unseen_features(self, _: Any) -> None: ...

    async def parse(self, text: str, client: str = "") -> Any:
        current_client.set(client)
        parse: Any = MessageProcessor.parse_message
        return await parse(self, UserMessage(text))


async def test_a_long_message_is_parsed_beside_the_event_loop_and_a_short_one_in_it() -> None:
    patches.apply()
    parser = Parser()
    for length in (patches.LONG, patches.LONG + 1):
        assert (await parser.parse("x" * length))["text"] == "x" * length
    short, long = parser.threads
    assert short == threading.get_ident() != long


async def test_a_crowd_of_one_client_is_parsed_in_turn_with_the_message_of_another() -> None:
    patches.apply()
    parser = Parser()
    crowd = [asyncio.create_task(parser.parse("a" * 300, "a")) for _ in range(5)]
    await asyncio.gather(*crowd, asyncio.create_task(parser.parse("b" * 300, "b")))
    assert "".join(parser.texts) == "aabaaa"


async def test_a_short_message_does_not_wait_for_long_ones() -> None:
    patches.apply()
    parser = Parser()
    crowd = [asyncio.create_task(parser.parse("a" * 300, "a")) for _ in range(5)]
    await asyncio.gather(*crowd, asyncio.create_task(parser.parse("b", "b")))
    assert "".join(parser.texts).index("b") <= 1
