"""Sessions: a token that only the server can make names the conversation, the origin and the end."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass

PREFIX = "web-"
LONGEST_TOKEN = 1_000


class SessionError(Exception):
    """A token is not one of ours, is over, or belongs to another site."""


@dataclass(frozen=True)
class Session:
    """Who talks, from which site, and until when."""

    conversation: str
    origin: str
    ends_at: float  # seconds since 1970


class Sessions:
    """Issues and reads tokens."""

    def __init__(self, secret: bytes, seconds: float) -> None:
        """Sign with ``secret``; a session ends after so many seconds unless it is renewed."""
        self._key = hashlib.sha256(b"web session\0" + secret).digest()
        self._seconds = seconds

    def begin(self, origin: str) -> Session:
        """Return a new session with a conversation of its own."""
        return Session(PREFIX + uuid.uuid4().hex, origin, time.time() + self._seconds)

    def renewed(self, session: Session) -> Session:
        """Return the same session with a later end."""
        return Session(session.conversation, session.origin, time.time() + self._seconds)

    def token(self, session: Session) -> str:
        """Return the token that stands for a session."""
        told = [session.conversation, session.origin, round(session.ends_at, 3)]
        body = _encoded(json.dumps(told, separators=(",", ":")).encode())
        return f"{body}.{self._signature(body)}"

    def read(self, token: str, origin: str) -> Session:
        """Return the session that a token stands for.

        Raises:
            SessionError: it is forged, over, or of another origin.
        """
        body, _, signature = token[: LONGEST_TOKEN + 1].partition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            raise SessionError("the session is not valid")
        try:
            told = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
            conversation, issued_to, ends_at = json.loads(told)
        except (ValueError, binascii.Error):
            raise SessionError("the session is not valid") from None
        if issued_to != origin:
            raise SessionError("the session belongs to another site")
        if ends_at < time.time():
            raise SessionError("the session is over")
        return Session(conversation, issued_to, ends_at)

    def _signature(self, body: str) -> str:
        return _encoded(hmac.new(self._key, body.encode("utf-8", "replace"), hashlib.sha256).digest())


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
