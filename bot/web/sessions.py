"""Sessions: a signed token (JWT) names the conversation, the origin it was issued to, and its end."""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass, replace

import jwt

from bot.turns.namespaces import WEB

ALGORITHM = "HS256"
MAX_TOKEN = 1_000  # characters


class SessionError(Exception):
    """A token is not one of ours, has expired, or belongs to another site."""


@dataclass(frozen=True)
class Session:
    """A conversation, the site it is held on, and when the session ends."""

    conversation: str
    origin: str
    ends_at: int  # seconds since 1970


class Sessions:
    """Issues and verifies tokens."""

    def __init__(self, secret: bytes, seconds: float) -> None:
        """Sign with ``secret``; a session ends after so many seconds unless it is renewed."""
        self._key = hashlib.sha256(b"web session\0" + secret).digest()
        self._seconds = seconds

    def begin(self, origin: str) -> Session:
        """Return a new session with a conversation of its own."""
        return Session(WEB + uuid.uuid4().hex, origin, self._end())

    def renewed(self, session: Session) -> Session:
        """Return the same session with a later end."""
        return replace(session, ends_at=self._end())

    def token(self, session: Session) -> str:
        """Return the token of a session."""
        claims = {"sub": session.conversation, "aud": session.origin, "exp": session.ends_at}
        return jwt.encode(claims, self._key, ALGORITHM)

    def read(self, token: str, origin: str) -> Session:
        """Return the session of a token.

        Raises:
            SessionError: it is forged, has expired, or was issued to another origin.
        """
        if len(token) > MAX_TOKEN or not token.isascii():
            raise SessionError("the session is not valid")
        try:
            claims = jwt.decode(
                token,
                self._key,
                [ALGORITHM],
                audience=origin,
                options={"require": ["sub", "aud", "exp"]},
            )
        except jwt.InvalidAudienceError:
            raise SessionError("the session belongs to another site") from None
        except jwt.ExpiredSignatureError:
            raise SessionError("the session is over") from None
        except jwt.InvalidTokenError:
            raise SessionError("the session is not valid") from None
        return Session(str(claims["sub"]), origin, int(claims["exp"]))

    def _end(self) -> int:
        return int(time.time() + self._seconds)
