"""Which names this server is reached by: others are refused, as a page may have pointed its own name here.

(DNS rebinding: a browser lets a page read what its own name leads to, even if that is this machine.)
"""

from __future__ import annotations

import logging

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.http.host_names import host_name, is_own, own_names
from bot.settings import WebSettings
from bot.settings.web import ANY_HOST, HOSTS_VARIABLE

logger = logging.getLogger(__name__)
MISDIRECTED = 421


def refuse_other_hosts(app: Sanic, settings: WebSettings) -> None:
    """Let a server answer 421 to requests for a host that is not its own.

    Its own are addresses, names without a dot, those of ``ADVISOR_HOSTS`` and the sites that may use the
    widget; behind a proxy, which decides that itself, all unless ``ADVISOR_HOSTS`` is set.
    """
    names = own_names(settings)
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
