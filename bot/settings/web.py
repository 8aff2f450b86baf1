"""Settings of the web channel."""

from __future__ import annotations

from typing import Any, Optional

from pydantic import validator

from bot.settings.origins import as_browsers_send, host_as_browsers_send
from knowledge.settings import EnvironmentSettings, InvalidValueError, setting

SECRET_VARIABLE = "ADVISOR_WEB_SECRET"  # noqa: S105 - the name, not the secret
ORIGINS_VARIABLE = "ADVISOR_WEB_ORIGINS"
HOSTS_VARIABLE = "ADVISOR_HOSTS"
ANY_HOST = "*"
HOURS_VARIABLE = "ADVISOR_WEB_SESSION_HOURS"
SESSION_RATE_VARIABLE = "ADVISOR_WEB_SESSION_RATE"
ADDRESS_RATE_VARIABLE = "ADVISOR_WEB_ADDRESS_RATE"
SHORTEST_SECRET = 32
MAX_HOURS = 365 * 24
MAX_RATE = 1_000_000
_RATE = f"a number above 0 and up to {MAX_RATE:,}"


class WebSettings(EnvironmentSettings):
    """What an operator can choose; ``origins`` are allowed besides the server's own."""

    secret: Optional[str] = setting(
        None,
        SECRET_VARIABLE,
        f"at least {SHORTEST_SECRET} characters long",
        secret=True,
        min_length=SHORTEST_SECRET,
    )
    origins: frozenset[str] = setting(
        frozenset(), ORIGINS_VARIABLE, "origins such as https://www.example.com, separated by commas"
    )
    hosts: frozenset[str] = setting(
        frozenset(), HOSTS_VARIABLE, "host names such as advisor.example.com, separated by commas"
    )
    session_hours: float = setting(  # without a message
        72.0, HOURS_VARIABLE, f"a number of hours above 0 and up to {MAX_HOURS:,}", gt=0, le=MAX_HOURS
    )
    session_rate: float = setting(30.0, SESSION_RATE_VARIABLE, _RATE, gt=0, le=MAX_RATE)  # messages a minute
    address_rate: float = setting(300.0, ADDRESS_RATE_VARIABLE, _RATE, gt=0, le=MAX_RATE)  # requests a minute

    @validator("origins", pre=True)
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        origins = (part.strip().lower().rstrip("/") for part in value.split(","))
        return frozenset(_origin(part) for part in origins if part)

    @validator("hosts", pre=True)
    def _split_hosts(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return frozenset(_host(part.strip().lower()) for part in value.split(",") if part.strip())


def _host(written: str) -> str:
    try:
        return written if written == ANY_HOST else host_as_browsers_send(written)
    except ValueError:
        raise InvalidValueError(
            f"holds {written[:80]!r}; each part must be a host name such as advisor.example.com, or *"
        ) from None


def _origin(written: str) -> str:
    try:
        return as_browsers_send(written)
    except ValueError:
        raise InvalidValueError(
            f"holds {written[:80]!r}; each part must be an origin such as https://www.example.com"
        ) from None
