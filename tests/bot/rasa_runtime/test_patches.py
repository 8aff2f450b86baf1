"""Policies look at the end of a conversation and say what they would say of all of it."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from ruamel.yaml import YAML

from bot.rasa_runtime.patches import TURNS_LOOKED_AT, recent_states
from bot.settings import ROOT

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
