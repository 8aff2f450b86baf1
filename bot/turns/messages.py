"""What goes into a turn and what comes out of it."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

from bot.process.phrases import phrase

logger = logging.getLogger(__name__)
Message = dict[str, Any]


@dataclass(frozen=True)
class Incoming:
    """A message of a user, as a channel received it."""

    sender: str
    text: str
    channel: str
    metadata: Message = field(default_factory=dict)
    message_id: str | None = None  # a message that comes again under the same id is answered once
    client: str | None = None  # whose messages wait for each other, such as an address; None: the sender's


class AnswerCollector(CollectingOutputChannel):
    """Collects each reply as one message with its text and its blocks; Rasa's own would part them."""

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Keep a reply."""
        kept = {key: message[key] for key in ("text", "custom") if message.get(key)}
        if kept:
            self.messages.append({"recipient_id": recipient_id, **kept})


def reply(sender: str, text: str, outcome: str) -> Message:
    """Return a message of the program itself in the form of the answer contract."""
    return {"recipient_id": sender, **own_answer(text, outcome)}


def own_answer(text: str, outcome: str) -> Message:
    """Return a text of the program itself as ``text`` and ``custom`` of the answer contract."""
    block = {"type": "text", "text": text}
    custom = {
        "outcome": outcome,
        "topic": None,
        "occupation": None,
        "blocks": [block],
        "id": uuid.uuid4().hex,
    }
    return {"text": text, "custom": custom}


def apology(key: str, reason: str, *, channel: str) -> str:
    """Log why something failed under a new reference; return an apology that gives only the reference."""
    reference = uuid.uuid4().hex[:8]
    logger.error("reference=%s channel=%s %s", reference, channel, reason)
    return phrase(key, reference=reference)
