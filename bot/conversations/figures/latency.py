"""How long answers took, as a histogram that can be added up, and percentiles of it.

Bucket ``b`` holds times above ``GROWTH ** (b - 1)`` and up to ``GROWTH ** b`` milliseconds, so a percentile
is off by less than a fifth, however many turns there are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

GROWTH = 2 ** (1 / 4)
LAST_BUCKET = 72  # above four minutes, longer than any turn


def bucket_of(milliseconds: float) -> int:
    """Return the bucket of a time; 0 for a millisecond and less."""
    if milliseconds <= 1:
        return 0
    return min(LAST_BUCKET, math.ceil(math.log(milliseconds, GROWTH) - 1e-9))


def percentile(histogram: Mapping[int, int], share: float) -> float | None:
    """Return the time in milliseconds that ``share`` (0 to 1) of all turns do not exceed; None without turns.

    Within a bucket times are taken to be spread evenly on a logarithmic scale.
    """
    turns = sum(histogram.values())
    if not turns:
        return None
    wanted, passed = share * turns, 0
    for bucket, number in sorted(histogram.items()):
        if number and passed + number >= wanted:
            return float(GROWTH ** (bucket - 1 + (wanted - passed) / number)) if bucket else 1.0
        passed += number
    raise AssertionError("the last bucket reaches every share")
