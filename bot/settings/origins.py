"""Origins of web pages, in the form in which browsers send them."""

from __future__ import annotations

import ipaddress
import re

_ORIGIN = re.compile(r"(https?)://(\[[0-9a-f:.]+\]|[^\s/?#@:\[\]*]+)(?::([0-9]{1,5}))?")
_HOST = re.compile(r"[a-z0-9.-]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def as_browsers_send(origin: str) -> str:
    """Return a lower-case origin without its scheme's own port, with an ASCII name and a short IPv6 address.

    Raises:
        ValueError: it is not an origin.
    """
    parts = _ORIGIN.fullmatch(origin)
    if parts is None:
        raise ValueError("not an origin")
    scheme, host, port = parts.groups()
    host = host_as_browsers_send(host)
    number = int(port or _DEFAULT_PORTS[scheme])
    if not 0 < number < 65_536:
        raise ValueError("not a port")
    return f"{scheme}://{host}" + ("" if number == _DEFAULT_PORTS[scheme] else f":{number}")


def host_as_browsers_send(host: str) -> str:
    """Return a lower-case host name in ASCII, or an IPv6 address in brackets in its short form.

    Raises:
        ValueError: it is neither.
    """
    if host.startswith("["):
        return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"
    name = host.encode("idna").decode()
    if not _HOST.fullmatch(name):
        raise ValueError("not a host name")
    return name
