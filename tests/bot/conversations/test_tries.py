"""How often the tracker store tries again, and when it gives up."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.conversations import tracker_store
from bot.conversations.tracker_store import ConversationTrackerStore

BUSY = OperationalError("SELECT", {}, Exception("database is locked"))


@dataclass
class Failing:
    """Work that fails so many times before it succeeds, and notes when it was tried."""

    error: Exception
    times: int
    tried: list[float] = field(default_factory=list)

    def __call__(self, _: Connection) -> str:
        self.tried.append(time.monotonic())
        if len(self.tried) <= self.times:
            raise self.error
        return "done"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
class TestWorkThatFails:
    async def test_is_tried_again_after_pauses_that_grow(
        self, store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tracker_store, "PAUSE_SECONDS", 0.05)
        work = Failing(BUSY, times=3)
        assert await store.write(work) == "done"
        pauses = [after - before for before, after in pairwise(work.tried)]
        assert all(pause >= least for pause, least in zip(pauses, (0.025, 0.05, 0.1), strict=True))

    async def test_is_given_up_after_the_last_try(
        self, store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tracker_store, "PAUSE_SECONDS", 0.0)
        work = Failing(BUSY, times=9)
        with pytest.raises(OperationalError, match="locked"):
            await store.read(work)
        assert len(work.tried) == tracker_store.TRIES

    async def test_is_not_tried_again_once_it_has_taken_long(
        self, store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tracker_store, "PAUSE_SECONDS", 0.1)
        monkeypatch.setattr(tracker_store, "GIVE_UP_SECONDS", 0.02)
        work = Failing(BUSY, times=9)
        with pytest.raises(OperationalError, match="locked"):
            await store.read(work)
        assert len(work.tried) <= 2

    @pytest.mark.parametrize(
        "error",
        [
            PoolTimeout("QueuePool limit of size 5 overflow 0 reached, connection timed out, timeout 3.00"),
            OperationalError("SELECT", {}, Exception("no such table: conversation")),
        ],
    )
    async def test_is_not_tried_again_where_that_cannot_help(
        self, store: ConversationTrackerStore, error: Exception
    ) -> None:
        work = Failing(error, times=9)
        with pytest.raises(type(error)):
            await store.read(work)
        assert len(work.tried) == 1
