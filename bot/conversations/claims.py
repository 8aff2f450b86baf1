"""What everything that one process claims for a while has in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

FAR = 10  # times the seconds of a claim: one that ends later is from before a clock was set back


def insert_or_ignore(connection: Connection, table: Any) -> Any:
    """Return an insert that does nothing where the row is there already; ``rowcount`` tells."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()
