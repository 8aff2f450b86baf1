"""Where the knowledge base lives and how it is opened."""

from __future__ import annotations

import math
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Union

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from knowledge.database_errors import failure_reason
from knowledge.schema import alembic_config, encoding_fault, revision_fault, revisions
from knowledge.settings import (
    DATABASE_VARIABLE,
    ROOT,
    DatabaseSettings,
    InvalidValueError,
    SettingError,
    parse_database_url,
    rights_needed,
    shown_url,
)
from knowledge.transactions import UNBOUNDED, Say, write_transaction

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
DEFAULT_FILE = ROOT / "var" / "knowledge.db"
STATEMENT_TIMEOUT_MS = 3000  # below the bound of an action's call
CONNECTIONS = 8  # that are kept; as many as there are threads that answer
OVERFLOW = 2  # further ones for a moment
SQLITE_STEPS = 10_000  # of its virtual machine between two looks at the clock: less than a millisecond
WAL_PAUSE_SECONDS = 0.02
READING = "advisor_reading"


class UnusableDatabase(RuntimeError):
    """The database answers, but this release cannot work with it; the message says why."""


class WrongEncoding(UnusableDatabase):
    """The database cannot store every text, and never will."""


class UnknownRevision(UnusableDatabase):
    """The database has the schema of a newer release; the message names both revisions."""


class ReadingStopped(Exception):
    """Nobody is waiting for the result of the statement any more."""


class Reading:
    """A reader's connection that another thread may stop: the running statement ends, and none follows."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; nothing connects yet."""
        self._engine = engine
        self._driver: Any = None
        self._lock = Lock()
        self.stopped = False

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open the connection; it goes back to the pool afterwards.

        Raises:
            ReadingStopped: the reading was stopped before.
        """
        if self.stopped:
            raise ReadingStopped
        with self._engine.connect() as connection:
            with self._lock:
                self._driver = connection.connection.dbapi_connection
            try:
                yield connection.execution_options(**{READING: self})
            finally:
                with self._lock:  # a late interrupt must not hit the connection's next user
                    self._driver = None

    def stop(self) -> None:
        """Interrupt the running statement; waits for PostgreSQL's server, so not for event loops to call."""
        with self._lock:
            self.stopped = True
            if self._driver is not None:
                interrupt = getattr(self._driver, "interrupt", None) or self._driver.cancel
                interrupt()


class _Clock:
    """The deadline of the statement that an SQLite connection is running."""

    def __init__(self) -> None:
        self.end = math.inf

    def start(self) -> None:
        self.end = time.monotonic() + STATEMENT_TIMEOUT_MS / 1000

    def clear(self) -> None:
        self.end = math.inf

    def is_over(self) -> bool:
        return time.monotonic() > self.end


def database_url() -> str:
    """Return ``DATABASE_URL``, or the URL of the default SQLite file.

    Raises:
        SettingError: it cannot be used.
    """
    return str(DatabaseSettings.read().url)


def create_knowledge_engine(url: str | None = None) -> Engine:
    """Return an engine on ``url`` (default: :func:`database_url`); nothing connects yet.

    Raises:
        SettingError: the URL cannot be used, or the folder of its file cannot be made.
    """
    try:
        parsed = parse_database_url(url or database_url())
    except InvalidValueError as problem:
        raise SettingError(f"{DATABASE_VARIABLE} {problem}.") from None
    backend = parsed.get_backend_name()
    options: dict[str, Any] = {
        "pool_size": CONNECTIONS,
        "max_overflow": OVERFLOW,
        "pool_timeout": 3,
        "pool_use_lifo": True,  # the connection used last has the warmest caches
        "hide_parameters": True,  # they may be what users wrote, and errors are logged
    }
    if backend == "sqlite":
        in_file = bool(parsed.database) and parsed.database != ":memory:"
        if in_file:
            make_folder_of(Path(parsed.database), DATABASE_VARIABLE)
            # The default of 1.4 opens a new connection for every reader.
            options |= {"poolclass": QueuePool, "connect_args": {"check_same_thread": False}}
        engine = create_engine(parsed, future=True, **(options if in_file else {}))
        _guard_sqlite(engine, parsed.database if in_file else None)
    else:
        options["pool_pre_ping"] = True
        if backend == "postgresql":
            options["connect_args"] = {
                "connect_timeout": 3,
                "tcp_user_timeout": STATEMENT_TIMEOUT_MS,  # for a server that vanished without closing
                "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
            }
        engine = create_engine(parsed, future=True, **options)
    event.listen(engine, "before_cursor_execute", _refuse_stopped)
    return engine


def unusable(error: Exception) -> str:
    """Say in one line which database cannot be used, why, and what to do; passwords are left out."""
    url = database_url()
    if folder := unwritable_folder(url):
        return (
            f"The database {shown_url(url)} cannot be used: {failure_reason(error)}. "
            f"{rights_needed(folder)}; or set {DATABASE_VARIABLE} to another database."
        )
    return (
        f"The database {shown_url(url)} cannot be used: {failure_reason(error)}. "
        f"Start it, correct {DATABASE_VARIABLE}, or load first: python -m knowledge load"
    )


