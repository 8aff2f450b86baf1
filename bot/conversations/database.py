"""Where conversations are kept and how that database is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from bot.settings import ROOT, SettingError
from knowledge.database import use_write_ahead_log

URL_VARIABLE = "ADVISOR_CONVERSATIONS_URL"
DEFAULT_FILE = ROOT / "var" / "conversations.db"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
VERSION_TABLE = "conversation_version"  # the knowledge base may live in the same database, with its own
CONNECT_SECONDS = 3
STATEMENT_TIMEOUT_MS = 4000
POOL_SIZE = 5  # connections of one process; PostgreSQL's default allows 100 in all
_MIGRATION_LOCK = 715_005  # any number that nothing else locks


def conversations_url() -> str:
    """Return ``ADVISOR_CONVERSATIONS_URL``, or the URL of the default SQLite file."""
    url = os.environ.get(URL_VARIABLE, "").strip()
    if not url:
        return f"sqlite:///{DEFAULT_FILE}"
    return url.replace("postgres://", "postgresql://", 1)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # In WAL mode NORMAL loses nothing when the process dies; only a power failure may take the last turns.
    for pragma in (
        "foreign_keys=ON",
        "synchronous=NORMAL",
        f"busy_timeout={STATEMENT_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    use_write_ahead_log(cursor)
    cursor.close()


def create_conversations_engine(url: str | None = None) -> Engine:
    """Return an engine on ``url`` (default: :func:`conversations_url`); nothing connects yet.

    Raises:
        SettingError: the URL is none.
    """
    try:
        parsed = make_url(url or conversations_url())
    except (ArgumentError, ValueError) as error:
        raise SettingError(
            f"{URL_VARIABLE} is not a URL such as postgresql://user:password@host/name."
        ) from error
    pool: dict[str, Any] = {
        "poolclass": QueuePool,
        "pool_size": POOL_SIZE,
        "max_overflow": 0,
        "pool_timeout": CONNECT_SECONDS,
        "pool_use_lifo": True,  # the connection that was used last has most of what it needs at hand
    }
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        pool["connect_args"] = {"check_same_thread": False}
        engine = create_engine(parsed, future=True, **pool)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    if parsed.get_backend_name() == "postgresql":
        pool["connect_args"] = {
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
            # A server that vanishes without a word is noticed within seconds.
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
            "tcp_user_timeout": 1000 * (CONNECT_SECONDS + 2),
        }
    return create_engine(parsed, future=True, pool_pre_ping=True, **pool)


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema of ``engine`` to ``revision``; upwards only, and one process at a time."""
    from alembic import command  # only this job needs it, and it is slow to import
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        _wait_for_other_migrations(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _wait_for_other_migrations(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
