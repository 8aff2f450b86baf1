"""Where conversations are stored and how long, and which Redis several servers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Optional
from urllib.parse import urlsplit

from bot.settings.paths import ROOT
from knowledge.settings import DatabaseUrl, EnvironmentSettings, InvalidValueError, setting

CONVERSATIONS_VARIABLE = "ADVISOR_CONVERSATIONS_URL"
REDIS_VARIABLE = "ADVISOR_REDIS_URL"
RETENTION_VARIABLE = "ADVISOR_RETENTION_DAYS"
MAX_DAYS = 36_500
DEFAULT_FILE = ROOT / "var" / "conversations.db"


class RedisUrl(str):
    """The URL of a Redis server."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], RedisUrl]]:
        """Let pydantic check it by :meth:`parse`."""
        yield cls.parse

    @classmethod
    def parse(cls, text: str) -> RedisUrl:
        """Return the checked URL."""
        if text[:1] in "'\"":
            raise InvalidValueError("is in quotation marks; it must be the bare URL")
        parts = urlsplit(text)
        if parts.netloc.count("@") > 1:
            raise InvalidValueError(
                "has more than one @; an @ in the user name or the password must be written as %40"
            )
        if parts.scheme == "unix":
            usable = bool(parts.path)
        else:
            database = parts.path.strip("/")
            usable = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
            usable = usable and (not database or database.isdecimal())
        if not usable:
            raise ValueError("not the URL of a Redis server")
        return cls(text)


class StorageSettings(EnvironmentSettings):
    """The conversations' database, by default a file, how long they are kept, and Redis, by default none."""

    conversations_url: DatabaseUrl = setting(
        DatabaseUrl(f"sqlite:///{DEFAULT_FILE}"), CONVERSATIONS_VARIABLE, "the URL of a database", secret=True
    )
    redis_url: Optional[RedisUrl] = setting(
        None, REDIS_VARIABLE, "a URL such as redis://:password@host:6379/0", secret=True
    )
    retention_days: float = setting(
        90.0,
        RETENTION_VARIABLE,
        f"a number of days from 0 to {MAX_DAYS:,}; 0 keeps conversations for ever",
        ge=0,
        le=MAX_DAYS,
    )
