"""Numbers as texts write them."""

from __future__ import annotations

import re
from collections.abc import Iterable


def number(value: float) -> str:
    """Return a number with thousands separators and no needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.12g}"


def missing_numbers(text: str, values: Iterable[float]) -> list[str]:
    """Return the values that a text with numbers does not mention; none for a text without a digit.

    A text about figures that have changed since it was written mentions other numbers than theirs.
    """
    if not re.search(r"\d", text):
        return []
    mentioned = set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text))
    return [written for written in map(number, values) if written not in mentioned]
