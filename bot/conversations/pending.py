"""The message that the current turn answers, for the store that writes the turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PendingAnswer:
    """A message with an id of its own; its replies are written together with the turn's events."""

    message_id: str
    owner: str
    replies: Callable[[], Sequence[dict[str, Any]]]


pending_answer: ContextVar[PendingAnswer | None] = ContextVar("pending_answer", default=None)
