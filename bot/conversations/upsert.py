"""What everything that one process claims for a while has in common."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import TextClause

FAR = 10  # times the seconds of a claim: one that ends later is from before a clock was set back


def insert_if_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row, unless its key is there already; return whether it was inserted."""
    return bool(connection.execute(insert_or_ignore(table, tuple(row)), row).rowcount == 1)


@cache
def insert_or_ignore(table: Table, columns: tuple[str, ...]) -> TextClause:
    """Return an insert that does nothing where a row is there already, as SQLite and PostgreSQL word it.

    SQLAlchemy 1.4 has a construct for it, which it compiles anew at every call.
    """
    named, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    # The names are the code's own; what users write comes as values.
    return text(f"INSERT INTO {table.name} ({named}) VALUES ({values}) ON CONFLICT DO NOTHING")  # noqa: S608
