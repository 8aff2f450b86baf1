"""The job groups what was asked in vain, bounded, with its trend, its cell and the nearest facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversations import user_data
from bot.conversations.desk_models import unanswered_group, unanswered_turn
from desk.queries.unanswered import Group, groups, members
from desk.unanswered import limits
from desk.unanswered.job import group_unanswered
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url
from tests.desk.unanswered.asked import DAY, NOW, ask

ENGINEER = "machine learning engineer"


@pytest.fixture
def knowledge(shipped_database: Path) -> Iterator[Engine]:
    engine = create_knowledge_engine(sqlite_url(shipped_database))
    yield engine
    engine.dispose()


def made(engine: Engine, knowledge: Engine) -> list[Group]:
    group_unanswered(engine, knowledge, now=NOW)
    with engine.connect() as connection:
        return groups(connection, limit=100)


def texts_of(engine: Engine, group: Group) -> list[str]:
    with engine.connect() as connection:
        return [one.text for one in members(connection, [group.id], most=50)[group.id]]


def test_a_group_has_its_counts_its_cell_and_the_nearest_facts(engine: Engine, knowledge: Engine) -> None:
    with engine.begin() as connection:
        for days in (1, 2, 3):
            ask(connection, "do ML engineers earn a bonus?", days_ago=days, occupation=ENGINEER)
        ask(connection, "what bonus do ML engineers get", days_ago=30, occupation=ENGINEER)
        ask(connection, "is my cat cute", days_ago=40)
        ask(connection, "are dogs allowed at work", occupation="xyzzyplugh", topic="skills")
    bonus, dogs = made(engine, knowledge)
    assert (bonus.turns, bonus.earlier) == (3, 1)
    assert (bonus.occupation, bonus.topic) == ("machine_learning_engineer", "salary")
    assert bonus.facts and (dogs.turns, dogs.earlier, dogs.occupation) == (1, 0, None)
    assert texts_of(engine, bonus)[:2] != texts_of(engine, bonus)[1:3]


def test_unknown_asked_back_failed_and_disliked_count_and_nothing_else(
    engine: Engine, knowledge: Engine
) -> None:
    with engine.begin() as connection:
        for outcome in ("unknown", "clarify", "error", "answered", "partial", "smalltalk"):
            ask(connection, f"{outcome} {outcome}", outcome=outcome)
        ask(connection, "disliked", outcome="answered", down=True)
        for text in ("/salary", "?!", "  "):
            ask(connection, text)
    found = {text for group in made(engine, knowledge) for text in texts_of(engine, group)}
    assert found == {"unknown unknown", "clarify clarify", "error error", "disliked"}


def test_however_much_is_asked_the_newest_are_looked_at_in_two_equal_periods(
    engine: Engine, knowledge: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_TURNS", 8)
    with engine.begin() as connection:
        for hours in range(1, 21):
            ask(connection, "are dogs allowed", days_ago=hours / 24)
    (dogs,) = made(engine, knowledge)
    assert (dogs.turns, dogs.earlier) == (4, 4) and dogs.since == pytest.approx(NOW - 4 * 3600)


def test_each_run_replaces_the_one_before_and_what_is_erased_is_in_no_group(
    engine: Engine, knowledge: Engine
) -> None:
    with engine.begin() as connection:
        kept = ask(connection, "are dogs allowed")
        gone = ask(connection, "are cats allowed")
    made(engine, knowledge)
    (first,) = made(engine, knowledge)
    with engine.begin() as connection:
        user_data.erase(connection, gone)
        left = connection.execute(select(unanswered_turn.c.conversation_id)).scalars().all()
    assert list(left) == [kept] and texts_of(engine, first) == ["are dogs allowed"]


def test_no_text_is_stored_with_the_groups(engine: Engine, knowledge: Engine) -> None:
    with engine.begin() as connection:
        ask(connection, "is xyzzyplugh allowed")
    made(engine, knowledge)
    with engine.connect() as connection:
        rows = [
            tuple(row)
            for table in (unanswered_group, unanswered_turn)
            for row in connection.execute(select(table))
        ]
    assert len(rows) == 2 and "xyzzyplugh" not in str(rows)


def test_what_nobody_asks_any_more_is_no_group(engine: Engine, knowledge: Engine) -> None:
    with engine.begin() as connection:
        ask(connection, "are dogs allowed", days_ago=limits.PERIOD_SECONDS / DAY + 1)
    assert made(engine, knowledge) == []
