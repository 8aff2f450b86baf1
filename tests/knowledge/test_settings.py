"""URLs of databases: which are taken, and what is shown of one."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database_errors import MAX_REASON, failure_reason, is_permanent
from knowledge.settings import (
    DatabaseSettings,
    InvalidValueError,
    SettingError,
    parse_database_url,
    shown_url,
)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:s3cret@host:5433/name?sslmode=require", "postgresql://me:***@host:5433/name"),
        ("postgresql://me:p%40s3cret@host/name", "postgresql://me:***@host/name"),
        ("postgresql://host/name?user=me&password=s3cret", "postgresql://host/name"),
        ("sqlite:////var/k.db", "sqlite:////var/k.db"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert shown_url(url) == shown


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql://u:p@ss@h/d", "'sqlite:///k.db'", "nonsense"])
def test_a_url_of_another_form_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidValueError):
        parse_database_url(url)
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingError, match="DATABASE_URL"):
        DatabaseSettings.read()


def failure(url: str, statement: str = "SELECT 1") -> SQLAlchemyError:
    engine = create_engine(url, future=True)
    with pytest.raises(SQLAlchemyError) as error, engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
    return error.value


def test_a_server_that_is_down_may_come_back() -> None:
    error = failure("postgresql://me:s3cret@127.0.0.1:1/name")
    assert not is_permanent(error)
    reason = failure_reason(error)
    assert "refused" in reason and "s3cret" not in reason and len(reason.splitlines()) == 1


@pytest.mark.parametrize("url", ["sqlite:////proc/none/k.db", "sqlite:////proc"])
def test_a_file_that_cannot_be_opened_stays_so(url: str) -> None:
    assert is_permanent(failure(url))


def test_a_file_that_is_no_database_stays_so() -> None:
    assert is_permanent(failure("sqlite:////etc/passwd", "SELECT * FROM sqlite_master"))


def test_a_reason_holds_no_statement_and_is_bounded() -> None:
    reason = failure_reason(failure("sqlite://", f"SELECT secret FROM {'t' * 1000}"))
    assert reason.startswith("no such table: t") and "SELECT" not in reason and len(reason) <= MAX_REASON
