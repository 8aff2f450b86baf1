"""What is wrong with a database that cannot be used, and whether waiting may help."""

from __future__ import annotations

import re

MAX_REASON = 200  # characters
# Codes of PostgreSQL that only an operator can do something about: missing rights, a read-only server.
_PERMANENT_CODES = frozenset({"42501", "25006"})
# What PostgreSQL says when it refuses a connection has no code; what SQLite says never has.
_PERMANENT = re.compile(
    r"authentication failed|no password supplied|no pg_hba\.conf entry|(database|role) \".*\" does not exist"
    r"|permission denied|invalid connection option|could not translate host name"
    r"|unable to open database file|readonly database|file is not a database",
    re.IGNORECASE,
)


def failure_reason(error: Exception) -> str:
    """Return in one line why a database failed, without the statement and its parameters."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    reason = lines[0].strip() if lines else type(error).__name__
    return reason[:MAX_REASON].rstrip(".")


def is_permanent(error: Exception) -> bool:
    """Return whether the same failure is to be expected until somebody changes a setting or the database."""
    original = getattr(error, "orig", None)
    if getattr(original, "pgcode", None) in _PERMANENT_CODES:
        return True
    return bool(_PERMANENT.search(str(original or error)))
