"""Accounts of the desk."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection

from bot.conversations.models import desk_account, desk_session
from bot.conversations.upsert import insert_or_ignore
from desk.roles import Role


@dataclass(frozen=True)
class Account:
    """Somebody who signs in with a password."""

    name: str
    role: Role
    password_hash: str
    disabled: bool
    created_at: float  # seconds since 1970


def find(connection: Connection, name: str) -> Account | None:
    """Return the account of this name, in lower case; None if there is none."""
    row = connection.execute(select(desk_account).where(desk_account.c.name == name)).first()
    return _account(row) if row else None


def all_accounts(connection: Connection) -> list[Account]:
    """Return all accounts, by name."""
    return [_account(row) for row in connection.execute(select(desk_account).order_by(desk_account.c.name))]


def number(connection: Connection) -> int:
    """Return how many accounts there are."""
    return int(connection.execute(select(func.count()).select_from(desk_account)).scalar_one())


def add(connection: Connection, name: str, role: Role, password_hash: str) -> bool:
    """Add an account; return False if there is one of this name."""
    row = {
        "name": name,
        "role": role.value,
        "password_hash": password_hash,
        "disabled": False,
        "created_at": time.time(),
    }
    return insert_or_ignore(connection, desk_account, row)


def change(connection: Connection, name: str, **values: object) -> bool:
    """Set ``role``, ``password_hash`` or ``disabled`` and end all sessions; return False if there is none."""
    if isinstance(role := values.get("role"), Role):
        values["role"] = role.value
    changed = connection.execute(update(desk_account).where(desk_account.c.name == name).values(**values))
    connection.execute(delete(desk_session).where(desk_session.c.account == name))
    return bool(changed.rowcount == 1)


def renew_hash(connection: Connection, name: str, password_hash: str) -> None:
    """Store a hash of the same password, made with newer parameters; sessions stay."""
    connection.execute(
        update(desk_account).where(desk_account.c.name == name).values(password_hash=password_hash)
    )


def _account(row: Any) -> Account:
    return Account(
        name=str(row.name),
        role=Role(row.role),
        password_hash=str(row.password_hash),
        disabled=bool(row.disabled),
        created_at=float(row.created_at),
    )
