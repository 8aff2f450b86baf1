"""What every channel does with a message before it becomes a turn."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

MAX_CHARACTERS = 1_000
MAX_SENDER = 200
MAX_MESSAGE_ID = 100
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


@dataclass(frozen=True)
class Body:
    """The JSON of a request of Rasa's REST contract, with an id of the message where the client gives one."""

    sender: str | None
    text: str
    metadata: dict[str, Any]
    message_id: str | None


def read_body(body: Any) -> Body:
    """Return what a request's JSON says.

    Raises:
        BadRequestError: if it does not fit the contract.
    """
    if not isinstance(body, dict):
        raise BadRequestError('send a JSON object such as {"sender": "me", "message": "hello"}')
    text = body.get("message")
    if not isinstance(text, str):
        raise BadRequestError("'message' must be a string")
    return Body(
        sender=_key(body, "sender", MAX_SENDER),
        text=text,
        metadata=_metadata(body.get("metadata")),
        message_id=_key(body, "message_id", MAX_MESSAGE_ID),
    )


def _key(body: dict[str, Any], name: str, longest: int) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    if not (isinstance(value, str) and 0 < len(value) <= longest):
        raise BadRequestError(f"'{name}' must be a string of 1 to {longest} characters")
    if clean(value) != value:
        raise BadRequestError(f"'{name}' must be one line, composed (NFC), without control characters")
    return value


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
