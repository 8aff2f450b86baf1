"""What a request's headers say about its client, believed only of the proxies that the settings name."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.settings.desk import DESK_NAME, DeskSettings, Network

USER_KEY = "desk.user"  # of the environment: whom a proxy has signed in
Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


class TrustedProxies:
    """Gives the application the address, the scheme and the user that a trusted proxy names.

    What other clients send in these headers never reaches the application.
    """

    def __init__(self, application: Application, settings: DeskSettings) -> None:
        """Wrap an application."""
        self._application = application
        self._proxies = settings.proxies
        self._user_header = _key(settings.user_header) if settings.user_header else None

    def __call__(self, environment: Environment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        forwarded = environment.pop("HTTP_X_FORWARDED_FOR", "")
        scheme = environment.pop("HTTP_X_FORWARDED_PROTO", "")
        user = environment.pop(self._user_header, "") if self._user_header else ""
        for header in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PREFIX", "HTTP_FORWARDED"):
            environment.pop(header, None)
        environment.pop(USER_KEY, None)
        if is_among(str(environment.get("REMOTE_ADDR", "")), self._proxies):
            environment["REMOTE_ADDR"] = client(forwarded, self._proxies) or environment["REMOTE_ADDR"]
            if scheme in ("http", "https"):
                environment["wsgi.url_scheme"] = scheme
            name = user.strip().lower()
            if DESK_NAME.fullmatch(name):
                environment[USER_KEY] = name
        return self._application(environment, start_response)


def client(forwarded: str, proxies: Sequence[Network]) -> str | None:
    """Return the last address of X-Forwarded-For that is no trusted proxy's; None if there is none."""
    for written in reversed([part.strip() for part in forwarded.split(",")]):
        try:
            ipaddress.ip_address(written)
        except ValueError:
            return None
        if not is_among(written, proxies):
            return written
    return None


def is_among(address: str, networks: Sequence[Network]) -> bool:
    """Return whether an address is in one of the networks."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return any((mapped or parsed) in network for network in networks)


def _key(header: str) -> str:
    return "HTTP_" + header.upper().replace("-", "_")
