"""Where the knowledge base lives and how it is opened."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from knowledge import database
from knowledge.database import (
    Reading,
    ReadingStopped,
    check_loaded,
    create_knowledge_engine,
    migrate,
    use_write_ahead_log,
)


def test_without_a_setting_it_is_a_sqlite_file_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    assert database.database_url() == f"sqlite:///{database.ROOT / 'var' / 'knowledge.db'}"


@pytest.mark.parametrize("blank", ["", "  "])
def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    monkeypatch.setenv("DATABASE_URL", blank)
    assert database.database_url() == f"sqlite:///{database.DEFAULT_FILE}"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("sqlite:////tmp/k.db", "sqlite:////tmp/k.db"),
        ("  postgresql://u:p@h/d \n", "postgresql://u:p@h/d"),
        ("postgres://u:p@h:5432/d", "postgresql://u:p@h:5432/d"),
        ("postgresql+psycopg2://u@h/d", "postgresql+psycopg2://u@h/d"),
        ("postgresql://u:postgres@h/d", "postgresql://u:postgres@h/d"),
    ],
)
def test_the_setting_names_the_database(monkeypatch: pytest.MonkeyPatch, given: str, meant: str) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert database.database_url() == meant
    assert create_knowledge_engine().url.render_as_string(hide_password=False) == meant


def test_making_an_engine_connects_to_nothing() -> None:
    engine = create_knowledge_engine("postgresql://nobody@127.0.0.1:1/nothing")
    assert engine.pool.checkedout() == 0


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    with create_knowledge_engine(f"sqlite:///{tmp_path}/new/deep/k.db").connect():
        assert (tmp_path / "new" / "deep" / "k.db").is_file()


def test_sqlite_in_memory_needs_no_folder() -> None:
    with create_knowledge_engine("sqlite://").connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_sqlite_keeps_foreign_keys_and_lets_readers_read_during_a_write(tmp_path: Path) -> None:
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    for _again in range(2):
        with engine.connect() as connection:
            settings = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("foreign_keys", "journal_mode", "busy_timeout")
            }
        assert settings == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 3000}
        engine.dispose()


def test_many_may_open_a_new_sqlite_file_at_once(tmp_path: Path) -> None:
    def opened(number: int) -> str:
        engine = create_knowledge_engine(f"sqlite:///{tmp_path / 'new.db'}")
        try:
            with engine.connect() as connection:
                return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
        finally:
            engine.dispose()

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(opened, range(64))) == {"wal"}


def test_a_file_that_stays_locked_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "locked.db"
    with closing(sqlite3.connect(file)) as holder, closing(sqlite3.connect(file, timeout=0)) as other:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            use_write_ahead_log(other.cursor(), seconds=0.1)


def test_a_row_that_points_nowhere_is_refused(tmp_path: Path) -> None:
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    migrate(engine)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(
            text("INSERT INTO occupation_alias (occupation_id, alias, normalised) VALUES (7, 'a', 'a')")
        )


def test_postgresql_gives_up_on_a_slow_statement(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", 100)
    engine = create_knowledge_engine(postgres_url)
    begun = time.monotonic()
    with engine.connect() as connection, pytest.raises(DBAPIError, match="statement timeout"):
        connection.execute(text("SELECT pg_sleep(20)"))
    assert time.monotonic() - begun < 10
    engine.dispose()


def test_postgresql_has_three_seconds_for_a_statement(postgres_url: str) -> None:
    engine = create_knowledge_engine(postgres_url)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "3s"
    engine.dispose()


def test_postgres_in_the_url_is_postgresql(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url.replace("postgresql://", "postgres://"))
    engine = create_knowledge_engine()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


def test_migrations_are_found_in_a_folder_with_a_percent_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "100%"
    folder.symlink_to(database.MIGRATIONS)
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    migrate(engine)
    assert "occupation" in inspect(engine).get_table_names()


ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


def one(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT 1")).scalar_one())


def test_sqlite_gives_up_on_a_slow_statement_and_then_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", 100)
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    begun = time.monotonic()
    with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="interrupted"):
            connection.execute(text(ENDLESS["sqlite"])).all()
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    assert time.monotonic() - begun < 10
    engine.dispose()


def test_a_long_transaction_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", 200)
    monkeypatch.setattr(database, "SQLITE_STEPS", 1)
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (i INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
        time.sleep(0.3)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT i FROM t")).scalar_one() == 1
    engine.dispose()


def test_rows_in_bulk_may_take_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SQLITE_STEPS", 1)
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (i INTEGER)"))
        monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", -1)
        with pytest.raises(DBAPIError, match="interrupted"):
            connection.execute(text("SELECT count(*) FROM t"))
        connection.execute(text("INSERT INTO t VALUES (:i)"), [{"i": number} for number in range(100)])
    engine.dispose()


def test_sqlite_connections_are_kept(tmp_path: Path) -> None:
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    opened = []
    event.listen(engine, "connect", lambda *_: opened.append(1))
    assert [one(engine) for _again in range(5)] == [1] * 5
    assert len(opened) == 1
    engine.dispose()


def test_a_sqlite_file_that_is_replaced_is_read_at_once(tmp_path: Path) -> None:
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    for number in (1, 2):
        made = sqlite3.connect(tmp_path / "new.db")
        made.execute("CREATE TABLE t (i INTEGER)")
        made.execute("INSERT INTO t VALUES (?)", (number,))
        made.commit()
        made.close()
        (tmp_path / "new.db").replace(tmp_path / "k.db")
        with engine.connect() as connection:
            assert connection.execute(text("SELECT i FROM t")).scalar_one() == number
    engine.dispose()


def test_a_reading_that_is_stopped_ends_at_once_and_its_connection_goes_on(loaded: Engine) -> None:
    reading, begun = Reading(loaded), time.monotonic()
    threading.Timer(0.3, reading.stop).start()
    with pytest.raises(DBAPIError), reading.connection() as connection:
        connection.execute(text(ENDLESS[loaded.dialect.name])).all()
    assert time.monotonic() - begun < 2.5
    assert one(loaded) == 1


def test_a_reading_that_was_stopped_runs_nothing(loaded: Engine) -> None:
    reading = Reading(loaded)
    with reading.connection() as connection:
        reading.stop()
        with pytest.raises(ReadingStopped):
            connection.execute(text("SELECT 1"))
    with pytest.raises(ReadingStopped), reading.connection():
        pass
    assert one(loaded) == 1


def test_stopping_what_has_ended_does_nothing(loaded: Engine) -> None:
    reading = Reading(loaded)
    with reading.connection() as connection:
        connection.execute(text("SELECT 1"))
    reading.stop()
    assert one(loaded) == 1


def test_only_a_knowledge_base_that_holds_something_is_loaded(loaded: Engine, tmp_path: Path) -> None:
    with loaded.connect() as connection:
        check_loaded(connection)
    empty = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    with empty.connect() as connection, pytest.raises(SQLAlchemyError):
        check_loaded(connection)
    migrate(empty)
    with empty.connect() as connection, pytest.raises(SQLAlchemyError):
        check_loaded(connection)
    empty.dispose()
