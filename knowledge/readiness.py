"""Whether the knowledge base can be read as questions do, by this release."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from knowledge.database import check_encoding, check_loaded, check_revision
from knowledge.models import metadata


def check_usable(connection: Connection) -> None:
    """Check the encoding and the revision, read a row of every table, and find an occupation.

    Raises:
        UnusableDatabase: the database has another encoding, or the schema of an earlier release.
        SQLAlchemyError: something cannot be read, or nothing is loaded.
    """
    check_encoding(connection)
    check_revision(connection)
    for statement in _statements():
        connection.execute(statement).first()
    check_loaded(connection)


@lru_cache(maxsize=1)
def _statements() -> tuple[Select, ...]:
    return tuple(select(table).limit(1) for table in metadata.sorted_tables)
