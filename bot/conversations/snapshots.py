"""Snapshots keep a live conversation short: old events are replaced by the state that they led to.

The database keeps every event; a snapshot only bounds what is copied, replayed and sent at every turn.
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

MAX_EVENTS = 64  # after which a snapshot is taken …
RECENT_EVENTS = 40  # … before about so many, which reverts and policies may look back on


def state_of(tracker: DialogueStateTracker) -> str:
    """Return the slots that are set and the active loop, as JSON."""
    unset = {slot.name: slot.initial_value for slot in tracker.slots.values()}
    values = tracker.current_slot_values()
    slots = {name: value for name, value in values.items() if value != unset.get(name)}
    loop = dataclasses.asdict(tracker.active_loop) if tracker.active_loop else None
    return json.dumps({"slots": slots, "loop": loop}, ensure_ascii=False)


def restoring_events(state: str, domain: Domain, timestamp: float) -> list[Event]:
    """Return the events that bring a new tracker to a state: a session start, slots, an active loop."""
    saved: dict[str, Any] = json.loads(state)
    known = {slot.name for slot in domain.slots}
    events: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=timestamp),
        SessionStarted(timestamp=timestamp),
    ]
    events += [
        SlotSet(name, value, timestamp=timestamp)
        for name, value in (saved.get("slots") or {}).items()
        if name in known  # the domain may have changed since
    ]
    if saved.get("loop") and saved["loop"].get("name"):
        events.append(ActiveLoop(saved["loop"]["name"], timestamp=timestamp))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp)]


def restore(
    sender_id: str, state: str | None, events: Sequence[Event], domain: Domain
) -> tuple[DialogueStateTracker, int]:
    """Return a tracker in ``state`` (None: a new conversation) with ``events`` after it.

    Also return how many of the tracker's events only restore the state.
    """
    first = events[0].timestamp if events else 0.0
    prefix = [] if state is None else restoring_events(state, domain, first)
    return DialogueStateTracker.from_events(sender_id, [*prefix, *events], domain.slots), len(prefix)


def snapshot_position(events: Sequence[Event], restored: int = 0) -> int | None:
    """Return how many events a new snapshot would replace, or None while a conversation is short enough.

    A snapshot is taken after an ``action_listen``, so that no turn is split, and after the first ``restored``
    events, which only restore an earlier snapshot.
    """
    if len(events) <= MAX_EVENTS:
        return None
    listens = [
        place
        for place, event in enumerate(events, start=1)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    before = [place for place in listens if restored < place <= len(events) - RECENT_EVENTS]
    return before[-1] if before else None
