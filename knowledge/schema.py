"""What both databases check of their schema: the encoding of the text, and the revision of the migrations."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection


def encoding_fault(connection: Connection) -> str | None:
    """Return why the database cannot store every text, None if it can."""
    if connection.dialect.name != "postgresql":
        return None
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    return None if encoding == "UTF8" else f"its encoding is {encoding}, and must be UTF8"


def revision_fault(connection: Connection, migrations: Path, table: str) -> str | None:
    """Return why the schema is that of an earlier release, None if it is not.

    A later release may have migrated it already: migrations only add, so this one can go on working.

    Raises:
        SQLAlchemyError: it has no revision.
    """
    found = set(connection.execute(text(f"SELECT version_num FROM {table}")).scalars())  # noqa: S608
    head, known = revisions(migrations)
    if head in found or not found <= known:
        return None
    revision = ", ".join(sorted(found)) or "none"
    return f"its schema has the revision {revision}, and this release needs {head}"


@cache
def revisions(migrations: Path) -> tuple[str, frozenset[str]]:
    """Return the revision of this release, and all that it knows."""
    # By the names of the files: a server that only reads does without alembic.
    known = frozenset(file.name[:4] for file in (migrations / "versions").glob("[0-9]*.py"))
    return max(known), known


def alembic_config(migrations: Path) -> Any:
    """Return Alembic's configuration for a folder of migrations."""
    from alembic.config import Config  # slow to import, and only migrating needs it

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config
