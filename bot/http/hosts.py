"""Which names this server is reached by: others are refused, as a page may have pointed its own name here.

(DNS rebinding: a browser lets a page read what its own name leads to, even if that is this machine.)
"""

from __future__ import annotations

import ipaddress
import logging
from urllib.parse import urlsplit

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.settings import WebSettings
from bot.settings.web import ANY_HOST, HOSTS_VARIABLE

logger = logging.getLogger(__name__)
# Names that no public name server knows.
PRIVATE = (".localhost", ".local", ".home.arpa", ".internal", ".svc")
MISDIRECTED = 421


def refuse_other_hosts(app: Sanic, settings: WebSettings) -> None:
    """Let a server answer 421 to requests for a host that is not its own.

    Its own are addresses, names without a dot, those of ``ADVISOR_HOSTS`` and the sites that may use the
    widget; behind a proxy, which decides that itself, all unless ``ADVISOR_HOSTS`` is set.
    """
    names = settings.hosts | {str(urlsplit(origin).hostname) for origin in settings.origins}
    behind_proxy = bool(app.config.REAL_IP_HEADER or app.config.PROXIES_COUNT or app.config.FORWARDED_SECRET)
    if ANY_HOST in settings.hosts or (behind_proxy and not settings.hosts):
        return
    logged: set[str] = set()

    async def check(request: Request) -> HTTPResponse | None:
        host = host_name(str(request.headers.get("host") or ""))
        if is_own(host, names):
            return None
        if not logged:  # once: strangers must not fill the log
            logged.add(host)
            logger.warning("a request for the host %.80r is refused; see %s", host, HOSTS_VARIABLE)
        return response.json(
            {"error": f"this server is not known by that name; its operator can add it to {HOSTS_VARIABLE}"},
            status=MISDIRECTED,
        )

    app.register_middleware(check, "request")


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
