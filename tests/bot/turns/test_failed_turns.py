"""A turn of which nothing is kept is recorded all the same, once the database takes it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.conversations.models import turn
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.turn_records import TurnRecord, of_failure
from bot.turns import failed_turns
from bot.turns.failed_turns import FailedTurns
from bot.turns.message_text import MAX_CHARACTERS
from tests.bot.channels.conftest import Site, eventually
from tests.conversation_databases import with_tables


def kept(store: ConversationTrackerStore) -> list[tuple[str, str, bool]]:
    with store.engine.connect() as connection:
        rows = connection.execute(
            select(turn.c.outcome, turn.c.channel, turn.c.answer_id).order_by(turn.c.at)
        )
        return [(row.outcome, row.channel, bool(row.answer_id)) for row in rows]


def failure(number: int) -> TurnRecord:
    return of_failure("ada", f"{number:032}", "web", outcome="error", answer_id=None)


def test_a_turn_that_fails_and_a_message_that_is_too_long_are_recorded(site: Site) -> None:
    async def fail(_: Any) -> None:
        raise RuntimeError("xyzzyplugh")

    site.agent.turn = fail
    site.say("hi")
    site.say("x" * (MAX_CHARACTERS + 1))
    assert eventually(lambda: len(kept(site.agent.tracker_store)) == 2)
    assert kept(site.agent.tracker_store) == [("error", "rest", True), ("clarify", "rest", True)]


@pytest.fixture
def store(tmp_path: Path) -> ConversationTrackerStore:
    return ConversationTrackerStore(host=with_tables(f"sqlite:///{tmp_path / 'conversations.db'}"))


async def test_while_the_database_is_down_records_wait_and_lose_nothing(
    store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(failed_turns, "RETRY_SECONDS", 0.01)
    monkeypatch.setattr(failed_turns, "BATCH", 2)
    good, tries = store.write, 0

    async def down_at_first(change: Any) -> Any:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise OperationalError("xyzzyplugh", {}, Exception("down"))
        return await good(change)

    monkeypatch.setattr(store, "write", down_at_first)
    waiting = FailedTurns(lambda: store)
    for number in range(5):
        waiting.add(failure(number))
    for _ in range(300):
        await asyncio.sleep(0.02)
        if len(kept(store)) == 5:
            break
    await waiting.close()
    assert len(kept(store)) == 5 and "xyzzyplugh" not in caplog.text
    store.close()


async def test_what_cannot_be_written_before_the_end_is_told_by_its_number(
    store: ConversationTrackerStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def down(_: Any) -> Any:
        raise OperationalError("", {}, Exception("down"))

    caplog.set_level(logging.ERROR)
    monkeypatch.setattr(store, "write", down)
    monkeypatch.setattr(failed_turns, "CLOSE_SECONDS", 0.05)
    monkeypatch.setattr(failed_turns, "MOST_WAITING", 3)
    waiting = FailedTurns(lambda: store)
    for number in range(5):
        waiting.add(failure(number))
    await waiting.close()
    assert "3 failed turns" in caplog.text
    store.close()
