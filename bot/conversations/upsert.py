"""``INSERT … ON CONFLICT DO NOTHING``, as SQLite and PostgreSQL have it."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import TextClause


def insert_or_ignore(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row, unless its key exists; return whether it was inserted."""
    return bool(connection.execute(insert_or_ignore_statement(table, tuple(row)), row).rowcount == 1)


@cache
def insert_or_ignore_statement(table: Table, columns: tuple[str, ...]) -> TextClause:
    """Return an insert that leaves existing rows as they are.

    SQLAlchemy 1.4 has a construct for it, which it compiles anew at every call.
    """
    named, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    # The names are the code's own; what users write comes as values.
    return text(f"INSERT INTO {table.name} ({named}) VALUES ({values}) ON CONFLICT DO NOTHING")  # noqa: S608
