"""The tokens of links to answers: signed, with an end, and with nothing of the person in them."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

import jwt

ALGORITHM = "HS256"
DAYS = 90
MAX_TOKEN = 500  # characters


class LinkError(Exception):
    """A token is not one of ours, or its time is over."""


@dataclass(frozen=True)
class SharedAnswer:
    """What a link shows: an answer by its id, when it was given, and whether its question is shown, too.

    ``at``: whole seconds since 1970. Neither the conversation nor anything that was said is named.
    """

    answer_id: str
    at: int
    whole: bool


class SharedLinks:
    """Issues and verifies tokens."""

    def __init__(self, secret: bytes, days: float = DAYS) -> None:
        """Sign with a key of its own made from ``secret``; a link holds for so many days."""
        self._key = hashlib.sha256(b"shared answer\0" + secret).digest()
        self._seconds = days * 24 * 3600

    def token(self, shared: SharedAnswer) -> tuple[str, int]:
        """Return the token of a link, and when it ends (seconds since 1970)."""
        ends_at = int(time.time() + self._seconds)
        claims = {"a": shared.answer_id, "t": shared.at, "q": int(shared.whole), "exp": ends_at}
        return jwt.encode(claims, self._key, ALGORITHM), ends_at

    def read(self, token: str) -> SharedAnswer:
        """Return what a link shows.

        Raises:
            LinkError: its token is forged or altered, or its time is over.
        """
        if len(token) > MAX_TOKEN or not token.isascii():
            raise LinkError("the link is not valid")
        try:
            claims = jwt.decode(token, self._key, [ALGORITHM], options={"require": ["a", "t", "q", "exp"]})
            return SharedAnswer(str(claims["a"]), int(claims["t"]), bool(claims["q"]))
        except jwt.ExpiredSignatureError:
            raise LinkError("the time of the link is over") from None
        except (jwt.InvalidTokenError, TypeError, ValueError):
            raise LinkError("the link is not valid") from None
