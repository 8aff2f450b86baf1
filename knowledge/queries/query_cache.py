"""Answers of queries, cached by connection: the same query runs once.

Only a connection from :func:`with_query_cache` caches, until it goes back to the pool. SQLite reports at no
cost whether the database was written to, so there the cache serves the connection's next user as well, until
it was. A changed fact is therefore live with the next turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from sqlalchemy.engine import Connection

OPTION = "advisor_query_cache"
MOST = 2_000  # cached answers a connection, some kB each
Query = TypeVar("Query", bound=Callable[..., Any])


def with_query_cache(connection: Connection) -> Connection:
    """Let a connection cache the answers of queries."""
    cache = _cache_of(connection) if connection.dialect.name == "sqlite" else {}
    return connection.execution_options(**{OPTION: cache})


def _cache_of(connection: Connection) -> dict[Any, Any]:
    """Return the cache of a connection to SQLite: an empty one if the database has changed since."""
    driver: Any = connection.connection.dbapi_connection
    if driver.in_transaction:  # its changes may be rolled back
        return {}
    # The changes of other connections, and those of this one.
    (others,) = driver.execute("PRAGMA data_version").fetchone()
    state = (others, driver.total_changes)
    known = connection.info.get(OPTION)
    if known is None or known[0] != state or len(known[1]) > MOST:
        known = connection.info[OPTION] = (state, {})
    cache: dict[Any, Any] = known[1]
    return cache


def cached_query(query: Query) -> Query:
    """Make a query answer from the cache of its connection, if that has one."""

    @wraps(query)
    def ask(connection: Connection, **arguments: Any) -> Any:
        cache = connection.get_execution_options().get(OPTION)
        if cache is None:
            return query(connection, **arguments)
        arguments = {name: _fixed(value) for name, value in arguments.items()}
        asked = (query, *sorted(arguments.items(), key=lambda argument: argument[0]))
        if asked not in cache:
            cache[asked] = query(connection, **arguments)
        found = cache[asked]
        return list(found) if isinstance(found, list) else found

    return cast("Query", ask)


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
