"""A row whose key is there already is left as it is."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, select
from sqlalchemy.engine import Engine

from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.upsert import insert_or_ignore, insert_or_ignore_statement

TABLE = Table("claimed", MetaData(), Column("key", String(20), primary_key=True), Column("value", Integer))


@pytest.fixture
def engine(store: ConversationTrackerStore) -> Engine:
    TABLE.metadata.create_all(store.engine)
    return store.engine


def rows(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(TABLE).order_by(TABLE.c.key))]


def test_the_first_row_of_a_key_stays_and_a_second_is_told(engine: Engine) -> None:
    with engine.begin() as connection:
        assert insert_or_ignore(connection, TABLE, {"key": "a", "value": 1})
        assert not insert_or_ignore(connection, TABLE, {"key": "a", "value": 2})
    assert rows(engine) == [("a", 1)]


def test_of_many_rows_the_new_ones_are_inserted(engine: Engine) -> None:
    with engine.begin() as connection:
        insert_or_ignore(connection, TABLE, {"key": "b", "value": 1})
        connection.execute(
            insert_or_ignore_statement(TABLE, ("key", "value")), [{"key": key, "value": 2} for key in "abc"]
        )
    assert rows(engine) == [("a", 2), ("b", 1), ("c", 2)]


def test_a_value_is_never_read_as_sql(engine: Engine) -> None:
    key = "'); --:x"
    with engine.begin() as connection:
        assert insert_or_ignore(connection, TABLE, {"key": key, "value": 1})
    assert rows(engine) == [(key, 1)]
