"""Settings of the web channel, from the environment."""

from __future__ import annotations

import ipaddress
import logging
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.conversations.lock_store import REDIS_VARIABLE
from bot.settings import ROOT, SettingError, shown

logger = logging.getLogger(__name__)
SECRET_VARIABLE = "ADVISOR_WEB_SECRET"  # noqa: S105 - the name, not the secret
ORIGINS_VARIABLE = "ADVISOR_WEB_ORIGINS"
HOURS_VARIABLE = "ADVISOR_WEB_SESSION_HOURS"
SESSION_RATE_VARIABLE = "ADVISOR_WEB_SESSION_RATE"
ADDRESS_RATE_VARIABLE = "ADVISOR_WEB_ADDRESS_RATE"
SHORTEST_SECRET = 32
MOST_HOURS = 365 * 24.0
SECRET_FILE = ROOT / "var" / "web_secret"
_ORIGIN = re.compile(r"(https?)://(\[[0-9a-f:.]+\]|[^\s/?#@:\[\]*]+)(?::([0-9]{1,5}))?")
_HOST = re.compile(r"[a-z0-9.-]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class WebSettings:
    """What an operator can choose."""

    secret: bytes
    origins: frozenset[str] = frozenset()  # beside the server's own
    session_seconds: float = 72 * 3600.0  # without a message
    session_rate: float = 30.0  # messages a minute of one session
    address_rate: float = 300.0  # requests a minute of one address
    redis_url: str | None = None  # where all servers count together


def web_settings(secret_file: Path = SECRET_FILE) -> WebSettings:
    """Read the environment.

    Raises:
        SettingError: one of the settings cannot be used.
    """
    hours = _number(HOURS_VARIABLE, WebSettings.session_seconds / 3600.0)
    return WebSettings(
        secret=_secret(secret_file),
        origins=_origins(),
        session_seconds=3600.0 * min(MOST_HOURS, hours),
        session_rate=_number(SESSION_RATE_VARIABLE, WebSettings.session_rate),
        address_rate=_number(ADDRESS_RATE_VARIABLE, WebSettings.address_rate),
        redis_url=os.environ.get(REDIS_VARIABLE, "").strip() or None,
    )


def _secret(file: Path) -> bytes:
    given = os.environ.get(SECRET_VARIABLE, "").strip()
    if given:
        if len(given) < SHORTEST_SECRET:
            raise SettingError(f"{SECRET_VARIABLE} must have at least {SHORTEST_SECRET} characters.")
        return given.encode()
    logger.warning(
        "%s is not set: web sessions are signed with %s, which serves one process only.",
        SECRET_VARIABLE,
        shown(file),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as made:  # noqa: PTH123
            made.write(secrets.token_urlsafe(SHORTEST_SECRET))
    except FileExistsError:
        pass  # made at an earlier start, so that sessions outlive this one
    kept = file.read_bytes().strip()
    if len(kept) < SHORTEST_SECRET:
        raise SettingError(f"{shown(file)} holds no secret; delete it, and a new one is made.")
    return kept


def _origins() -> frozenset[str]:
    given = [one.strip().lower() for one in os.environ.get(ORIGINS_VARIABLE, "").split(",")]
    return frozenset(_as_browsers_send(origin.rstrip("/")) for origin in given if origin)


def _as_browsers_send(origin: str) -> str:
    """Return an origin without its scheme's own port, its name in ASCII and its IPv6 address shortened.

    Raises:
        SettingError: it is not an origin.
    """
    refused = SettingError(f"{ORIGINS_VARIABLE}: {origin!r} is no origin such as https://www.example.com.")
    parts = _ORIGIN.fullmatch(origin)
    if parts is None:
        raise refused
    scheme, host, port = parts.groups()
    try:
        if host.startswith("["):
            host = f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
        else:
            host = host.encode("idna").decode()
    except ValueError:
        raise refused from None
    number = int(port or _DEFAULT_PORTS[scheme])
    if not (host.startswith("[") or _HOST.fullmatch(host)) or not 0 < number < 65_536:
        raise refused
    return f"{scheme}://{host}" + ("" if number == _DEFAULT_PORTS[scheme] else f":{number}")


def _number(variable: str, default: float) -> float:
    text = os.environ.get(variable, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)?", text) or float(text) <= 0:
        raise SettingError(f"{variable} is {text!r}; it must be a number above 0.")
    return float(text)
