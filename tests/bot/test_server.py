"""The Rasa server's refusal to run without a model."""

from __future__ import annotations

import asyncio
import gc
from types import SimpleNamespace
from typing import Any

import pytest

from bot.server import StartGuard


class App:
    def __init__(self, *, ready: bool) -> None:
        self.ctx = SimpleNamespace(agent=SimpleNamespace(is_ready=lambda: ready))
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    calls: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: calls.append(True))
    return calls


async def guarded(app: Any) -> bool:
    guard = StartGuard()
    await guard.after_start(app, asyncio.get_running_loop())
    return guard.loaded


async def test_a_server_without_a_model_stops_itself() -> None:
    app = App(ready=False)
    assert not await guarded(app)
    assert app.stopped


async def test_a_server_with_a_model_runs_and_spares_the_collector_its_objects(frozen: list[bool]) -> None:
    app = App(ready=True)
    assert await guarded(app)
    assert not app.stopped
    assert frozen == [True]
