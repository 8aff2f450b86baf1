"""Where the knowledge base lives and how it is opened."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from knowledge.database_errors import failure_reason
from knowledge.settings import (
    DATABASE_VARIABLE,
    ROOT,
    DatabaseSettings,
    InvalidValueError,
    SettingError,
    parse_database_url,
    shown_url,
)

DEFAULT_FILE = ROOT / "var" / "knowledge.db"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
STATEMENT_TIMEOUT_MS = 3000  # below the bound of an action's call
CONNECTIONS = 8  # that are kept; as many as there are threads that answer
SQLITE_STEPS = 10_000  # of its virtual machine between two looks at the clock: less than a millisecond
WAL_PAUSE_SECONDS = 0.02
READING = "advisor_reading"


class ReadingStopped(Exception):
    """Nobody waits for what a statement would bring any more."""


class Reading:
    """One reader's connection. Another thread may stop it: what runs is interrupted, nothing runs after."""

    def __init__(self, engine: Engine) -> None:
        """Connect to nothing yet."""
        self._engine = engine
        self._driver: Any = None
        self._lock = Lock()
        self.stopped = False

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open the connection; in the end it goes back to the pool.

        Raises:
            ReadingStopped: it was stopped before.
        """
        if self.stopped:
            raise ReadingStopped
        with self._engine.connect() as connection:
            with self._lock:
                self._driver = connection.connection.dbapi_connection
            try:
                yield connection.execution_options(**{READING: self})
            finally:
                with self._lock:  # an interrupt under way must not hit whoever has the connection next
                    self._driver = None

    def stop(self) -> None:
        """End what runs. Waits for the server of PostgreSQL, so not for an event loop to call."""
        with self._lock:
            self.stopped = True
            if self._driver is not None:
                interrupt = getattr(self._driver, "interrupt", None) or self._driver.cancel
                interrupt()


class _Clock:
    """When the statement that a SQLite connection runs has to end."""

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
        "max_overflow": 2,
        "pool_timeout": 3,
        "pool_use_lifo": True,  # the connection that was used last has most of what it needs at hand
    }
    if backend == "sqlite":
        in_file = bool(parsed.database) and parsed.database != ":memory:"
        if in_file:
            make_folder_of(Path(parsed.database), DATABASE_VARIABLE)
            # Not the default of 1.4, which connects anew for every reader.
            options |= {"poolclass": QueuePool, "connect_args": {"check_same_thread": False}}
        engine = create_engine(parsed, future=True, **(options if in_file else {}))
        _guard_sqlite(engine, parsed.database if in_file else None)
    else:
        options["pool_pre_ping"] = True
        if backend == "postgresql":
            options["connect_args"] = {
                "connect_timeout": 3,
                "tcp_user_timeout": STATEMENT_TIMEOUT_MS,  # a server that is gone without a word
                "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
            }
        engine = create_engine(parsed, future=True, **options)
    event.listen(engine, "before_cursor_execute", _refuse_stopped)
    return engine


def unusable(error: Exception) -> str:
    """Say in one line which database cannot be used, why, and what to do; passwords are left out."""
    return (
        f"The database {shown_url(database_url())} cannot be used: {failure_reason(error)}. "
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
        raise SettingError(
            f"{variable} names {file}, whose folder cannot be made: {error.strerror}."
        ) from None


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
    """Give SQLite what a server has: a time-out for statements, no connection to what is gone."""

    def prepare(driver: Any, record: Any) -> None:
        cursor = driver.cursor()
        for pragma in ("foreign_keys=ON", f"busy_timeout={STATEMENT_TIMEOUT_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        use_write_ahead_log(cursor)
        cursor.close()
        clock = _Clock()
        record.info.update(clock=clock, file=_identity(file))
        driver.set_progress_handler(clock.is_over, SQLITE_STEPS)

    def start(connection: Connection, *statement: Any) -> None:
        clock = connection.info["clock"]
        executed_many = statement[-1]
        if executed_many:
            clock.clear()  # loading takes as long as it takes
        else:
            clock.start()

    def check(_driver: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != _identity(file):
            raise DisconnectionError("another file stands in the place of the database")

    def clear(connection: Connection) -> None:
        connection.info["clock"].clear()

    # SQLAlchemy 2.0 tells of a state, 1.4 does not.
    def clear_record(_driver: Any, record: Any, _state: Any = None) -> None:
        record.info["clock"].clear()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", check)
    event.listen(engine, "before_cursor_execute", start)
    # Neither ending a transaction nor what the pool does may be cut short by the clock of the last statement.
    event.listen(engine, "commit", clear)
    event.listen(engine, "rollback", clear)
    event.listen(engine, "reset", clear_record)


def _identity(file: str | None) -> tuple[int, int] | None:
    """Tell one file from another of the same name."""
    try:
        found = Path(file).stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def check_loaded(connection: Connection) -> None:
    """Make sure that the knowledge base answers and holds something.

    Raises:
        SQLAlchemyError: it does not.
    """
    connection.execute(text("SELECT 1 FROM occupation LIMIT 1")).scalar_one()


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema of ``engine`` to ``revision``; upwards only."""
    from alembic import command  # only this job needs it, and it is slow to import and talks to the log
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
