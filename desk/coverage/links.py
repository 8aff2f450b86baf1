"""Looks whether an address still answers, and never at one inside: a source's address is what somebody typed.

The name is looked up once, every address that it has must be public, and the connection goes to one of just
these, so that a name cannot lead elsewhere between the check and the connection. Each redirect is checked
anew.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

CONNECT_SECONDS = 6.0
TOTAL_SECONDS = 15.0  # of one request, however slowly it answers
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
NO_HEAD = (400, 403, 404, 405, 406, 429, 501, 503)  # some servers answer these to HEAD alone
AGENT = "career-advisor-link-check"
# Behind these stands an address of version 4, which may be one inside.
_EMBEDDING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
PROBLEMS = ("form", "unknown", "inside", "silent", "certificate", "redirects", "gone")


@dataclass(frozen=True)
class Look:
    """What came of a look: the status of HTTP, if any, and the problem, empty if it answers."""

    status: int | None
    problem: str = ""


class _Refused(Exception):
    """An address is not looked at; ``problem`` says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        found = mapped
    if any(found.version == one.version and found in one for one in _EMBEDDING):
        return False
    return found.is_global and not found.is_multicast


def look(address: str, *, allowed: Callable[[str], bool] = is_public) -> Look:
    """Ask an address whether it answers.

    Args:
        address: an HTTP or HTTPS address.
        allowed: which IP addresses may be connected to.
    """
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _ask(address, allowed)
            if status not in REDIRECTS or not location:
                return Look(status, "gone" if status >= 400 else "")
            address = urljoin(address, location)
        return Look(None, "redirects")
    except _Refused as refused:
        return Look(None, refused.problem)
    except ssl.SSLError:
        return Look(None, "certificate")
    except (OSError, http.client.HTTPException, ValueError):
        return Look(None, "silent")


def _ask(address: str, allowed: Callable[[str], bool]) -> tuple[int, str | None]:
    """Return status and redirect of an address: by HEAD, and by GET where that is not served."""
    parts = urlsplit(address)
    target = _target(parts)
    ips = _addresses(target[0], target[1], allowed)
    answer = _request("HEAD", parts, target, ips[0])
    return _request("GET", parts, target, ips[0]) if answer[0] in NO_HEAD else answer


def _target(parts: SplitResult) -> tuple[str, int]:
    try:
        host, port = parts.hostname, parts.port
        if host is None or parts.scheme not in PORTS or parts.username is not None:
            raise _Refused("form")
        host.encode("idna")
    except ValueError:  # a port that is none, or a name that cannot be one
        raise _Refused("form") from None
    return host, port or PORTS[parts.scheme]


def _addresses(host: str, port: int, allowed: Callable[[str], bool]) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise _Refused("unknown") from None
    ips = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not ips or not all(map(allowed, ips)):
        raise _Refused("inside")
    return ips


def _request(method: str, parts: SplitResult, target: tuple[str, int], ip: str) -> tuple[int, str | None]:
    host, port = target
    opened: socket.socket = socket.create_connection((ip, port), CONNECT_SECONDS)
    timer = threading.Timer(TOTAL_SECONDS, lambda: _break(opened))  # the one of TLS, once there is one
    timer.daemon = True
    timer.start()
    try:
        if parts.scheme == "https":
            opened = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
        connection.sock = opened
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        shown = f"[{host}]" if ":" in host else host
        named = shown if port == PORTS[parts.scheme] else f"{shown}:{port}"
        connection.request(method, path, headers={"Host": named, "User-Agent": AGENT, "Accept": "*/*"})
        response = connection.getresponse()
        return response.status, response.headers.get("Location")
    finally:
        timer.cancel()
        opened.close()


def _break(opened: socket.socket) -> None:
    """End a connection that another thread waits for."""
    with contextlib.suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)
