"""The text of a message before it becomes a turn: one line, visible characters, never a payload by itself."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 1_000
# Control characters, and format characters that hide or reorder text; line breaks become spaces first.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANKS = re.compile(r"\s+")
_JOINERS = "\u200d\ufe0f"  # they hold emoji together


def clean(text: str) -> str:
    """Return ``text`` as one line, composed (NFC), without invisible characters."""
    spaced = _BLANKS.sub(" ", text)
    visible = (one for one in spaced if one in _JOINERS or unicodedata.category(one) not in _INVISIBLE)
    # Only now, because an invisible character may have separated a letter from its accent, or two spaces.
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", "".join(visible))).strip()


def is_storable(text: str) -> bool:
    """Return whether every database can store a text: PostgreSQL has no NUL, and UTF-8 no lone surrogates."""
    return "\0" not in text and not any(unicodedata.category(character) == "Cs" for character in text)


def as_text(text: str) -> str:
    """Return a typed message as plain words: Rasa would obey a leading slash as a payload."""
    return text.lstrip("/ ").strip()
