"""Opens the conversations' database and brings its schema up to date."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from bot.settings import SettingError, StorageSettings
from bot.settings.storage import CONVERSATIONS_VARIABLE
from knowledge.database import file_identity, make_folder_of, unwritable_folder, use_write_ahead_log
from knowledge.database_errors import failure_reason
from knowledge.schema import alembic_config, encoding_fault, revision_fault, revisions
from knowledge.settings import InvalidValueError, parse_database_url, rights_needed, shown_url

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
VERSION_TABLE = "conversation_version"  # the knowledge base may live in the same database, with its own
CONNECT_SECONDS = 3
STATEMENT_TIMEOUT_MS = 4000
POOL_SIZE = 5  # connections of one process; PostgreSQL's default allows 100 in all
_MIGRATION_LOCK = 715_005  # any number that nothing else locks


def _guard_sqlite(engine: Engine, file: Path | None) -> None:
    """Set up connections; give a new file to its owner alone, and never use one that was replaced."""

    def create(*_: Any) -> None:
        if file and not file.exists():
            with suppress(OSError):  # which SQLite will report
                os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))  # its log gets the same mode

    def prepare(driver: Any, record: Any) -> None:
        cursor = driver.cursor()
        # In WAL mode NORMAL loses nothing when the process dies; a power failure may take the last turns.
        for pragma in (
            "foreign_keys=ON",
            "synchronous=NORMAL",
            "secure_delete=ON",  # what is deleted is overwritten
            f"busy_timeout={STATEMENT_TIMEOUT_MS}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        use_write_ahead_log(cursor)
        cursor.close()
        record.info["file"] = file_identity(file)

    def check(_driver: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != file_identity(file):
            raise DisconnectionError("the database file was replaced")

    event.listen(engine, "do_connect", create)
    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", check)


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
        "hide_parameters": True,  # they are what users wrote, and errors are logged
        "poolclass": QueuePool,
        "pool_size": POOL_SIZE,
        "max_overflow": 0,
        "pool_timeout": CONNECT_SECONDS,
        "pool_use_lifo": True,  # the connection that was used last has most of what it needs at hand
    }
    if parsed.get_backend_name() == "sqlite":
        file = Path(parsed.database) if parsed.database and parsed.database != ":memory:" else None
        if file:
            make_folder_of(file, CONVERSATIONS_VARIABLE)
        pool["connect_args"] = {"check_same_thread": False}
        engine = create_engine(parsed, future=True, **pool)
        _guard_sqlite(engine, file)
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
    if folder := unwritable_folder(url):
        return (
            f"The conversations' database {shown_url(url)} cannot be used: {failure_reason(error)}. "
            f"{rights_needed(folder)}; or set {CONVERSATIONS_VARIABLE} to another database."
        )
    return (
        f"The conversations' database {shown_url(url)} cannot be used: {failure_reason(error)}. "
        f"Start it, correct {CONVERSATIONS_VARIABLE}, or run first: python -m bot.conversations migrate"
    )


class SchemaError(Exception):
    """The database answers, but the advisor cannot work with it; the message says why."""


def is_up_to_date(engine: Engine) -> bool:
    """Return whether a database has the schema of this release."""
    with engine.connect() as connection:
        return _revisions_of(connection) == {revisions(MIGRATIONS)[0]}


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema of ``engine`` to ``revision``; upwards only, and one process at a time.

    Raises:
        SchemaError: another release has made the schema, or the database cannot store every text.
    """
    from alembic import command  # only this job needs it, and it is slow to import

    config = alembic_config(MIGRATIONS)
    with engine.begin() as connection:
        check_encoding(connection)
        _wait_for_other_migrations(connection)
        _refuse_other_releases(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def check_encoding(connection: Connection) -> None:
    """Check that the database stores every text.

    Raises:
        SchemaError: it does not.
    """
    if fault := encoding_fault(connection):
        raise SchemaError(fault)


def check_revision(connection: Connection) -> None:
    """Check that the schema is not that of an earlier release.

    Raises:
        SchemaError: it has to be migrated.
        SQLAlchemyError: it has no revision.
    """
    if fault := revision_fault(connection, MIGRATIONS, VERSION_TABLE):
        raise SchemaError(fault)


def _revisions_of(connection: Connection) -> set[str]:
    """Return the revisions that a database has; none if it is empty."""
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return set(context.get_current_heads())


def _refuse_other_releases(connection: Connection) -> None:
    found, (_, known) = _revisions_of(connection), revisions(MIGRATIONS)
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
