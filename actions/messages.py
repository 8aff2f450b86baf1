"""What the advisor says: ``messages.yml`` by dotted name, with placeholders filled in."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.texts import TextFile

MESSAGES = TextFile(Path(__file__).with_name("messages.yml"))
_DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")


def messages() -> dict[str, str]:
    """Return every message by its dotted name."""
    return MESSAGES.texts


def message(name: str, **values: object) -> str:
    """Return the message of this name; a value that ends with a dot, such as Ph.D., gets no second one.

    Raises:
        KeyError: there is no such message, or a placeholder got no value.
    """
    return _DOUBLE_STOP.sub(".", MESSAGES.text(name, **values))


def has_message(name: str) -> bool:
    """Return whether there is a message of this name."""
    return name in messages()
