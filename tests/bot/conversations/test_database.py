"""The conversations' database: its address, its migrations, its maintenance and its command line."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from rasa.shared.core.events import UserUttered
from sqlalchemy import insert, inspect, select

from bot.conversations import maintenance
from bot.conversations.__main__ import main
from bot.conversations.database import (
    VERSION_TABLE,
    create_conversations_engine,
    migrate,
)
from bot.conversations.lock_store import ConversationLockStore
from bot.conversations.models import TALLIES, metadata, occupation_figures, occupation_month_figures
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings import SettingError, StorageSettings
from bot.settings.storage import CONVERSATIONS_VARIABLE, DEFAULT_FILE


def test_the_default_is_a_file_and_the_environment_names_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONVERSATIONS_VARIABLE, raising=False)
    assert StorageSettings.read().conversations_url == f"sqlite:///{DEFAULT_FILE}"
    monkeypatch.setenv(CONVERSATIONS_VARIABLE, "postgres://me@host/name")
    assert StorageSettings.read().conversations_url == "postgresql://me@host/name"


@pytest.mark.parametrize("url", ["nonsense", "postgresql://host:port/name"])
def test_an_address_that_is_none_is_told_without_its_text(url: str) -> None:
    with pytest.raises(SettingError, match=CONVERSATIONS_VARIABLE) as told:
        create_conversations_engine(url)
    assert url not in str(told.value)


def test_migrations_give_the_tables_of_the_models(url: str) -> None:
    engine = create_conversations_engine(url)
    for _ in range(2):
        migrate(engine)
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, VERSION_TABLE}
    with engine.connect() as connection:
        options = {"compare_type": True, "version_table": VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    made = {one["name"] for table in metadata.tables for one in inspect(engine).get_indexes(table)}
    assert {index.name for table in metadata.tables.values() for index in table.indexes} <= made
    engine.dispose()


def test_months_are_made_from_the_days_that_were_counted_before(url: str) -> None:
    engine = create_conversations_engine(url)
    migrate(engine, "0009")
    days = [date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)]
    counted = {**dict.fromkeys(TALLIES, 0), "answered": 2, "down": 1}
    with engine.begin() as connection:
        for day in days:
            key = {"day": day, "channel": "web", "occupation": "nurse"}
            connection.execute(insert(occupation_figures).values(**key, **counted))
    migrate(engine)
    months = occupation_month_figures
    with engine.connect() as connection:
        rows = connection.execute(
            select(months.c.month, months.c.answered, months.c.down).order_by(months.c.month)
        ).all()
    assert [tuple(row) for row in rows] == [(date(2026, 1, 1), 4, 2), (date(2026, 2, 1), 2, 1)]
    engine.dispose()


async def test_several_processes_may_migrate_at_once(url: str) -> None:
    engines = [create_conversations_engine(url) for _ in range(3)]
    await asyncio.gather(*(asyncio.to_thread(migrate, engine) for engine in engines))
    assert set(inspect(engines[0]).get_table_names()) == {*metadata.tables, VERSION_TABLE}
    for engine in engines:
        engine.dispose()


async def test_a_database_that_is_down_at_the_start_is_used_once_it_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(maintenance, "RETRY_SECONDS", 0.05)
    store = ConversationTrackerStore(host=f"sqlite:///{tmp_path / 'conversations.db'}")
    (tmp_path / "conversations.db").mkdir()  # nothing can be opened there
    problem = await maintenance.prepare(store)
    assert problem and CONVERSATIONS_VARIABLE in problem
    task = asyncio.create_task(maintenance.maintain(store, ConversationLockStore(), problem=problem))
    await asyncio.sleep(0.3)
    (tmp_path / "conversations.db").rmdir()
    for _ in range(100):
        if "database is ready" in caplog.text:
            break
        await asyncio.sleep(0.05)
    assert caplog.text.count("cannot be used") == 1 and "database is ready" in caplog.text
    task.cancel()
    store.close()


class TestTheCommandLine:
    @pytest.fixture(autouse=True)
    def address(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(CONVERSATIONS_VARIABLE, url)

    def test_exports_and_erases_all_that_is_held_on_a_user(
        self, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["migrate"]) == 0
        store = ConversationTrackerStore(host=url)

        async def talk() -> None:
            tracker = await store.get_or_create_tracker("ada")
            tracker.update(UserUttered("hello"))
            await store.save(tracker)

        asyncio.run(talk())
        store.close()
        capsys.readouterr()
        assert main(["export", "ada"]) == 0
        assert json.loads(capsys.readouterr().out)["events"][0]["text"] == "hello"
        assert main(["erase", "ada"]) == 0
        assert main(["export", "ada"]) == 1
        assert "Nothing is stored" in capsys.readouterr().err

    def test_prints_nothing_that_a_terminal_obeys(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["migrate"]) == 0
        said = "hi\x1b[2J\x9b\x7f\u202eolleh\u2066\u200b\ufeff\U000e0041 naïve 語 🙂"
        store = ConversationTrackerStore(host=url)

        async def talk() -> None:
            tracker = await store.get_or_create_tracker("ada")
            tracker.update(UserUttered(said))
            await store.save(tracker)

        asyncio.run(talk())
        store.close()
        capsys.readouterr()
        assert main(["export", "ada"]) == 0
        printed = capsys.readouterr().out
        assert json.loads(printed)["events"][0]["text"] == said
        assert "naïve 語 🙂" in printed and all(one.isprintable() for one in printed.replace("\n", ""))

    def test_says_what_to_do_where_there_are_no_tables(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["export", "ada"]) == 1
        told = capsys.readouterr().err
        assert "migrate" in told and "Traceback" not in told
