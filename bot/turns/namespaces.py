"""Which channel a conversation's id belongs to: it must not open that conversation in another channel."""

from __future__ import annotations

WEB = "web-"
SLACK = "slack-"


def is_reserved(sender: str) -> bool:
    """Return whether an id belongs to a channel that makes the ids of its conversations itself."""
    return sender.startswith((WEB, SLACK))
