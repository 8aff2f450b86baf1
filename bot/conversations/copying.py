"""Copies all conversations into another database, from SQLite to PostgreSQL or back.

Rows are read in one snapshot and written in batches, each a transaction. A copy that was interrupted goes on
with ``resume``: what is there already is written again. The counts of all tables are compared at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql.elements import TextClause

from bot.conversations import desk_models, models
from bot.conversations.database import create_conversations_engine, is_up_to_date, migrate
from bot.settings import SettingError
from knowledge.settings import InvalidValueError, parse_database_url, shown_url

# Every table, those that others refer to first.
TABLES: tuple[Table, ...] = (
    models.conversation,
    models.conversation_event,
    models.offered_payload,
    models.feedback,
    models.turn,
    models.hour_figures,
    models.topic_figures,
    models.occupation_figures,
    models.occupation_month_figures,
    models.cell_figures,
    models.latency_figures,
    models.reason_figures,
    desk_models.unanswered_group,
    desk_models.unanswered_turn,
    desk_models.demand,
    desk_models.watch_state,
    desk_models.watch_message,
    desk_models.watch_delivery,
    desk_models.desk_job,
    models.idempotency_key,
    models.ended_session,
    models.job,
    models.desk_account,
    models.desk_session,
    models.desk_audit,
    models.desk_attempt,
    models.desk_correction,
    models.desk_draft,
    models.desk_phrase,
    models.desk_link,
)
BATCH = 500  # rows of a transaction
PROGRESS = 10_000  # rows between two lines

Say = Callable[[str], object]


class CopyError(Exception):
    """The conversations cannot be copied, or were not all copied; the message says why."""


def copy_conversations(
    source_url: str, target_url: str, *, resume: bool = False, say: Say = lambda _line: None
) -> dict[str, int]:
    """Copy all conversations; return the number of rows by table.

    No server may use either database meanwhile. The target's schema is made first.

    Args:
        source_url: where they are.
        target_url: an empty database, or one in which a copy of them was interrupted.
        resume: whether to go on with such a copy.
        say: called with lines of progress.

    Raises:
        CopyError: a database cannot be used for it, or the counts differ at the end.
        SettingError: a URL cannot be used.
        SQLAlchemyError: a database failed.
    """
    source, target = _engine(source_url, "--from"), _engine(target_url, "--to")
    try:
        if source.url.render_as_string(False) == target.url.render_as_string(False):
            raise CopyError("--from and --to name the same database")
        _check_source(source)
        migrate(target)
        with _snapshot(source) as reading:
            _check_target(reading, target, resume=resume)
            copied = {table.name: _copy(reading, target, table, say) for table in TABLES}
            _compare(reading, target)
    finally:
        source.dispose()
        target.dispose()
    return copied


def _engine(url: str, option: str) -> Engine:
    try:
        parse_database_url(url)
    except InvalidValueError as problem:
        raise SettingError(f"{option} {problem}.") from None
    return create_conversations_engine(url)


def _check_source(source: Engine) -> None:
    shown = shown_url(source.url)
    file = source.url.database if source.dialect.name == "sqlite" else None
    if file and not Path(file).is_file():  # SQLite would make it
        raise CopyError(f"there is no file {file}")
    if not is_up_to_date(source):
        raise CopyError(
            f"{shown} has no conversations of this release; if they are of an earlier one, run first: "
            "python -m bot.conversations migrate"
        )


@contextmanager
def _snapshot(source: Engine) -> Iterator[Connection]:
    """Open a connection that sees the source as it is now until the end."""
    with source.connect() as connection:
        if source.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        else:
            connection.exec_driver_sql("BEGIN")
        yield connection


def _unhurried(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def _check_target(reading: Connection, target: Engine, *, resume: bool) -> None:
    """Refuse a target in which there is anything but an interrupted copy of the source."""
    newest = select(models.conversation.c.id, models.conversation.c.last_sequence)
    with target.connect() as connection:
        _unhurried(connection)
        held = {table.name: _count(connection, table) for table in TABLES}
        if not any(held.values()):
            return
        if not resume:
            rows = ", ".join(f"{number:,} of {name}" for name, number in held.items() if number)
            raise CopyError(
                f"{shown_url(target.url)} is not empty ({rows}); name an empty database, or go on with an "
                "interrupted copy: --resume"
            )
        there = {row.id: row.last_sequence for row in connection.execute(newest)}
    here = {row.id: row.last_sequence for row in reading.execute(newest)}
    used = [name for name, sequence in there.items() if sequence > here.get(name, -1)]
    if used:
        raise CopyError(
            f"{shown_url(target.url)} has {len(used):,} conversations that are newer than those to be copied "
            "or not among them: it has been used since, and nothing was copied"
        )


def _copy(reading: Connection, target: Engine, table: Table, say: Say) -> int:
    """Write all rows of a table into the target; return how many."""
    total, done, told = _count(reading, table), 0, 0
    rows = reading.execution_options(stream_results=True, yield_per=BATCH).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    for batch in rows.partitions(BATCH):
        with target.begin() as connection:
            connection.execute(_write(table), [dict(row._mapping) for row in batch])
        done += len(batch)
        if done - told >= PROGRESS or done == total:
            say(f"{table.name}: {done:,} of {total:,}")
            told = done
    return done


@cache
def _write(table: Table) -> TextClause:
    """Return an insert that replaces the row with the same key."""
    names = [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key.columns]
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    values = ", ".join(f":{name}" for name in names)
    # The names are the code's own; what users wrote comes as values.
    return text(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(keys)}) DO {f'UPDATE SET {changed}' if changed else 'NOTHING'}"
    )


def _compare(reading: Connection, target: Engine) -> None:
    with target.connect() as connection:
        _unhurried(connection)
        counts = {table.name: (_count(reading, table), _count(connection, table)) for table in TABLES}
    differing = {name: both for name, both in counts.items() if both[0] != both[1]}
    if differing:
        told = ", ".join(f"{name}: {here:,} and {there:,}" for name, (here, there) in differing.items())
        raise CopyError(
            f"the databases differ in their number of rows ({told}): was a server running? Stop it, and copy "
            "again into an empty database"
        )


def _count(connection: Connection, table: Table) -> Any:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
