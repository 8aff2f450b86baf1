"""Keeps a live conversation short: old events are summed up in the state that they led to.

Every event stays in the database; what is cut is only what is copied, replayed and sent at every turn.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

LONGEST = 64  # events after which a conversation is cut …
KEPT = 40  # … to about its last so many, which reverts and policies may look back on


def state_of(tracker: DialogueStateTracker) -> str:
    """Return the slots that are set and the active loop, as JSON."""
    unset = {slot.name: slot.initial_value for slot in tracker.slots.values()}
    values = tracker.current_slot_values()
    slots = {name: value for name, value in values.items() if value != unset.get(name)}
    loop = dataclasses.asdict(tracker.active_loop) if tracker.active_loop else None
    return json.dumps({"slots": slots, "loop": loop}, ensure_ascii=False)


def opening(state: str, domain: Domain, timestamp: float) -> list[Event]:
    """Return the events that bring a new tracker to a state: a session start, its slots, an active loop."""
    told: dict[str, Any] = json.loads(state)
    known = {slot.name for slot in domain.slots}
    events: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=timestamp),
        SessionStarted(timestamp=timestamp),
    ]
    events += [
        SlotSet(name, value, timestamp=timestamp)
        for name, value in (told.get("slots") or {}).items()
        if name in known  # the domain may have changed since
    ]
    if told.get("loop") and told["loop"].get("name"):
        events.append(ActiveLoop(told["loop"]["name"], timestamp=timestamp))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp)]


def rebuilt(
    sender_id: str, state: str | None, events: Sequence[Event], domain: Domain
) -> tuple[DialogueStateTracker, int]:
    """Return a tracker in ``state`` (None: a new conversation) with ``events`` after it.

    Also returns how many of the tracker's events only stand for the state.
    """
    first = events[0].timestamp if events else 0.0
    prefix = [] if state is None else opening(state, domain, first)
    return DialogueStateTracker.from_events(sender_id, [*prefix, *events], domain.slots), len(prefix)


def place_to_cut(events: Sequence[Event], opening: int = 0) -> int | None:
    """Return how many events can be summed up, or None while a conversation is short enough.

    A cut stands behind an ``action_listen``, so that no turn is torn, and behind the opening: so many events
    that only stand for an earlier cut.
    """
    if len(events) <= LONGEST:
        return None
    listens = [
        place
        for place, event in enumerate(events, start=1)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    before = [place for place in listens if opening < place <= len(events) - KEPT]
    return before[-1] if before else None
