"""Where the knowledge base lives and how it is opened."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from knowledge import database
from knowledge.database import create_knowledge_engine, migrate


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
        assert settings == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 5000}
        engine.dispose()


def test_a_row_that_points_nowhere_is_refused(tmp_path: Path) -> None:
    engine = create_knowledge_engine(f"sqlite:///{tmp_path}/k.db")
    migrate(engine)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO role_alias (role_id, alias, normalised) VALUES (7, 'a', 'a')"))


def test_postgresql_gives_up_on_a_slow_statement(
    loaded_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", 100)
    engine = create_knowledge_engine(loaded_postgres_url)
    begun = time.monotonic()
    with engine.connect() as connection, pytest.raises(DBAPIError, match="statement timeout"):
        connection.execute(text("SELECT pg_sleep(20)"))
    assert time.monotonic() - begun < 10
    engine.dispose()


def test_postgresql_has_five_seconds_for_a_statement(loaded_postgres_url: str) -> None:
    engine = create_knowledge_engine(loaded_postgres_url)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "5s"
    engine.dispose()


def test_postgres_in_the_url_is_postgresql(loaded_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", loaded_postgres_url.replace("postgresql://", "postgres://"))
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
    assert "role" in inspect(engine).get_table_names()
