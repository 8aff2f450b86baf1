"""What every channel does with a message before it becomes a turn."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

MAX_CHARACTERS = 1_000
MAX_SENDER = 200
MAX_METADATA = 2_000  # as JSON; it is kept with every message
MAX_DEPTH = 10
# Control characters, and format characters that hide or turn text around; line breaks become blanks first.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANKS = re.compile(r"\s+")
_JOINERS = "\u200d\ufe0f"  # they hold emoji together


class BadRequestError(Exception):
    """A request that cannot be a message; its text tells the client what to change."""


def clean(text: str) -> str:
    """Return ``text`` in one line, composed (NFC), without characters that cannot be seen."""
    spaced = _BLANKS.sub(" ", text)
    visible = (one for one in spaced if one in _JOINERS or unicodedata.category(one) not in _INVISIBLE)
    # Only now, as what could not be seen may have stood between a letter and its accent, or between blanks.
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", "".join(visible))).strip()


def read_body(body: Any) -> tuple[str | None, str, dict[str, Any]]:
    """Return (sender, text, metadata) of a request's JSON.

    Raises:
        BadRequestError: if it does not fit Rasa's REST contract.
    """
    if not isinstance(body, dict):
        raise BadRequestError('send a JSON object such as {"sender": "me", "message": "hello"}')
    sender, text, metadata = body.get("sender"), body.get("message"), body.get("metadata")
    if not isinstance(text, str):
        raise BadRequestError("'message' must be a string")
    if sender is not None and not (isinstance(sender, str) and 0 < len(sender) <= MAX_SENDER):
        raise BadRequestError(f"'sender' must be a string of 1 to {MAX_SENDER} characters")
    if sender is not None and clean(sender) != sender:
        raise BadRequestError("'sender' must be one line, composed (NFC), without control characters")
    return sender, text, _metadata(metadata)


def _metadata(metadata: Any) -> dict[str, Any]:
    if metadata is None:
        return {}
    if not isinstance(metadata, dict):
        raise BadRequestError("'metadata' must be a JSON object")
    if _is_deeper(metadata, MAX_DEPTH):
        raise BadRequestError(f"'metadata' must not be nested deeper than {MAX_DEPTH} levels")
    try:
        length = len(json.dumps(metadata, allow_nan=False))
    except ValueError:
        raise BadRequestError("'metadata' must not hold NaN or infinite numbers") from None
    if length > MAX_METADATA:
        raise BadRequestError(f"'metadata' must not be longer than {MAX_METADATA} characters of JSON")
    return metadata


def _is_deeper(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(_is_deeper(one, levels - 1) for one in inner)


def as_text(text: str) -> str:
    """Return a typed message as plain words: a leading slash would make Rasa obey it as a payload."""
    return text.lstrip("/ ").strip()


def was_offered(payload: str, events: list[dict[str, Any]]) -> bool:
    """Tell whether a bot message among ``events`` (serialised) offered this payload on a button."""
    for event in reversed(events):
        custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
        for block in (custom or {}).get("blocks") or []:
            if block.get("type") == "buttons" and any(item["payload"] == payload for item in block["items"]):
                return True
    return False
