"""Checks requests of the widget before they are handled; a fault is a 4xx with its reason."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sanic.request import Request

from bot.conversations.feedback import REASONS
from bot.turns.message_text import is_storable

MAX_BODY = 16_000  # bytes: 1,000 characters, each escaped as a pair, and the rest
MAX_COMMENT = 1_000
MAX_TYPED = 1_000
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_ANSWER_ID = re.compile(r"[0-9a-f]{32}")


class WebRequestError(Exception):
    """A request is refused, with an HTTP status, a reason, and after how many seconds to try again."""

    def __init__(self, status: int, reason: str, retry_after: int = 0) -> None:
        """Store what the response says."""
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


def allowed_origin(request: Request, origins: frozenset[str]) -> str:
    """Return the site that a request comes from.

    Browsers send the header with every POST and preflight, so a request without it is refused as well.

    Raises:
        WebRequestError: the site may not use the advisor.
    """
    origin = str(request.headers.get("origin") or "").lower()
    if origin and (origin in origins or _is_own(origin, str(request.headers.get("host") or ""))):
        return origin
    raise WebRequestError(403, "this site may not use the advisor")


def _is_own(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and origin == f"{parts.scheme}://{host.lower()}"


def bearer(request: Request) -> str | None:
    """Return the token of the ``Authorization`` header."""
    kind, _, token = str(request.headers.get("authorization") or "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


async def read_bytes(request: Request, most: int) -> bytes:
    """Read a body of bounded size, as it comes in.

    Raises:
        WebRequestError: it is larger.
    """
    body = b""
    stream: Any = request.stream
    while (chunk := await stream.read()) is not None:
        body += chunk
        if len(body) > most:
            raise WebRequestError(413, f"send at most {most} bytes")
    return body


async def read_json(request: Request) -> dict[str, Any]:
    """Read a JSON object of bounded size.

    Raises:
        WebRequestError: it is larger, or none.
    """
    body = await read_bytes(request, MAX_BODY)
    try:
        read = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise WebRequestError(400, "the body is not valid JSON") from None
    if not isinstance(read, dict):
        raise WebRequestError(400, "send a JSON object")
    return read


def message_of(body: dict[str, Any]) -> tuple[str, str]:
    """Return text and id of a message.

    Raises:
        WebRequestError: one of them is missing or wrong.
    """
    text = body.get("message")
    if not isinstance(text, str) or not text.strip():
        raise WebRequestError(400, "'message' must be a string with a word in it")
    return text, message_id_of(body.get("message_id"))


def message_id_of(given: Any) -> str:
    """Return the id of a message.

    Raises:
        WebRequestError: it is missing or wrong.
    """
    if not isinstance(given, str) or not _MESSAGE_ID.fullmatch(given):
        raise WebRequestError(400, "'message_id' must be 8 to 64 letters, digits, - or _")
    return given


@dataclass(frozen=True)
class GivenFeedback:
    """A user's feedback on an answer; without rating and comment it is withdrawn."""

    answer_id: str
    rating: int | None
    comment: str | None
    reasons: tuple[str, ...] = ()


def feedback_of(body: dict[str, Any]) -> GivenFeedback:
    """Parse a request for feedback.

    Raises:
        WebRequestError: it is not valid.
    """
    answer_id, rating, comment = body.get("answer_id"), body.get("rating"), body.get("comment")
    if not isinstance(answer_id, str) or not _ANSWER_ID.fullmatch(answer_id):
        raise WebRequestError(400, "'answer_id' must be the id of an answer")
    if isinstance(rating, bool) or rating not in (1, -1, None):
        raise WebRequestError(400, "'rating' must be 1, -1 or null")
    if comment is not None and not (isinstance(comment, str) and len(comment) <= MAX_COMMENT):
        raise WebRequestError(400, f"'comment' must be a string of at most {MAX_COMMENT} characters")
    if comment is not None and not is_storable(comment):
        raise WebRequestError(400, "'comment' must not contain NUL or half a surrogate pair")
    reasons = body.get("reasons") or []
    if not isinstance(reasons, list) or not all(one in REASONS for one in reasons):
        raise WebRequestError(400, f"'reasons' must be a list of {', '.join(REASONS)}")
    return GivenFeedback(answer_id, None if rating is None else int(rating), comment, tuple(reasons))


def share_of(body: dict[str, Any]) -> tuple[str, bool]:
    """Return which answer is to be shared, and whether with its question and what the person said.

    Raises:
        WebRequestError: it is not valid.
    """
    answer_id, whole = body.get("answer_id"), body.get("whole", False)
    if not isinstance(answer_id, str) or not _ANSWER_ID.fullmatch(answer_id):
        raise WebRequestError(400, "'answer_id' must be the id of an answer")
    if not isinstance(whole, bool):
        raise WebRequestError(400, "'whole' must be true or false")
    return answer_id, whole


def typed_of(body: dict[str, Any]) -> str:
    """Return what somebody has typed so far.

    Raises:
        WebRequestError: it is missing or longer than a message.
    """
    typed = body.get("typed")
    if not isinstance(typed, str) or len(typed) > MAX_TYPED:
        raise WebRequestError(400, f"'typed' must be a string of at most {MAX_TYPED} characters")
    return typed


def occupation_of(body: dict[str, Any]) -> str:
    """Return the key of an occupation.

    Raises:
        WebRequestError: it is missing or cannot be one.
    """
    key = body.get("occupation")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise WebRequestError(400, "'occupation' must be the key of an occupation")
    return key
