"""``/ready`` is the truth: in each state of the database it says whether a message is answered."""

from __future__ import annotations

import sqlite3
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from bot.channels.rest import RestInput
from bot.conversations import database, tracker_store
from bot.conversations.database import VERSION_TABLE, create_conversations_engine
from bot.conversations.models import metadata
from bot.http import cached_check
from bot.turns.runner import turn_runner
from tests.bot.channels.conftest import Site, answer, serving
from tests.services import postgres_database

SAID = "naïve € 語 🙂"
WAIT_MS = 300
Spoil = Callable[[Site], Any]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait shortly for a locked database, and check anew each time."""
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", WAIT_MS)
    monkeypatch.setattr(tracker_store, "GIVE_UP_SECONDS", 0.1)
    monkeypatch.setattr(cached_check, "KEEP_SECONDS", 0.0)


def is_ready(site: Site) -> bool:
    found = requests.get(f"http://127.0.0.1:{site.address[1]}/ready", timeout=10)
    assert found.status_code == (200 if found.json()["database"] else 503)
    return found.status_code == 200


def is_answered(site: Site) -> bool:
    """Let a message be answered and stored as Rasa does, and return whether that worked."""

    async def turn(message: UserMessage) -> None:
        store = site.agent.tracker_store
        tracker = await store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, message_id=message.message_id))
        await message.output_channel.send_response(message.sender_id, answer("heard", "/more"))
        await store.save(tracker)

    site.agent.turn = turn
    body = {"sender": uuid.uuid4().hex, "message": SAID, "message_id": uuid.uuid4().hex}
    (reply,) = site.send(**body).json()
    return bool(reply["text"] == "heard")


def execute(site: Site, *statements: str) -> None:
    with site.agent.tracker_store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def on_connect(site: Site, statement: str) -> None:
    """Let each new connection begin with a statement."""
    engine = site.agent.tracker_store.engine
    engine.dispose()
    event.listen(engine, "connect", lambda driver, _record: driver.cursor().execute(statement))


def nothing(_: Site) -> None:
    """Leave the database as it is."""


def gone(site: Site) -> None:
    file = Path(site.agent.tracker_store.engine.url.database)
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()


def read_only(site: Site) -> None:
    on_connect(site, "PRAGMA query_only=ON")


def full(site: Site) -> None:
    with site.agent.tracker_store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    on_connect(site, f"PRAGMA max_page_count={pages}")


@contextmanager
def locked(site: Site) -> Iterator[None]:
    other = sqlite3.connect(site.agent.tracker_store.engine.url.database)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


def newer(site: Site) -> None:
    execute(site, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")


def newer_and_different(site: Site) -> None:
    newer(site)
    execute(site, "ALTER TABLE idempotency_key RENAME COLUMN replies TO answers")


def without_tables(site: Site) -> None:
    execute(site, *(f"DROP TABLE {table.name}" for table in reversed(metadata.sorted_tables)))


def without_events(site: Site) -> None:
    execute(site, "DROP TABLE conversation_event")


def read_only_database(site: Site) -> None:
    url = site.agent.tracker_store.engine.url
    execute(site, f'ALTER DATABASE "{url.database}" SET default_transaction_read_only = on')
    site.agent.tracker_store.engine.dispose()


def read_only_role(site: Site) -> None:
    role = f"reader_{uuid.uuid4().hex}"
    database_name = site.agent.tracker_store.engine.url.database
    execute(
        site,
        f"CREATE ROLE {role}",
        f'GRANT CONNECT ON DATABASE "{database_name}" TO {role}',
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
    )
    on_connect(site, f"SET SESSION ROLE {role}")
    event.listen(site.agent.tracker_store.engine, "connect", lambda driver, _record: driver.commit())


def dropped(site: Site) -> None:
    url = site.agent.tracker_store.engine.url
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{url.database}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{url.database}"'))  # for the fixture to drop
        connection.execute(text(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS false'))
    admin.dispose()


@contextmanager
def table_locked(site: Site) -> Iterator[None]:
    with create_engine(site.agent.tracker_store.engine.url).connect() as other:
        other.execute(text("LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE"))
        yield


def check(site: Site, spoil: Spoil, *, works: bool) -> None:
    with serving(site):
        assert is_ready(site) and is_answered(site)
        spoiled = spoil(site)
        if spoiled is None:
            assert (is_ready(site), is_answered(site)) == (works, works)
            return
        with spoiled:
            assert (is_ready(site), is_answered(site)) == (works, works)
        assert is_ready(site) and is_answered(site)


@pytest.mark.parametrize(
    ("spoil", "works"),
    [
        (nothing, True),
        (newer, True),  # an upgrade under way: migrations only add
        (newer_and_different, False),
        (without_tables, False),
        (without_events, False),
        (gone, False),
        (read_only, False),
        (locked, False),
    ],
)
def test_on_sqlite_it_is_ready_if_a_message_is_answered(tmp_path: Path, spoil: Spoil, works: bool) -> None:
    check(Site(RestInput(), tmp_path), spoil, works=works)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("spoil", "works"),
    [
        (nothing, True),
        (newer, True),
        (newer_and_different, False),
        (without_tables, False),
        (dropped, False),
        (read_only_database, False),
        (read_only_role, False),
        (table_locked, False),
    ],
)
def test_on_postgresql_it_is_ready_if_a_message_is_answered(
    tmp_path: Path, spoil: Spoil, works: bool
) -> None:
    with postgres_database() as url:
        check(Site(RestInput(), tmp_path, conversations=url), spoil, works=works)


@pytest.mark.postgres
@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_store_every_text_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    with postgres_database() as utf8:
        name = f"{make_url(utf8).database}_other"
        admin = create_engine(utf8, isolation_level="AUTOCOMMIT")
        options = f"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" {options}'))
        try:
            url = make_url(utf8).set(database=name).render_as_string(hide_password=False)
            engine = create_conversations_engine(url)
            metadata.create_all(engine)
            engine.dispose()
            monkeypatch.setattr("tests.conversation_databases.migrate", nothing)
            with serving(Site(RestInput(), tmp_path, conversations=url)) as site:
                assert (is_ready(site), is_answered(site)) == (False, False)
        finally:
            with admin.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
            admin.dispose()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_on_a_full_disk_it_is_not_ready_until_there_is_room(small_disk: Path) -> None:
    with serving(Site(RestInput(), small_disk)) as site:
        assert is_ready(site) and is_answered(site)
        execute(site, "PRAGMA wal_checkpoint(TRUNCATE)")
        waste = small_disk / "waste"
        with waste.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 1024):
                pass
        assert (is_ready(site), is_answered(site)) == (False, False)
        waste.unlink()
        assert is_ready(site) and is_answered(site)


def test_with_less_room_than_a_turn_may_need_it_is_not_ready(tmp_path: Path) -> None:
    with serving(Site(RestInput(), tmp_path)) as site:
        full(site)
        assert not is_ready(site)


def test_an_old_schema_is_not_ready_before_it_is_migrated(tmp_path: Path) -> None:
    with serving(Site(RestInput(), tmp_path)) as site:
        without_tables(site)
        execute(site, f"DROP TABLE {VERSION_TABLE}")
        database.migrate(site.agent.tracker_store.engine, "0001")
        assert not is_ready(site)
        database.migrate(site.agent.tracker_store.engine)
        assert is_ready(site)


def test_without_the_action_server_it_is_not_ready(tmp_path: Path) -> None:
    with serving(Site(RestInput(), tmp_path)) as site:
        site.agent.actions_ready = False
        found = requests.get(f"http://127.0.0.1:{site.address[1]}/ready", timeout=10)
        assert (found.status_code, found.json()["actions"], found.json()["database"]) == (503, False, True)


def test_a_check_leaves_nothing_behind(tmp_path: Path) -> None:
    with serving(Site(RestInput(), tmp_path)) as site:
        assert is_ready(site)
        with site.agent.tracker_store.engine.connect() as connection:
            for table in metadata.sorted_tables:
                assert connection.execute(table.select()).first() is None


def test_a_server_that_takes_no_more_messages_is_not_ready(tmp_path: Path) -> None:
    with serving(Site(RestInput(), tmp_path)) as site:
        assert is_answered(site) and is_ready(site)
        turn_runner(site._app)._draining = True
        assert (is_ready(site), is_answered(site)) == (False, False)
