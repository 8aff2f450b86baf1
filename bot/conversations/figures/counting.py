"""Adds turns and ratings to the figures of their day: each once, in the transaction that marks it.

Several processes may count at once, and a conversation may be erased meanwhile: its turns are locked by the
one or the other, and what is erased is counted before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import Table, false, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from bot.conversations.figures.latency import bucket_of
from bot.conversations.keys import one_of
from bot.conversations.models import (
    OUTCOMES,
    UNCOUNTED,
    cell_figures,
    hour_figures,
    latency_figures,
    occupation_figures,
    occupation_month_figures,
    reason_figures,
    topic_figures,
    turn,
)

BATCH = 500  # turns of a transaction: on SQLite nobody else writes meanwhile
# In the order in which they are written, so that no two transactions wait for each other.
TABLES = (
    hour_figures,
    topic_figures,
    occupation_figures,
    occupation_month_figures,
    cell_figures,
    latency_figures,
    reason_figures,
)
RATING_NAMES = {1: "up", -1: "down"}

Key = tuple[Any, ...]  # of a row of figures


class Additions:
    """What is to be added to the figures."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows: dict[Table, dict[Key, Counter[str]]] = {table: defaultdict(Counter) for table in TABLES}

    def turn(self, row: Any) -> None:
        """Add a row of ``turn``."""
        self._tally(row, row.outcome if row.outcome in OUTCOMES else "error", 1)
        day, hour = moment(row.at)
        began = self._rows[hour_figures][day, hour, row.channel]
        began["people"] += bool(row.first_today)
        began["conversations"] += bool(row.first_ever)
        self._rows[latency_figures][day, row.channel, bucket_of(row.milliseconds)]["turns"] += 1

    def rating(self, row: Any, rating: int | None, reasons: Iterable[str], times: int) -> None:
        """Add a rating of a turn's answer so many times; -1 takes it back."""
        if rating in RATING_NAMES:
            self._tally(row, RATING_NAMES[rating], times)
        for reason in reasons:
            self._rows[reason_figures][moment(row.at)[0], row.channel, reason]["ratings"] += times

    def _tally(self, row: Any, name: str, times: int) -> None:
        day, hour = moment(row.at)
        self._rows[hour_figures][day, hour, row.channel][name] += times
        if row.topic:
            self._rows[topic_figures][day, row.channel, row.topic][name] += times
        if row.occupation:
            self._rows[occupation_figures][day, row.channel, row.occupation][name] += times
            month = day.replace(day=1)
            self._rows[occupation_month_figures][month, row.channel, row.occupation][name] += times
        if row.occupation and row.topic:
            self._rows[cell_figures][day, row.occupation, row.topic][name] += times

    def write(self, connection: Connection) -> None:
        """Add all of it, in the caller's transaction."""
        for table, rows in self._rows.items():
            keys = [column.name for column in table.primary_key.columns]
            counted = [column.name for column in table.columns if column.name not in keys]
            values = [
                {**dict(zip(keys, key, strict=True)), **{name: rows[key][name] for name in counted}}
                for key in sorted(rows)
                if any(rows[key].values())
            ]
            if values:
                connection.execute(_add(connection, table, keys, counted), values)


def moment(at: float) -> tuple[date, int]:
    """Return the day and the hour (UTC) of a time in seconds since 1970."""
    then = datetime.fromtimestamp(at, timezone.utc)
    return then.date(), then.hour


def count_turns(connection: Connection, *, limit: int = BATCH) -> int:
    """Add turns that are not counted yet to the figures, the oldest first; return how many.

    In the caller's transaction, which should be a short one of its own; fewer than ``limit`` means that none
    is left, or that another process counts the rest.
    """
    _lock(connection)
    oldest = select(turn).where(UNCOUNTED).order_by(turn.c.at).limit(limit)
    return _count(connection, connection.execute(oldest.with_for_update(skip_locked=True)).all())


def count_turns_of(connection: Connection, conversation_id: str) -> int:
    """Add the turns of a conversation that are not counted yet, before it is erased; return how many."""
    _lock(connection)
    mine: ColumnElement = turn.c.conversation_id == conversation_id
    rows = select(turn).where(mine, UNCOUNTED).order_by(turn.c.at)
    return _count(connection, connection.execute(rows.with_for_update()).all())


def count_rating(
    connection: Connection,
    conversation_id: str,
    answer_id: str,
    *,
    before: tuple[int | None, Sequence[str]],
    after: tuple[int | None, Sequence[str]],
) -> None:
    """Count the rating of an answer in place of the earlier one, on the day of the answer.

    Args:
        connection: in the transaction that changes the rating.
        conversation_id: whose.
        answer_id: of the answer.
        before: the earlier rating (1, -1, None) and its reasons.
        after: those that stand now.
    """
    mine = turn.c.conversation_id == conversation_id, turn.c.answer_id == answer_id
    row = connection.execute(select(turn).where(*mine)).first()
    if row is None or before == after:
        return
    added = Additions()
    added.rating(row, *before, times=-1)
    added.rating(row, *after, times=1)
    added.write(connection)


def _lock(connection: Connection) -> None:
    """Keep others from counting the same turns on SQLite, which locks no rows, but all of a file."""
    if connection.dialect.name == "sqlite":
        connection.execute(update(turn).where(false()).values(is_counted=True))


def _count(connection: Connection, rows: Sequence[Any]) -> int:
    added = Additions()
    for row in rows:
        added.turn(row)
    if rows:
        added.write(connection)
        keys = [(row.conversation_id, row.id) for row in rows]
        for these in one_of((turn.c.conversation_id, turn.c.id), keys):
            connection.execute(update(turn).where(these).values(is_counted=True))
    return len(rows)


def _add(connection: Connection, table: Table, keys: list[str], counted: list[str]) -> Any:
    """Return an insert that adds to the row with the same key."""
    dialect = {"postgresql": postgresql, "sqlite": sqlite}[connection.dialect.name]
    statement = dialect.insert(table)
    sums = {name: table.c[name] + statement.excluded[name] for name in counted}
    return statement.on_conflict_do_update(index_elements=keys, set_=sums)
