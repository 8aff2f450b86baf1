"""A turn asks nothing twice, nor does the next one of SQLite until something changes, which it sees."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from knowledge.database import create_knowledge_engine
from knowledge.queries import facts, occupations, query_cache, topics
from knowledge.queries.query_cache import OPTION, with_query_cache

ENGINEER = "machine_learning_engineer"


@pytest.fixture(autouse=True)
def nothing_is_held(connection: Connection) -> None:
    """Other tests have had this connection."""
    connection.info.pop(OPTION, None)


@pytest.fixture
def turn(connection: Connection) -> Connection:
    return with_query_cache(connection)


def test_the_same_question_runs_one_statement_in_a_turn(turn: Connection, record: Any) -> None:
    first = facts.statements(turn, occupation=ENGINEER, topic="duties", keys=["duties.explained.production"])
    assert (
        facts.statements(turn, occupation=ENGINEER, keys=("duties.explained.production",), topic="duties")
        == first
    )
    assert len(first) == 1
    assert len(record.ran) == 1


def test_another_question_is_asked(turn: Connection, record: Any) -> None:
    assert facts.statements(turn, occupation=ENGINEER, topic="duties") != facts.statements(
        turn, occupation=ENGINEER, topic="skills"
    )
    assert occupations.get_occupation(turn, key=ENGINEER) == occupations.featured_occupation(turn)
    assert len(record.ran) == 4


def test_what_is_not_there_is_remembered_too(turn: Connection, record: Any) -> None:
    assert [occupations.get_occupation(turn, key="nurse") for _again in range(3)] == [None] * 3
    assert len(record.ran) == 1


def test_topics_by_key_are_those_of_the_list(turn: Connection, record: Any) -> None:
    assert topics.get_topics(turn, keys=["salary"])[0] in topics.list_topics(turn)
    assert len(record.ran) == 1


def test_who_changes_a_list_changes_no_answer(turn: Connection) -> None:
    topics.list_topics(turn).clear()
    assert topics.list_topics(turn)


def test_a_connection_that_is_not_told_to_remembers_nothing(connection: Connection, record: Any) -> None:
    assert topics.list_topics(connection) == topics.list_topics(connection)
    assert len(record.ran) == 2


def senior_pay(engine: Engine) -> float:
    with engine.connect() as connection:
        found = facts.figures(with_query_cache(connection), occupation=ENGINEER, topic="salary")
    return {one.key: one.value for one in found}["salary.senior"]


def set_senior_pay(engine: Engine, value: float) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE figure SET value = :value WHERE key = 'salary.senior'"), {"value": value}
        )


def test_the_next_turn_sees_a_changed_fact(writable: Engine) -> None:
    assert [senior_pay(writable) for _turn in range(2)] == [170_000] * 2
    set_senior_pay(writable, 171_234)
    assert senior_pay(writable) == 171_234


def test_the_next_turn_sees_what_another_program_changed(writable: Engine) -> None:
    other = create_knowledge_engine(writable.url.render_as_string(hide_password=False))
    for value in (170_001, 170_002):
        set_senior_pay(other, value)
        assert senior_pay(writable) == value
    other.dispose()


def test_a_change_that_was_taken_back_is_not_seen(writable: Engine) -> None:
    with writable.connect() as connection:
        connection.execute(text("UPDATE figure SET value = 1"))
        assert facts.figures(with_query_cache(connection), occupation=ENGINEER, topic="salary")[0].value == 1
        connection.rollback()
    assert senior_pay(writable) == 170_000


def test_the_next_turn_of_sqlite_asks_nothing_again(connection: Connection, record: Any) -> None:
    for _turn in range(2):
        assert occupations.featured_occupation(with_query_cache(connection)).key == ENGINEER
    assert len(record.ran) == (1 if connection.dialect.name == "sqlite" else 2)


def test_a_connection_does_not_remember_without_end(
    turn: Connection, record: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_cache, "MOST", 3)
    for key in "abcdea":
        occupations.get_occupation(turn, key=key)
    assert len(record.ran) == 5
    occupations.get_occupation(with_query_cache(turn), key="a")
    assert len(record.ran) == 6
