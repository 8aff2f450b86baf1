"""Numbers as texts write them, and whether a text still tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable


def number(value: float) -> str:
    """Return a number with thousands separators and no needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def untold_numbers(text: str, values: Iterable[float]) -> list[str]:
    """Return which of the values a text that tells numbers does not tell; none of a text without a digit.

    A text about figures that have changed since it was written tells other numbers than they do.
    """
    if not re.search(r"\d", text):
        return []
    told = set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text))
    return [written for written in map(number, values) if written not in told]
