"""Opens the conversations' database and brings its schema up to date."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, insert, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

from bot.conversations.models import ended_session
from bot.settings import SettingError, StorageSettings
from bot.settings.storage import CONVERSATIONS_VARIABLE
from knowledge.database import make_folder_of, use_write_ahead_log
from knowledge.database_errors import failure_reason
from knowledge.settings import InvalidValueError, parse_database_url, shown_url

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
VERSION_TABLE = "conversation_version"  # the knowledge base may live in the same database, with its own
CONNECT_SECONDS = 3
STATEMENT_TIMEOUT_MS = 4000
POOL_SIZE = 5  # connections of one process; PostgreSQL's default allows 100 in all
_MIGRATION_LOCK = 715_005  # any number that nothing else locks


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
    """Return an engine on ``url`` (default: the setting); nothing connects yet.

    Raises:
        SettingError: the URL cannot be used, or the folder of its file cannot be made.
    """
    try:
        parsed = parse_database_url(url or StorageSettings.read().conversations_url)
    except InvalidValueError as problem:
        raise SettingError(f"{CONVERSATIONS_VARIABLE} {problem}.") from None
    pool: dict[str, Any] = {
        "poolclass": QueuePool,
        "pool_size": POOL_SIZE,
        "max_overflow": 0,
        "pool_timeout": CONNECT_SECONDS,
        "pool_use_lifo": True,  # the connection that was used last has most of what it needs at hand
    }
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            make_folder_of(Path(parsed.database), CONVERSATIONS_VARIABLE)
        pool["connect_args"] = {"check_same_thread": False}
        engine = create_engine(parsed, future=True, **pool)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    if parsed.get_backend_name() == "postgresql":
        pool["connect_args"] = {
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
            # A server that vanishes silently is noticed within seconds.
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
            "tcp_user_timeout": 1000 * (CONNECT_SECONDS + 2),
        }
    return create_engine(parsed, future=True, pool_pre_ping=True, **pool)


def unusable(error: Exception) -> str:
    """Say in one line which database cannot be used, why, and what to do; passwords are left out."""
    url = StorageSettings.read().conversations_url
    return (
        f"The conversations' database {shown_url(url)} cannot be used: {failure_reason(error)}. "
        f"Start it, correct {CONVERSATIONS_VARIABLE}, or run first: python -m bot.conversations migrate"
    )


class SchemaError(Exception):
    """The database answers, but the advisor cannot work with it; the message says why."""


def check_writable(engine: Engine) -> None:
    """Write a row and take it back.

    Raises:
        SQLAlchemyError: the database cannot be written to.
    """
    row = {"conversation_id": uuid.uuid4().hex, "ended_at": 0.0}
    with engine.connect() as connection, connection.begin() as transaction:
        connection.execute(insert(ended_session).values(**row))
        transaction.rollback()


def is_up_to_date(engine: Engine) -> bool:
    """Return whether a database has the schema of this release."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return set(context.get_current_heads()) == set(ScriptDirectory.from_config(_config()).get_heads())


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema of ``engine`` to ``revision``; upwards only, and one process at a time.

    Raises:
        SchemaError: another release has made the schema, or the database cannot store every text.
    """
    from alembic import command  # only this job needs it, and it is slow to import

    config = _config()
    with engine.begin() as connection:
        _check_encoding(connection)
        _wait_for_other_migrations(connection)
        _check_revision(connection, config)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _check_encoding(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise SchemaError(f"its encoding is {encoding}, and must be UTF8")


def _check_revision(connection: Connection, config: Any) -> None:
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = set(context.get_current_heads())
    if not found <= known:
        raise SchemaError(
            f"its schema has the revision {', '.join(sorted(found))} of another release, and this one knows "
            f"only {', '.join(sorted(known))}; run the release that made it, or restore a backup"
        )


def _wait_for_other_migrations(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
