"""Text of strangers on a terminal or in a log: it cannot move the cursor, or hide or turn what is shown."""

from __future__ import annotations

import re

# Control characters, and format characters that hide, join or reorder text; half surrogate pairs.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_HIDDEN_IN_A_LINE = re.compile(rf"(?!\n){_HIDDEN.pattern}")


def printable(text: str, *, lines: bool = True) -> str:
    r"""Return ``text`` with hidden characters as JSON writes them, such as ``\u001b``.

    Args:
        text: any.
        lines: whether line breaks stay as they are.
    """
    return (_HIDDEN_IN_A_LINE if lines else _HIDDEN).sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
