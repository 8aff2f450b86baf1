"""Trainings without Rasa's cache."""

from __future__ import annotations

import pytest
import rasa
import rasa.shared.utils.io
from rasa.engine.training.hooks import TrainingHook

from bot.rasa_runtime.training import train_without_fingerprints
from bot.rasa_runtime.version import RASA_VERSION, check_version


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put Rasa's methods back after each test."""
    for name in ("on_before_node", "on_after_node"):
        monkeypatch.setattr(TrainingHook, name, getattr(TrainingHook, name))


def test_nothing_that_a_component_takes_or_makes_is_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[object] = []
    monkeypatch.setattr(rasa.shared.utils.io, "deep_container_fingerprint", hashed.append)
    train_without_fingerprints()
    hook = TrainingHook(None, None, None)
    begun = hook.on_before_node("node", None, {}, {"taken": 1})
    hook.on_after_node("node", None, {}, "made", begun)
    assert not hashed


def test_another_version_of_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    check_version("training.py")
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(RuntimeError, match=f"written for Rasa {RASA_VERSION}, not 3.7.0: check training.py"):
        train_without_fingerprints()
