"""Which client a request comes from, as far as rates are concerned."""

from __future__ import annotations

import ipaddress


def address_key(address: str) -> str:
    """Return what counts as one address: for IPv6 the /64 network, because one client has a whole network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
