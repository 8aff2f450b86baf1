"""Once a week the figures of seven days are told, without a word that anybody wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Connection, Engine

from bot.conversations.models import TALLIES, topic_figures
from desk.queries.watch import Message
from desk.watch.digest import make_digest
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url
from tests.desk.watch.conftest import NOW


@pytest.fixture
def knowledge(shipped_database: Path) -> Iterator[Connection]:
    engine = create_knowledge_engine(sqlite_url(shipped_database))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def made(engine: Engine, knowledge: Connection, hours: float = 0.0, weekday: int = 3) -> Message | None:
    with engine.begin() as connection:
        then = (NOW + timedelta(hours=hours)).timestamp()
        return make_digest(connection, knowledge, [], weekday=weekday, now=then)


def test_it_tells_the_seven_days_before_beside_those_before_them(
    month: Engine, knowledge: Connection
) -> None:
    with month.begin() as connection:
        day = NOW.date() - timedelta(days=2)
        row = {"day": day, "channel": "web", "topic": "salary", **dict.fromkeys(TALLIES, 0), "answered": 7}
        connection.execute(insert(topic_figures).values(**row))
    digest = made(month, knowledge)
    assert digest is not None and digest.id == "digest-2026-06-16"
    hours = 7 * 24
    assert digest.details["turns"] == hours * 100 + hours // 2 == digest.details["turns_before"]
    assert digest.details["missed"] == hours * 10 + hours // 2
    assert "Messages: 16,884" in digest.text and "Thumbs: 3360 up, 336 down" in digest.text
    assert digest.details["topics"][0]["turns"] == 7 and digest.details["topics"][0]["name"] in digest.text


def test_a_week_has_one(month: Engine, knowledge: Connection) -> None:
    assert made(month, knowledge) is not None
    assert made(month, knowledge) is None and made(month, knowledge, 3) is None
    assert made(month, knowledge, 7 * 24) is not None


def test_it_comes_on_its_weekday_from_the_morning_on_and_may_be_off(
    month: Engine, knowledge: Connection
) -> None:
    assert made(month, knowledge, weekday=4) is None
    assert made(month, knowledge, weekday=0) is None
    assert made(month, knowledge, hours=-8) is None
