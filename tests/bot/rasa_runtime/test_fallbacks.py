"""What Rasa falls back to without a word is refused."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.conversations.lock_store import ConversationLockStore
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.rasa_runtime.fallbacks import refuse_fallbacks
from bot.settings import SettingError


def agent(tmp_path: Path, **parts: Any) -> Any:
    """Return an agent with our parts, but for those given."""
    store = ConversationTrackerStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'c.db'}")
    ours = {"tracker_store": store, "lock_store": ConversationLockStore(), "action_endpoint": object()}
    return SimpleNamespace(**{**ours, **parts})


def test_our_own_parts_are_taken(tmp_path: Path) -> None:
    refuse_fallbacks(agent(tmp_path))


def test_a_tracker_store_in_memory_is_refused(tmp_path: Path) -> None:
    # A module that cannot be imported: Rasa warns, and takes its own store.
    fallback = TrackerStore.create(EndpointConfig(type="bot.conversations.tracker_stores.Store"))
    assert isinstance(fallback, InMemoryTrackerStore)
    with pytest.raises(SettingError, match=r"tracker_store .* InMemoryTrackerStore .* lost"):
        refuse_fallbacks(agent(tmp_path, tracker_store=fallback))


def test_a_lock_store_in_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"lock_store .* InMemoryLockStore"):
        refuse_fallbacks(agent(tmp_path, lock_store=InMemoryLockStore()))


def test_a_missing_action_endpoint_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="action_endpoint is missing"):
        refuse_fallbacks(agent(tmp_path, action_endpoint=None))


def test_an_event_broker_that_could_not_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="event_broker"):
        refuse_fallbacks(agent(tmp_path), has_event_broker=True)
