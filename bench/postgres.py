"""A database of its own on the PostgreSQL that is there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

VARIABLE = "ADVISOR_TEST_POSTGRES_URL"
DEFAULT_URL = "postgresql://postgres@127.0.0.1:5432/postgres"


class NoPostgres(RuntimeError):
    """There is no server, or it makes no database; the message says why and what to set."""


@contextmanager
def postgres_database(template: str | None = None) -> Iterator[str]:
    """Make a database with a random name, and drop it afterwards.

    Args:
        template: the URL of a database to copy, to which nothing is connected.

    Raises:
        NoPostgres: it cannot be made.
    """
    server = make_url(os.environ.get(VARIABLE) or DEFAULT_URL)
    admin = create_engine(server, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"advisor_test_{secrets.token_hex(6)}"
    copied = f' TEMPLATE "{make_url(template).database}"' if template else ""
    try:
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"{copied}'))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        shown = server.render_as_string(hide_password=True)
        raise NoPostgres(f"no PostgreSQL at {shown} (set {VARIABLE}): {reason}") from None
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()
