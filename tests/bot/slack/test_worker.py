"""The worker of Slack's jobs: what it leaves behind."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from bot.conversations import jobs
from bot.conversations.database import migrate
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.slack import worker
from bot.slack.slack_request import CHANNEL, SlackRequest
from bot.turns.runner import TurnRunner


class SilentSlack:
    """Takes a call and never answers."""

    def __init__(self) -> None:
        self.called = asyncio.Event()

    kinds: ClassVar[dict[str, Any]] = {}

    async def help(self, *_: Any) -> None:
        self.called.set()
        await asyncio.Event().wait()


async def test_at_its_end_no_task_is_left_and_open_jobs_are_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "STOP_SECONDS", 0.05)
    store = ConversationTrackerStore(host=f"sqlite:///{tmp_path / 'conversations.db'}")
    migrate(store.engine)
    before, slack = asyncio.all_tasks(), SilentSlack()
    runner = TurnRunner(lambda: store)
    at_work = worker.Worker(lambda: store, runner, lambda _: None, slack, slack, slack)  # type: ignore[arg-type]
    at_work.start()
    await at_work.accept(SlackRequest("help", "T1", "U1").job("1"))
    await asyncio.wait_for(slack.called.wait(), 5)
    await at_work.stop()
    await asyncio.sleep(0)  # in which what was cancelled ends
    assert asyncio.all_tasks() == before
    take = partial(jobs.take_over, channel=CHANNEL, owner="the next process", seconds=20)
    assert [job.id for job in await store.write(take)] == ["T1:1"]
    store.close()
