"""What was erased stands nowhere in the files of the database, and an ended session stays ended."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest
from rasa.shared.core.events import BotUttered, UserUttered

from bot.conversations import ended_sessions, feedback, idempotency, jobs, traces, user_data
from bot.conversations.__main__ import main
from bot.conversations.database import create_conversations_engine, migrate
from bot.conversations.jobs import Job
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings.storage import CONVERSATIONS_VARIABLE
from tests.conversation_databases import with_tables

WORD = "xyzzyplugh"
ANSWER = "a" * 32


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "WAIT_MS", 50)
    monkeypatch.setattr(traces, "PAUSE_SECONDS", 0.01)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def sqlite_store(files: Path) -> ConversationTrackerStore:
    return ConversationTrackerStore(host=with_tables(f"sqlite:///{files / 'conversations.db'}"))


async def talk(store: ConversationTrackerStore, sender: str, word: str, turns: int = 3) -> None:
    """Fill every table with a user's words."""
    for turn in range(turns):
        tracker = await store.get_or_create_tracker(sender)
        buttons = [{"title": word, "payload": f"/{word}{turn}"}]
        custom = {"id": ANSWER, "blocks": [{"type": "buttons", "items": buttons}]}
        tracker.update(UserUttered(f"{word} {turn} " * 200))
        tracker.update(BotUttered(word, {"custom": custom}))
        await store.save(tracker)
        message = f"{word}-{turn}"
        await store.write(lambda c, m=message: idempotency.claim(c, sender, m, owner="o", seconds=60))
    await store.write(lambda c: feedback.give(c, sender, ANSWER, 1, word))
    job = Job(f"job-{word}", "slack", sender, {"text": word})
    await store.write(lambda c: jobs.accept(c, job, owner="o", seconds=60))


def places(folder: Path) -> list[str]:
    """Return the files in which the word stands."""
    found = [file.name for file in sorted(folder.iterdir()) if WORD.encode() in file.read_bytes()]
    return [name for name in found if not name.endswith("-shm")]


@pytest.mark.parametrize("others", [0, 50])
async def test_the_text_stands_in_no_file(
    sqlite_store: ConversationTrackerStore, files: Path, others: int
) -> None:
    for other in range(others):
        await talk(sqlite_store, f"other{other}", "hello", turns=1)
        if other == others // 2:
            await talk(sqlite_store, "ada", WORD, turns=30)
    if not others:
        await talk(sqlite_store, "ada", WORD)
    assert places(files)
    assert await sqlite_store.erase("ada") and await sqlite_store.clear_traces()
    assert places(files) == []
    assert len(list(await sqlite_store.keys())) == others
    sqlite_store.close()


async def test_the_command_line_leaves_no_trace_beside_a_running_server(
    sqlite_store: ConversationTrackerStore,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(CONVERSATIONS_VARIABLE, f"sqlite:///{files / 'conversations.db'}")
    await talk(sqlite_store, "ada", WORD)
    assert await asyncio.to_thread(main, ["erase", "ada"]) == 0
    assert "erased" in capsys.readouterr().out and places(files) == []
    sqlite_store.close()


async def test_a_reader_that_hinders_it_is_named_in_bounded_time_and_later_it_works(
    sqlite_store: ConversationTrackerStore,
    files: Path,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(CONVERSATIONS_VARIABLE, f"sqlite:///{files / 'conversations.db'}")
    await talk(sqlite_store, "ada", WORD)
    reader = sqlite3.connect(files / "conversations.db")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM conversation").fetchone()
    await sqlite_store.erase("ada")
    began = time.monotonic()
    assert not await sqlite_store.clear_traces()
    assert time.monotonic() - began < 2
    assert await asyncio.to_thread(main, ["erase", "ada"]) == 1
    assert "write-ahead log" in capsys.readouterr().err
    reader.close()
    assert await sqlite_store.clear_traces() and places(files) == []
    sqlite_store.close()


async def test_an_ended_session_stays_ended(store: ConversationTrackerStore) -> None:
    await talk(store, "web-1", WORD)
    await store.write(lambda c: ended_sessions.end(c, "web-1"))
    await store.erase("web-1")
    assert await store.read(lambda c: ended_sessions.is_ended(c, "web-1"))
    assert await store.read(lambda c: user_data.export(c, "web-1")) is None


def test_a_new_database_belongs_to_its_owner_alone(files: Path) -> None:
    engine = create_conversations_engine(f"sqlite:///{files / 'conversations.db'}")
    migrate(engine)
    with engine.begin() as connection:
        ended_sessions.end(connection, "web-1")
        modes = {file.name: oct(file.stat().st_mode & 0o777) for file in files.iterdir()}
    assert set(modes.values()) == {"0o600"} and "conversations.db-wal" in modes
    engine.dispose()
