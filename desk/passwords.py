"""Passwords of accounts, hashed by argon2id."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 1024
_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """Return a password's hash with its parameters and a random salt; takes some 50 ms."""
    return _HASHER.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Return whether a password is that of the hash; without a hash no password is, after as long a time."""
    try:
        _HASHER.verify(password_hash or _nobodys(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash was made with other parameters than would be used now."""
    return _HASHER.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _HASHER.hash("nobody's")
