"""Conversations' databases with all tables; SQLite files are copies of one, migrated once a process."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bot.conversations.database import create_conversations_engine, is_up_to_date, migrate

SQLITE = "sqlite:///"


def with_tables(url: str) -> str:
    """Give a database all tables, if it has not got them yet, and return its address."""
    file = Path(url.removeprefix(SQLITE))
    if url.startswith(SQLITE) and not file.exists():
        file.write_bytes(_empty_file())
        return url
    engine = create_conversations_engine(url)
    if not is_up_to_date(engine):
        migrate(engine)
    engine.dispose()
    return url


@cache
def _empty_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "conversations.db"
        engine = create_conversations_engine(f"{SQLITE}{file}")
        migrate(engine)
        engine.dispose()
        return file.read_bytes()
