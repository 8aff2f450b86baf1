"""The action server is ready if it can answer from its knowledge base, in each state that this can be in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from actions.action import engine
from bot.action_server.server import READY_SECONDS, knowledge_check
from bot.http import cached_check
from bot.http.cached_check import CachedCheck
from knowledge.settings import DATABASE_VARIABLE
from tests import databases
from tests.services import postgres_database

LATE = 1.0  # on a busy machine


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(cached_check, "KEEP_SECONDS", 0.0)
    engine.cache_clear()
    yield
    engine().dispose()
    engine.cache_clear()


def execute(*statements: str) -> None:
    with engine().begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@contextmanager
def locked() -> Iterator[None]:
    other: Engine = create_engine(engine().url)
    with other.connect() as connection:
        connection.execute(text("LOCK TABLE passage IN ACCESS EXCLUSIVE MODE"))
        yield
    other.dispose()


def gone() -> None:
    file = Path(engine().url.database)
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()


async def passes_soon(knowledge: CachedCheck) -> bool:
    """The check that waited for the lock ends a moment after it; until then no other one begins."""
    until = time.monotonic() + READY_SECONDS + LATE
    while not await knowledge.passes():
        if time.monotonic() > until:
            return False
        await asyncio.sleep(0.05)
    return True


async def check(spoil: Callable[[], Any], *, works: bool) -> None:
    knowledge = knowledge_check()
    assert await knowledge.passes()
    spoiled = spoil()
    began = time.monotonic()
    if spoiled is None:
        assert await knowledge.passes() is works
        return
    with spoiled:
        assert await knowledge.passes() is works
        assert time.monotonic() - began < READY_SECONDS + LATE
    assert await passes_soon(knowledge)


def newer() -> None:
    execute("UPDATE alembic_version SET version_num = '9999'")


def older() -> None:
    execute("DELETE FROM alembic_version")


def newer_and_different() -> None:
    newer()
    execute("ALTER TABLE passage RENAME TO paragraph")


@pytest.mark.parametrize(
    ("spoil", "works"), [(newer, True), (older, False), (newer_and_different, False), (gone, False)]
)
async def test_on_sqlite(
    spoil: Callable[[], Any],
    works: bool,
    fixture_database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, databases.copied(fixture_database, tmp_path))
    await check(spoil, works=works)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("spoil", "works"), [(newer, True), (older, False), (newer_and_different, False), (locked, False)]
)
async def test_on_postgresql(
    spoil: Callable[[], Any], works: bool, fixture_content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres_database() as url:
        databases.load_into(url, fixture_content)
        monkeypatch.setenv(DATABASE_VARIABLE, url)
        await check(spoil, works=works)
        engine().dispose()


async def test_a_server_that_is_not_there_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql://me@127.0.0.1:1/advisor")
    assert not await knowledge_check().passes()
