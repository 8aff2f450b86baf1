"""What is made of the knowledge base is made once for each version."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.engine import Connection

from bot.web import versioned
from bot.web.versioned import Versioned
from knowledge.database import create_knowledge_engine
from knowledge.models import content_version
from tests.databases import sqlite_url


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versioned, "LOOK_SECONDS", 0.0)


def test_it_is_made_once_and_anew_for_another_version(shipped_database: Path, tmp_path: Path) -> None:
    shutil.copyfile(shipped_database, tmp_path / "own.db")
    engine = create_knowledge_engine(sqlite_url(tmp_path / "own.db"))
    load = {"fingerprint": "one", "summary": "", "loaded_at": datetime(2025, 1, 1)}
    with engine.begin() as connection:
        connection.execute(delete(content_version))
        connection.execute(insert(content_version).values(**load))
    made: list[Connection] = []

    def make(connection: Connection) -> int:
        made.append(connection)
        return len(made)

    kept = Versioned(make, 0, engine=engine)
    assert [kept.get(), kept.get()] == [1, 1]
    with engine.begin() as connection:
        connection.execute(update(content_version).values(fingerprint="another"))
    assert [kept.get(), kept.get()] == [2, 2]


def test_it_is_nothing_while_the_knowledge_base_does_not_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = create_knowledge_engine(sqlite_url(tmp_path / "empty.db"))
    assert Versioned(lambda _: 1, 0, engine=engine).get() == 0
    assert "cannot be read for the page" in caplog.text
