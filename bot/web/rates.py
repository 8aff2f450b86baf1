"""How often one may ask: a bucket of permits for each session and address, refilled steadily."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

LONGEST_MEMORY = 50_000  # keys; the one that was not heard of for the longest time is forgotten first


class Rate:
    """Permits for many keys."""

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow so many at once, and as many again every minute."""
        self.most = max(1.0, per_minute)
        self.per_second = per_minute / 60.0
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """Take a permit and return 0, or return after how many seconds there will be one."""
        now = self._clock()
        left, since = self._buckets.pop(key, (self.most, now))
        left = min(self.most, left + (now - since) * self.per_second)
        allowed = left >= 1.0
        self._buckets[key] = (left - 1.0 if allowed else left, now)
        if len(self._buckets) > LONGEST_MEMORY:
            self._buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1.0 - left) / self.per_second)


def address_key(address: str) -> str:
    """Return what counts as one address: of IPv6 the network, as one client has a whole one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
