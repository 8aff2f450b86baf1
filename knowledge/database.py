"""Where the knowledge base lives and how it is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_FILE = ROOT / "var" / "knowledge.db"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
STATEMENT_TIMEOUT_MS = 5000


def database_url() -> str:
    """Return ``DATABASE_URL``, or the URL of the default SQLite file."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return f"sqlite:///{DEFAULT_FILE}"
    return url.replace("postgres://", "postgresql://", 1)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", f"busy_timeout={STATEMENT_TIMEOUT_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def create_knowledge_engine(url: str | None = None) -> Engine:
    """Return an engine on ``url`` (default: :func:`database_url`); nothing connects yet."""
    try:
        parsed = make_url(url or database_url())
    except ValueError as error:  # what SQLAlchemy says of a port that is no number
        raise ArgumentError(str(error)) from None
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, future=True)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    options: dict[str, Any] = {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, "pool_timeout": 5}
    if parsed.get_backend_name() == "postgresql":
        options["connect_args"] = {
            "connect_timeout": 5,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
        }
    return create_engine(parsed, future=True, **options)


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema of ``engine`` to ``revision``; upwards only."""
    from alembic import command  # only this job needs it, and it is slow to import and talks to the log
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
