"""Leases: a process owns a row until a time, and extends it while it lives; then another may take it."""

from __future__ import annotations

# A lease that ends later than so many times its length was written before a clock was set back. Clocks of two
# machines differ a little, so this is generous.
CLOCK_STEP_FACTOR = 10


def is_held(expires_at: float, *, now: float, seconds: float) -> bool:
    """Return whether a lease of so many seconds still holds at ``now`` (seconds since 1970)."""
    return now <= expires_at <= now + CLOCK_STEP_FACTOR * seconds