def make_folder_of(file: Path, variable: str) -> None:
    """Make the folder that a database file is to be in.

    Raises:
        SettingError: it cannot be made; the message names the variable that names the file.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        above = next(folder for folder in file.parents if folder.exists())
        raise SettingError(
            f"{variable} names {file}, whose folder cannot be made ({error.strerror}): "
            f"{rights_needed(above)}."
        ) from None


def unwritable_folder(url: str) -> Path | None:
    """Return the folder of an SQLite database if its files cannot be written there, else None."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    file = Path(parsed.database)
    folder = file.parent
    usable = os.access(folder, os.W_OK | os.X_OK) and (not file.exists() or os.access(file, os.W_OK))
    return None if usable or not folder.is_dir() else folder


def _refuse_stopped(connection: Connection, *_rest: Any) -> None:
    reading = connection.get_execution_options().get(READING)
    if reading is not None and reading.stopped:
        raise ReadingStopped


def use_write_ahead_log(cursor: Any, seconds: float = STATEMENT_TIMEOUT_MS / 1000) -> None:
    """Put an SQLite file into WAL mode; while another process does so, SQLite fails instead of waiting."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(sqlite3.OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        time.sleep(WAL_PAUSE_SECONDS)
    cursor.execute("PRAGMA journal_mode=WAL")


def _guard_sqlite(engine: Engine, file: str | None) -> None:
    """Give SQLite what a server has: a statement time-out, and no connection to a file that was replaced."""

    def prepare(driver: Any, record: Any) -> None:
        cursor = driver.cursor()
        for pragma in ("foreign_keys=ON", f"busy_timeout={STATEMENT_TIMEOUT_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        use_write_ahead_log(cursor)
        cursor.close()
        clock = _Clock()
        record.info.update(clock=clock, file=file_identity(file))
        driver.set_progress_handler(clock.is_over, SQLITE_STEPS)

    def start(connection: Connection, *statement: Any) -> None:
        clock = connection.info["clock"]
        executed_many = statement[-1]
        if executed_many or connection.get_execution_options().get(UNBOUNDED):
            clock.clear()
        else:
            clock.start()

    def check(_driver: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != file_identity(file):
            raise DisconnectionError("the database file was replaced")

    def clear(connection: Connection) -> None:
        connection.info["clock"].clear()

    # SQLAlchemy 2.0 passes a state, 1.4 does not.
    def clear_record(_driver: Any, record: Any, _state: Any = None) -> None:
        record.info["clock"].clear()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", check)
    event.listen(engine, "before_cursor_execute", start)
    # Neither the end of a transaction nor the pool's own work may be cut short by the last statement's clock.
    event.listen(engine, "commit", clear)
    event.listen(engine, "rollback", clear)
    event.listen(engine, "reset", clear_record)


def file_identity(file: Union[str, Path, None]) -> tuple[int, int] | None:
    """Return what distinguishes a file from another of the same name, or None if there is none."""
    try:
        found = Path(file).stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def check_loaded(connection: Connection) -> None:
    """Check that the knowledge base answers and holds an occupation.

    Raises:
        SQLAlchemyError: it does not.
    """
    connection.execute(text("SELECT 1 FROM occupation LIMIT 1")).scalar_one()


def check_encoding(connection: Connection) -> None:
    """Check that the database stores every text.

    Raises:
        WrongEncoding: it does not.
    """
    if fault := encoding_fault(connection):
        raise WrongEncoding(fault)


def check_revision(connection: Connection) -> None:
    """Check that the schema is not that of an earlier release.

    Raises:
        UnusableDatabase: it has to be migrated.
        SQLAlchemyError: it has no revision.
    """
    if fault := revision_fault(connection, MIGRATIONS, "alembic_version"):
        raise UnusableDatabase(fault)


def migrate(engine: Engine, revision: str = "head", say: Say = lambda _line: None) -> None:
    """Upgrade the schema to ``revision``; a database that has it is left alone.

    Raises:
        UnusableDatabase: the schema is of a newer release, or the database cannot store every text.
        LockTimeout: another load has not finished.
    """
    # Imported here because only this job needs alembic, which is slow to import.
    from alembic import command
    from alembic.migration import MigrationContext

    head, known = revisions(MIGRATIONS)
    with engine.connect() as connection:
        check_encoding(connection)
        present = MigrationContext.configure(connection).get_current_revision()
    if present == (head if revision == "head" else revision):
        return
    if present is not None and present not in known:
        raise UnknownRevision(
            f"the database has schema {present}, and this release knows up to {head}: "
            "install the newer release again, or load into a new database"
        )
    config = alembic_config(MIGRATIONS)
    with write_transaction(engine, say) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
