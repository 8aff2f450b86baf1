"""Sessions of the desk: the browser has a random token, the database only its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_account, desk_session
from desk.roles import Role

TOKEN_BYTES = 32
IDLE_SECONDS = 2 * 3600.0  # without a request
LONGEST_SECONDS = 12 * 3600.0  # however much it is used
TOUCH_SECONDS = 60.0  # a use is noted at most so often: reading should not write


@dataclass(frozen=True)
class Session:
    """A session that is in use."""

    account: str
    role: Role
    expires_at: float  # seconds since 1970


def start(connection: Connection, account: str, *, now: float) -> str:
    """Begin a session and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(
        insert(desk_session).values(
            token_hash=_hash(token),
            account=account,
            created_at=now,
            used_at=now,
            expires_at=now + LONGEST_SECONDS,
        )
    )
    return token


def use(connection: Connection, token: str, *, now: float) -> Session | None:
    """Return the session of a token and note its use; None if it has ended or its account may not sign in."""
    key = _hash(token)
    row = connection.execute(
        select(desk_session, desk_account.c.role)
        .join(desk_account, desk_account.c.name == desk_session.c.account)
        .where(
            desk_session.c.token_hash == key,
            desk_session.c.expires_at > now,
            desk_session.c.used_at > now - IDLE_SECONDS,
            desk_account.c.disabled.is_(False),
        )
    ).first()
    if row is None:
        return None
    if row.used_at < now - TOUCH_SECONDS:
        connection.execute(update(desk_session).where(desk_session.c.token_hash == key).values(used_at=now))
    return Session(str(row.account), Role(row.role), float(row.expires_at))


def end(connection: Connection, token: str) -> None:
    """End the session of a token."""
    connection.execute(delete(desk_session).where(desk_session.c.token_hash == _hash(token)))


def end_all(connection: Connection, account: str) -> int:
    """End all sessions of an account; return how many there were."""
    return int(connection.execute(delete(desk_session).where(desk_session.c.account == account)).rowcount)


def delete_expired(connection: Connection, *, now: float) -> int:
    """Delete the sessions that nobody can use any more; return how many."""
    over = or_(desk_session.c.expires_at <= now, desk_session.c.used_at <= now - IDLE_SECONDS)
    return int(connection.execute(delete(desk_session).where(over)).rowcount)


def _hash(token: str) -> str:
    # The token is random, so a fast hash of it cannot be guessed back.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
