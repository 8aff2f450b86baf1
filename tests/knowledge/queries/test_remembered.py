"""A turn asks nothing twice, and the next turn sees what has changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from knowledge.content import Content
from knowledge.loader import load
from knowledge.queries import facts, roles, topics
from knowledge.queries.remembered import remembering

ENGINEER = "machine_learning_engineer"


def test_the_same_question_runs_one_statement_in_a_turn(connection: Connection, record: Any) -> None:
    turn = remembering(connection)
    first = facts.statements(turn, role=ENGINEER, topic="duties", keys=["duties.explained.production"])
    assert (
        facts.statements(turn, role=ENGINEER, keys=("duties.explained.production",), topic="duties") == first
    )
    assert len(first) == 1
    assert len(record.ran) == 1


def test_another_question_is_asked(connection: Connection, record: Any) -> None:
    turn = remembering(connection)
    assert facts.statements(turn, role=ENGINEER, topic="duties") != facts.statements(
        turn, role=ENGINEER, topic="skills"
    )
    assert roles.get_role(turn, key=ENGINEER) == roles.featured_role(turn)
    assert len(record.ran) == 4


def test_what_is_not_there_is_remembered_too(connection: Connection, record: Any) -> None:
    turn = remembering(connection)
    assert [roles.get_role(turn, key="nurse") for _again in range(3)] == [None] * 3
    assert len(record.ran) == 1


def test_topics_by_key_are_those_of_the_list(connection: Connection, record: Any) -> None:
    turn = remembering(connection)
    assert topics.get_topics(turn, keys=["salary"])[0] in topics.list_topics(turn)
    assert len(record.ran) == 1


def test_who_changes_a_list_changes_no_answer(connection: Connection) -> None:
    turn = remembering(connection)
    topics.list_topics(turn).clear()
    assert topics.list_topics(turn)


def test_a_connection_that_is_not_told_to_remembers_nothing(connection: Connection, record: Any) -> None:
    assert topics.list_topics(connection) == topics.list_topics(connection)
    assert len(record.ran) == 2


def test_the_next_turn_sees_a_changed_fact(migrated: Engine, content: Content) -> None:
    load(migrated, content)

    def pay() -> float:
        with migrated.connect() as connection:
            found = facts.figures(remembering(connection), role=ENGINEER, topic="salary")
        return {one.key: one.value for one in found}["salary.senior"]

    assert pay() == 170_000
    with migrated.begin() as connection:
        connection.execute(text("UPDATE figure SET value = 171234 WHERE key = 'salary.senior'"))
    assert pay() == 171_234
