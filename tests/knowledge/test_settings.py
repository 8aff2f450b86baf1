"""URLs of databases and folders of content: which are taken, and what is shown of one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database_errors import MAX_REASON, failure_reason, is_permanent
from knowledge.settings import (
    ROOT,
    ContentSettings,
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


def test_folders_of_content_are_taken_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [tmp_path / "b", tmp_path / "a"]
    for folder in folders:
        folder.mkdir()
    given = os.pathsep.join([str(folders[0]), "", f" {folders[1]} "])
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", given)
    assert ContentSettings.read().folders == tuple(folders)
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", "tests/fixture_base")
    assert ContentSettings.read().folders == (ROOT / "tests" / "fixture_base",)
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", "")
    assert ContentSettings.read().folders == ()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("/nowhere/at/all", "names '/nowhere/at/all', which does not exist; it must name folders of content"),
        ("README.md", "names 'README.md', which is no folder; it must name folders of content"),
        ("knowledge/content", "which would be read twice"),
        ("knowledge", "which would be read twice"),
        (f"tests/knowledge{os.pathsep}tests/knowledge/growth", "which would be read twice"),
        (f"tests{os.pathsep}tests", "which would be read twice"),
    ],
)
def test_a_wrong_folder_of_content_is_told_in_one_line_with_its_variable(
    given: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CONTENT_DIRS", given)
    with pytest.raises(SettingError) as caught:
        ContentSettings.read()
    message = str(caught.value)
    assert message.startswith("ADVISOR_CONTENT_DIRS names ") and reason in message
    assert len(message.splitlines()) == 1
