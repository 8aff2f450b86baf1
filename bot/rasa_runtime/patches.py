"""Patches of Rasa 3.6.21 where it loses turns or wastes time; each says what it fixes.

They replace methods by name, so another version of Rasa must be looked at first: ``apply`` refuses it.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Any

import rasa
import rasa.core.processor
import rasa.server
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.nlu.constants import TEXT

from bot.action_client.result_schema import result_check
from bot.process.metrics import stage
from bot.rasa_runtime.graph_runner import SequentialGraphRunner
from bot.rasa_runtime.rule_index import RuleIndex
from bot.rasa_runtime.version import check_version
from bot.turns.fair_queue import FairQueue

TURNS_LOOKED_AT = 2  # by policies: more than any rule has
LONG = 200  # characters; a longer message is parsed in a thread, so that the event loop goes on meanwhile


def apply() -> None:
    """Put the patches in place, before a server starts.

    Raises:
        RuntimeError: this is not the version of Rasa that they were written for.
    """
    check_version("patches.py")
    long_parses = FairQueue(places=1, of_a_client=1)
    check = result_check(RemoteAction.action_response_format_spec())
    parse, predict = MessageProcessor.parse_message, MessageProcessor._predict_next_with_tracker
    find, possible = RulePolicy._find_action_from_rules, RulePolicy._get_possible_keys

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        check(result)
        return True

    def call_format(self: RemoteAction, tracker: DialogueStateTracker, _: Domain) -> dict[str, Any]:
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": []},
            "version": rasa.__version__,
        }

    def find_action(
        self: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> Any:
        if use_text_for_last_user_input and not _has_rules_about_texts(self):
            return None, None, False
        return find(self, tracker, domain, use_text_for_last_user_input)

    def possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
        known = lookup is self.lookup[RULES] and states
        return set(possible(self, _index(self).that_may_fit(states[-1]) if known else lookup, states))

    async def fair_parse(self: MessageProcessor, message: UserMessage, *args: Any, **kwargs: Any) -> Any:
        if self.http_interpreter or len(message.text or "") <= LONG:
            with stage("nlu"):
                return await parse(self, message, *args, **kwargs)
        async with long_parses.place():
            with stage("nlu"):
                return await asyncio.to_thread(asyncio.run, parse(self, message, *args, **kwargs))

    def timed_predict(self: MessageProcessor, tracker: DialogueStateTracker) -> Any:
        with stage("policy"):
            return predict(self, tracker)

    # Compiling and checking the schema at every call took longer than the call itself.
    RemoteAction._validate_action_result = validate
    # Every event of the conversation was serialised and sent with every call; actions read slots and message.
    RemoteAction._action_call_format = call_format
    # Every preflight was answered here, before the channel that knows the allowed sites, and so was "/".
    rasa.server.configure_cors = lambda *_: None
    rasa.server.add_root_route = lambda *_: None
    # Dask planned the order of the same few nodes for every message and twice more for its answer.
    rasa.core.processor.DaskGraphRunner = SequentialGraphRunner
    # Each policy replayed the whole conversation to look at its end.
    TrackerFeaturizer._create_states = staticmethod(recent_states)
    # … and rules were gone through twice, once for rules about texts, where there are none.
    RulePolicy._find_action_from_rules = find_action
    # … and each rule was compared with each state, even if it asks for another intent.
    RulePolicy._get_possible_keys = possible_keys
    # Each event of an action searched all classes for its own; each message built an empty domain to compare.
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
    Domain.empty = staticmethod(lru_cache(maxsize=None)(Domain.empty))
    # Long messages of one client held up everybody: each kept the event loop for a twentieth of a second.
    # They are parsed one at a time, clients in turn, and short ones wait for none of them.
    MessageProcessor.parse_message = fair_parse
    # Not changed, but measured.
    MessageProcessor._predict_next_with_tracker = timed_predict


def recent_states(tracker: DialogueStateTracker, domain: Domain, *args: Any, **kwargs: Any) -> list[State]:
    """Return the states that policies use: of the last turns, or of all turns if slots or a loop count."""
    counts = tracker.active_loop_name or any(slot.has_features() for slot in tracker.slots.values())
    looked_at = tracker if counts else _recent(tracker)
    states: list[State] = looked_at.past_states(domain, *args, **kwargs)
    return states


def _recent(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return a tracker that holds only the last :data:`TURNS_LOOKED_AT` turns."""
    events = tracker.applied_events()
    listens = [
        place
        for place, event in enumerate(events)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    if len(listens) <= TURNS_LOOKED_AT:
        return tracker
    recent = tracker.init_copy()
    recent.events.extend(events[listens[-TURNS_LOOKED_AT] :])
    return recent


def _has_rules_about_texts(policy: RulePolicy) -> bool:
    known: bool | None = policy.__dict__.get("_about_texts")
    if known is None:
        known = any(f'"{TEXT}"' in rule for rule in policy.lookup[RULES])
        policy.__dict__["_about_texts"] = known
    return known


def _index(policy: RulePolicy) -> RuleIndex:
    known: RuleIndex | None = policy.__dict__.get("_index")
    if known is None:
        known = policy.__dict__["_index"] = RuleIndex(policy.lookup[RULES])
    return known


def unwrap_tracker_store(agent: Agent) -> None:
    """Remove Rasa's wrapper, which replaces a conversation that could not be read by an empty one."""
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        agent.tracker_store = store._tracker_store
        if agent.processor:
            agent.processor.tracker_store = agent.tracker_store
