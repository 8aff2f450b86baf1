"""Refuses what Rasa falls back to without a word: a server that looks well and forgets every conversation."""

from __future__ import annotations

from typing import Any

from bot.conversations.lock_store import ConversationLockStore
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings import SettingError


def refuse_fallbacks(agent: Any, *, has_event_broker: bool = False) -> None:
    """Return if an agent has the parts that endpoints.yml asks for.

    Args:
        agent: Rasa's, loaded, its tracker store unwrapped.
        has_event_broker: whether endpoints.yml names an event broker.

    Raises:
        SettingError: Rasa has put a stand-in in the place of one of them.
    """
    for part, wanted, consequence in (
        ("tracker_store", ConversationTrackerStore, "conversations would be lost with the process"),
        ("lock_store", ConversationLockStore, "turns of several servers would not be kept in order"),
    ):
        found = getattr(agent, part, None)
        if not isinstance(found, wanted):
            raise SettingError(
                f"endpoints.yml: {part} must be of the type {wanted.__module__}.{wanted.__qualname__}; "
                f"Rasa uses {type(found).__name__} instead, so {consequence}."
            )
    if getattr(agent, "action_endpoint", None) is None:
        raise SettingError("endpoints.yml: action_endpoint is missing, so no question could be answered.")
    if has_event_broker and agent.tracker_store.event_broker is None:
        raise SettingError("endpoints.yml: the event_broker cannot be used, so its events would be lost.")
