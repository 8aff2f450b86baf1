"""What has been asked already: who asks the same again gets it without a statement.

Only a connection from :func:`remembering` does so, as long as it is held. In SQLite, which tells for nothing
whether anything has been written, what it remembers serves the next holder as well, until something is. So a
changed fact is live with the next turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from sqlalchemy.engine import Connection

OPTION = "advisor_query_cache"
MOST = 2_000  # answers that a connection remembers, some kB each
Query = TypeVar("Query", bound=Callable[..., Any])


def with_query_cache(connection: Connection) -> Connection:
    """Let a connection remember the answers of queries."""
    held = _held(connection) if connection.dialect.name == "sqlite" else {}
    return connection.execution_options(**{OPTION: held})


def _held(connection: Connection) -> dict[Any, Any]:
    """Return what a connection to SQLite remembers: nothing, if the database has changed since."""
    driver: Any = connection.connection.dbapi_connection
    if driver.in_transaction:  # what is written may be taken back
        return {}
    # What other connections have written, and what this one has.
    (others,) = driver.execute("PRAGMA data_version").fetchone()
    state = (others, driver.total_changes)
    known = connection.info.get(OPTION)
    if known is None or known[0] != state or len(known[1]) > MOST:
        known = connection.info[OPTION] = (state, {})
    held: dict[Any, Any] = known[1]
    return held


def cached_query(query: Query) -> Query:
    """Make a query answer from what its connection remembers, where it does."""

    @wraps(query)
    def ask(connection: Connection, **arguments: Any) -> Any:
        held = connection.get_execution_options().get(OPTION)
        if held is None:
            return query(connection, **arguments)
        arguments = {name: _fixed(value) for name, value in arguments.items()}
        asked = (query, *sorted(arguments.items(), key=lambda argument: argument[0]))
        if asked not in held:
            held[asked] = query(connection, **arguments)
        found = held[asked]
        return list(found) if isinstance(found, list) else found

    return cast("Query", ask)


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
