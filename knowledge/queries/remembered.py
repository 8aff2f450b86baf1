"""What one reader has asked already: a turn that asks the same again gets it without a statement.

Only a connection from :func:`remembering` does so, and only as long as it is held. The next one asks anew, so
a changed fact is live with the next turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

from sqlalchemy.engine import Connection

OPTION = "advisor_remembered"
Query = TypeVar("Query", bound=Callable[..., Any])


def remembering(connection: Connection) -> Connection:
    """Let a connection remember the answers of queries until it is closed."""
    return connection.execution_options(**{OPTION: {}})


def remembered(query: Query) -> Query:
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
