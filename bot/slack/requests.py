"""What a request must be before anything is done with it: bounded, signed by Slack just now, and readable."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier

MAX_BODY = 1_000_000  # bytes; a press brings the message along in which it was made
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_SECONDS = re.compile(r"[0-9]{1,12}")


class RefusedError(Exception):
    """A request is refused: status, and reason for people."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep what the answer says."""
        super().__init__(reason)
        self.status = status


async def read_body(stream: Any) -> bytes:
    """Read a body of bounded size, as it comes in.

    Raises:
        RefusedError: it is larger.
    """
    body = b""
    while (chunk := await stream.read()) is not None:
        body += chunk
        if len(body) > MAX_BODY:
            raise RefusedError(413, f"send at most {MAX_BODY} bytes")
    return body


class Signatures:
    """Tells whether a request was signed with the app's secret within the last five minutes."""

    def __init__(self, secret: str, clock: Clock | None = None) -> None:
        """Take the signing secret."""
        self._verifier = SignatureVerifier(secret, clock or Clock())

    def check(self, body: bytes, timestamp: str | None, signature: str | None) -> str:
        """Return the body as text.

        Raises:
            RefusedError: the signature is missing, wrong or old.
        """
        # The library takes a time stamp for a number and text for ASCII.
        if not (_SECONDS.fullmatch(timestamp or "") and _SIGNATURE.fullmatch(signature or "")):
            raise RefusedError(401, "a signature of Slack is needed")
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise RefusedError(401, "what Slack signs is UTF-8") from None
        if not self._verifier.is_valid(text, timestamp, signature):
            raise RefusedError(401, "the signature is wrong or old")
        return text


def check_form(text: str, content_type: str) -> None:
    """Return if a body can be read as what its type says.

    Raises:
        RefusedError: it cannot.
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
        raise RefusedError(400, "the body is not valid JSON") from None
    if not isinstance(read, dict):
        raise RefusedError(400, "send a JSON object")
