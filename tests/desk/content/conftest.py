"""A folder of the desk, and a knowledge base of its own beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desk's folder of content, which does not exist yet."""
    monkeypatch.setenv("ADVISOR_DESK_DIR", str(tmp_path / "desk"))
    return tmp_path / "desk" / "content"


@pytest.fixture
def knowledge(dataset_database: Path, tmp_path: Path) -> Iterator[Engine]:
    """The engine of a copy of the knowledge base, for the test to change."""
    shutil.copyfile(dataset_database, tmp_path / "knowledge.db")
    engine = create_knowledge_engine(sqlite_url(tmp_path / "knowledge.db"))
    yield engine
    engine.dispose()
