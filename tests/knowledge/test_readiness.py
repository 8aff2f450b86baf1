"""Whether the knowledge base can be read as questions do, in each state that a database can be in."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from knowledge.__main__ import main
from knowledge.database import UnusableDatabase, create_knowledge_engine
from knowledge.readiness import check_usable
from knowledge.settings import DATABASE_VARIABLE
from tests.services import postgres_database


def reason(engine: Engine) -> str | None:
    """Return why the knowledge base cannot be used, or None."""
    with engine.connect() as connection:
        try:
            check_usable(connection)
        except (SQLAlchemyError, UnusableDatabase) as error:
            return str(error)
    return None


def test_what_is_loaded_can_be_used(loaded: Engine) -> None:
    assert reason(loaded) is None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "DROP TABLE passage",
        "ALTER TABLE source RENAME COLUMN location TO place_of_it",
    ],
)
def test_what_is_incomplete_cannot_be_used(writable: Engine, statement: str) -> None:
    with writable.begin() as connection:
        connection.execute(text(statement))
    assert reason(writable)


def test_what_a_newer_release_only_added_to_can_be_used(writable: Engine) -> None:
    with writable.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("ALTER TABLE source ADD COLUMN added INTEGER"))
    assert reason(writable) is None


def test_without_tables_or_rows_it_cannot_be_used(empty: Engine, migrated: Engine) -> None:
    assert reason(empty) and reason(migrated)


@pytest.mark.postgres
@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_of_another_encoding_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    with postgres_database() as utf8:
        name = f"{make_url(utf8).database}_other"
        admin = create_engine(utf8, isolation_level="AUTOCOMMIT")
        options = f"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" {options}'))
        url = make_url(utf8).set(database=name).render_as_string(hide_password=False)
        engine = create_knowledge_engine(url)
        try:
            assert encoding in str(reason(engine))
            monkeypatch.setenv(DATABASE_VARIABLE, url)
            assert main(["load"]) == 1
            (line,) = capsys.readouterr().err.splitlines()
            assert encoding in line and "UTF8" in line and name in line
        finally:
            engine.dispose()
            with admin.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
            admin.dispose()
