"""Inserts many rows: PostgreSQL's COPY, or the driver's own executemany."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from knowledge.datasets.dataset import Row

_ESCAPES = (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r"))


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the columns of the first.

    Values are texts, bytes, numbers, booleans or None.

    Raises:
        SQLAlchemyError: the database refuses a row.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql" and connection.dialect.driver == "psycopg2":
        _copy(connection, table, rows)
    else:
        _execute_many(connection, table, rows)


def _execute_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Hand the rows to the driver at once; SQLAlchemy would process the values of every row first."""
    names = list(rows[0])
    statement = str(insert(table).values(dict.fromkeys(names)).compile(dialect=connection.dialect))
    connection.exec_driver_sql(statement, [tuple(row[name] for name in names) for row in rows])


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    names = list(rows[0])
    lines = "".join("\t".join(_written(row[name]) for name in names) + "\n" for row in rows)
    prepare = connection.dialect.identifier_preparer
    columns = ", ".join(prepare.quote(name) for name in names)
    driver: Any = connection.connection.dbapi_connection
    with driver.cursor() as cursor:
        try:
            cursor.copy_expert(f"COPY {prepare.format_table(table)} ({columns}) FROM STDIN", StringIO(lines))
        except driver.Error as error:
            raise DBAPIError.instance(  # what SQLAlchemy makes of the errors of its own statements
                None, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect
            ) from error


def _written(value: object) -> str:
    """Return a value as COPY's text format has it."""
    if value is None:
        return r"\N"
    text = rf"\x{value.hex()}" if isinstance(value, bytes) else str(value)
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return text
