"""Which client a request comes from, as far as rates and queues are concerned."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanic.request import Request


def client_of(request: Request) -> str:
    """Return the client that a request comes from, as a proxy says where one is believed."""
    return address_key(request.remote_addr or request.ip)


def address_key(address: str) -> str:
    """Return what counts as one address: for IPv6 the /64 network, because one client has a whole network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
