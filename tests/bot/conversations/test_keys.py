"""Rows are found by keys of several columns, and by an index."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select

from bot.conversations.database import create_conversations_engine
from bot.conversations.keys import AT_ONCE, one_of
from bot.conversations.models import UNCOUNTED, conversation_event, turn

pair = Table(
    "pair",
    MetaData(),
    Column("name", String(9), primary_key=True),
    Column("place", Integer, primary_key=True),
)


@pytest.mark.parametrize("number", [0, 1, AT_ONCE + 3])
def test_the_rows_of_the_keys_are_found_and_no_others(number: int) -> None:
    engine = create_engine("sqlite://")
    pair.create(engine)
    rows = [(str(name), place) for name in range(40) for place in range(20)]
    wanted = [*rows[:number], ("0", 0), ("none", 1)] if number else []
    with engine.begin() as connection:
        connection.execute(insert(pair), [dict(zip(("name", "place"), row, strict=True)) for row in rows])
        found = [
            tuple(row)
            for these in one_of((pair.c.name, pair.c.place), wanted)
            for row in connection.execute(select(pair).where(these))
        ]
    assert sorted(found) == sorted(rows[:number])


def test_sqlite_reads_no_whole_table_for_keys_or_for_what_is_not_counted(tmp_path: Path) -> None:
    engine = create_conversations_engine(f"sqlite:///{tmp_path}/conversations.db")
    conversation_event.metadata.create_all(engine)
    event = conversation_event.c
    (these,) = one_of((event.conversation_id, event.sequence), [("a", 1), ("b", 2)])
    for query, index in (
        (select(conversation_event).where(these), "INDEX sqlite_autoindex_conversation_event"),
        (select(turn).where(UNCOUNTED).order_by(turn.c.at), "INDEX turn_uncounted"),
    ):
        told = query.compile(engine, compile_kwargs={"literal_binds": True})
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}").all()
        steps = [str(row[-1]) for row in rows]
        assert any(index in step for step in steps)
        assert not [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
    engine.dispose()
