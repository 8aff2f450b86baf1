"""Pages are made once, by one thread, and anew when other knowledge is loaded."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sanic.exceptions import ServiceUnavailable
from sqlalchemy import delete, insert, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import NoResultFound

from bot.web.occupations import served
from bot.web.occupations.served import Made, ServedPages
from knowledge.database import create_knowledge_engine, migrate
from knowledge.models import content_version
from tests.databases import copied, sqlite_url


@pytest.fixture
def engine(fixture_database: Path, tmp_path: Path) -> Engine:
    made = create_knowledge_engine(copied(fixture_database, tmp_path))
    with made.begin() as connection:
        version = {"fingerprint": "one", "summary": "", "loaded_at": datetime(2026, 1, 1)}
        connection.execute(insert(content_version), [version])
    return made


@pytest.fixture
async def pages(engine: Engine) -> AsyncIterator[ServedPages]:
    made = ServedPages(engine)
    yield made
    made.close()


class Counted:
    """Makes pages and counts them."""

    def __init__(self) -> None:
        self.made = 0
        self.threads: set[int] = set()

    def __call__(self, connection: Connection) -> Made:
        self.made += 1
        self.threads.add(threading.get_ident())
        return Made(f"page {self.made}")


async def test_a_page_is_made_once_however_many_ask_and_never_by_the_event_loop(pages: ServedPages) -> None:
    make = Counted()
    found = await asyncio.gather(*(pages.get("a", make) for _ in range(200)))
    assert make.made == 1 and {one.body for one in found} == {b"page 1"}
    assert (await pages.get("b", make)).body == b"page 2"
    assert len(make.threads) == 1 and threading.get_ident() not in make.threads


async def test_what_is_loaded_is_shown(
    pages: ServedPages, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "FRESH_SECONDS", 0.0)
    make = Counted()
    before = await pages.get("a", make)
    assert await pages.get("a", make) is before
    with engine.begin() as connection:
        connection.execute(update(content_version).values(fingerprint="another"))
    after = await pages.get("a", make)
    assert (after.body, make.made) == (b"page 2", 2) and after.tag != before.tag


async def test_within_a_second_a_kept_page_costs_no_query(
    pages: ServedPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Counted()
    kept = await pages.get("a", make)
    monkeypatch.setattr(pages, "_look", None)
    assert await pages.get("a", make) is kept


async def test_who_comes_when_too_many_wait_is_told_to_come_again(
    pages: ServedPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "MOST_WAITING", 2)
    go = threading.Event()

    def make(_connection: Connection) -> Made:
        assert go.wait(5)
        return Made("page")

    waiting = [asyncio.ensure_future(pages.get(key, make)) for key in "ab"]
    await asyncio.sleep(0)
    with pytest.raises(ServiceUnavailable):
        await pages.get("c", make)
    go.set()
    assert len(await asyncio.gather(*waiting)) == 2
    assert (await pages.get("c", make)).body == b"page"


async def test_what_is_kept_is_bounded(pages: ServedPages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages._kept, "_most_bytes", 5_000)
    make = Counted()
    for key in "abcdefgh":
        await pages.get(key, make)
    assert pages._kept.size <= 5_000
    assert (await pages.get("h", make)).body == b"page 8" and make.made == 8
    assert (await pages.get("a", make)).body == b"page 9"


async def test_a_knowledge_base_that_was_never_loaded_has_no_pages(tmp_path: Path) -> None:
    empty = create_knowledge_engine(sqlite_url(tmp_path / "empty.db"))
    migrate(empty)
    pages = ServedPages(empty)
    with pytest.raises(NoResultFound):
        await pages.get("a", Counted())
    pages.close()


async def test_without_a_version_nothing_is_kept(pages: ServedPages, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(delete(content_version))
    make = Counted()
    assert [(await pages.get("a", make)).body for _ in range(2)] == [b"page 1", b"page 2"]
