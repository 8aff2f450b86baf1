"""One line of text from a form: spaces joined, and nothing in it that a file or a page cannot show."""

from __future__ import annotations

import unicodedata

_NEVER_SHOWN = frozenset({"Cc", "Cs"})  # control characters, halves of surrogate pairs
_DIRECTIONS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # they reorder what is shown


def one_line(text: str) -> str:
    """Return a text with every run of spaces and line breaks as one space."""
    return " ".join(text.split())


def is_showable(text: str) -> bool:
    """Return whether a text has no control character, no broken one and none that reorders what is shown."""
    return not any(one in _DIRECTIONS or unicodedata.category(one) in _NEVER_SHOWN for one in text)
