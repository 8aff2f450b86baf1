"""Names by which a server is reached."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from bot.settings import WebSettings

# Names that no public name server knows.
PRIVATE = (".localhost", ".local", ".home.arpa", ".internal", ".svc")


def own_names(settings: WebSettings) -> frozenset[str]:
    """Return the public names that the settings give to the advisor."""
    return settings.hosts | {str(urlsplit(origin).hostname) for origin in settings.origins}


def is_own(host: str, names: frozenset[str]) -> bool:
    """Return whether a host may be this server."""
    return not host or "." not in host or host.endswith(PRIVATE) or _is_address(host) or host in names


def host_name(header: str) -> str:
    """Return the name or address of a Host header, without its port."""
    host = header.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
