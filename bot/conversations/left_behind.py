"""Notices conversations that stay behind when another database is set: they are moved by a command only."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversations import models
from bot.settings.storage import DEFAULT_FILE
from knowledge.settings import shown_url


def left_behind(engine: Engine, file: Path = DEFAULT_FILE) -> str | None:
    """Return a line on conversations in the default file, if the database in use is another and empty.

    Args:
        engine: of the database in use, which has its tables.
        file: the default SQLite file.
    """
    if engine.dialect.name == "sqlite" and Path(str(engine.url.database)).absolute() == file:
        return None
    with engine.connect() as connection:
        if connection.execute(select(models.conversation.c.id).limit(1)).first():
            return None
    number = _conversations_in(file)
    if not number:
        return None
    command = f"python -m bot.conversations copy --from sqlite:///{file} --to …"
    return (
        f"{shown_url(engine.url)} is empty, and {file} has {number:,} conversations, which stay there; to "
        f"move them, stop the advisor and run: {command}"
    )


def _conversations_in(file: Path) -> int:
    """Return how many conversations a SQLite file has; 0 if it is none of ours."""
    if not file.is_file():
        return 0
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM conversation").fetchone()[0])
    except sqlite3.Error:
        return 0
