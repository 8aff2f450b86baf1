"""Parses calls of Rasa; anything else is refused with a reason before any action sees it."""

from __future__ import annotations

import json
import zlib
from typing import Any

# Compressed or not, and the same for what comes out of it. A call has some 10 kB; what 1 MB of JSON makes of
# memory and time stays small for any content.
MAX_BODY_BYTES = 1_000_000


class BadCall(Exception):
    """A call that cannot be run, and the status of HTTP that says so."""

    def __init__(self, status: int, reason: str) -> None:
        """Store status and reason."""
        super().__init__(reason)
        self.status = status


def read_call(body: bytes, encoding: str | None) -> dict[str, Any]:
    """Return the action call in a body.

    Raises:
        BadCall: it is none.
    """
    try:
        call = json.loads(_inflated(body, encoding))
    except (ValueError, RecursionError):  # no JSON, no UTF-8, brackets without end
        raise BadCall(400, "The body must be a JSON object.") from None
    if not isinstance(call, dict):
        raise BadCall(400, "The body must be a JSON object.")
    action, tracker = call.get("next_action"), call.get("tracker")
    if not isinstance(action, str) or not action:
        raise BadCall(400, "next_action must be the name of an action.")
    if not isinstance(tracker, dict):
        raise BadCall(400, "tracker must be an object.")
    for name, kind in (("slots", dict), ("latest_message", dict), ("events", list)):
        if not isinstance(tracker.get(name), (kind, type(None))):
            raise BadCall(400, f"tracker.{name} must be {'an object' if kind is dict else 'a list'}.")
        tracker[name] = tracker.get(name) or kind()
    tracker.setdefault("sender_id", "")
    # The SDK's tracker knows it from the events, which are not sent.
    if isinstance(channel := tracker.get("latest_input_channel"), str):
        tracker["latest_message"]["channel"] = channel
    return call


def _inflated(body: bytes, encoding: str | None) -> bytes:
    """Return the decompressed body, up to the limit."""
    name = (encoding or "identity").strip().lower()
    if name == "identity":
        return body
    if name != "deflate":
        raise BadCall(415, "The body may be compressed by deflate only.")
    # A few bytes may stand for gigabytes.
    inflate = zlib.decompressobj()
    try:
        inflated = inflate.decompress(body, MAX_BODY_BYTES)
    except zlib.error:
        raise BadCall(400, "The body is not compressed by deflate.") from None
    if inflate.unconsumed_tail:
        raise BadCall(413, f"The body may hold {MAX_BODY_BYTES} bytes.")
    if not inflate.eof:
        raise BadCall(400, "The body ends too early.")
    return inflated
