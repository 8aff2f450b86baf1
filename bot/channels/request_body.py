"""The JSON body of Rasa's REST contract: read into a typed record, or refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actions.questions.message import DOCUMENT
from bot.turns.message_text import clean, is_storable

MAX_SENDER = 200
MAX_MESSAGE_ID = 100
MAX_METADATA = 2_000  # characters of JSON; it is stored with every message
MAX_DEPTH = 10


class BadRequestError(Exception):
    """A request that cannot be a message; its text says what the client has to change."""


@dataclass(frozen=True)
class Body:
    """A request of Rasa's REST contract, with a message id if the client sends one."""

    sender: str | None
    text: str
    metadata: dict[str, Any]
    message_id: str | None


def is_json(content_type: str) -> bool:
    """Return whether a Content-Type header names JSON, with parameters or without."""
    return content_type.partition(";")[0].strip().lower() == "application/json"


def read_body(body: Any) -> Body:
    """Parse the JSON of a request.

    Raises:
        BadRequestError: it does not fit the contract.
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
    if DOCUMENT in metadata:
        raise BadRequestError(f"'metadata' must not hold '{DOCUMENT}', which is the advisor's own")
    if _is_deeper(metadata, MAX_DEPTH):
        raise BadRequestError(f"'metadata' must not be nested deeper than {MAX_DEPTH} levels")
    if not all(map(is_storable, _texts(metadata))):
        raise BadRequestError("'metadata' must not contain NUL or half a surrogate pair")
    try:
        length = len(json.dumps(metadata, allow_nan=False))
    except ValueError:
        raise BadRequestError("'metadata' must not hold NaN or infinite numbers") from None
    if length > MAX_METADATA:
        raise BadRequestError(f"'metadata' must not be longer than {MAX_METADATA} characters of JSON")
    return metadata


def _is_deeper(value: Any, levels: int) -> bool:
    return levels < 0 or any(_is_deeper(inner, levels - 1) for inner in _inner(value))


def _texts(value: Any) -> Iterator[str]:
    """Yield every string of a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        yield from value
    for inner in _inner(value):
        yield from _texts(inner)


def _inner(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
