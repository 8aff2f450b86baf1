"""Checks requests over HTTP before they are handled: bounded, freshly signed by Slack, and readable."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier

MAX_BODY = 1_000_000  # bytes; a press brings the message along in which it was made
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_SECONDS = re.compile(r"[0-9]{1,12}")


class SlackHttpError(Exception):
    """A request is refused, with an HTTP status and a reason."""

    def __init__(self, status: int, reason: str) -> None:
        """Store status and reason."""
        super().__init__(reason)
        self.status = status


async def read_body(stream: Any) -> bytes:
    """Read a body of bounded size, as it comes in.

    Raises:
        SlackHttpError: it is larger.
    """
    body = b""
    while (chunk := await stream.read()) is not None:
        body += chunk
        if len(body) > MAX_BODY:
            raise SlackHttpError(413, f"send at most {MAX_BODY} bytes")
    return body


class Signatures:
    """Verifies that a request was signed with the app's secret within the last five minutes."""

    def __init__(self, secret: str, clock: Clock | None = None) -> None:
        """Take the signing secret."""
        self._verifier = SignatureVerifier(secret, clock or Clock())

    def check(self, body: bytes, timestamp: str | None, signature: str | None) -> str:
        """Return the body as text.

        Raises:
            SlackHttpError: the signature is missing, wrong or old.
        """
        # The library expects a numeric time stamp and ASCII.
        if not (_SECONDS.fullmatch(timestamp or "") and _SIGNATURE.fullmatch(signature or "")):
            raise SlackHttpError(401, "a signature of Slack is needed")
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise SlackHttpError(401, "what Slack signs is UTF-8") from None
        if not self._verifier.is_valid(text, timestamp, signature):
            raise SlackHttpError(401, "the signature is wrong or old")
        return text


def check_form(text: str, content_type: str) -> None:
    """Check that a body can be parsed as its content type.

    Raises:
        SlackHttpError: it cannot.
    """
    payload: str | None = text
    if content_type.partition(";")[0].strip().lower() != "application/json":
        payload = parse_qs(text, keep_blank_values=True).get("payload", [None])[0]
        if payload is None and not text.startswith("{"):
            return
        payload = payload if payload is not None else text
    try:
        read = json.loads(payload or "")
    except (ValueError, RecursionError):
        raise SlackHttpError(400, "the body is not valid JSON") from None
    if not isinstance(read, dict):
        raise SlackHttpError(400, "send a JSON object")
