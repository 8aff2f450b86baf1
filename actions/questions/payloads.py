"""What a button stands for: the intent and the entities of its payload."""

from __future__ import annotations

import json

from actions.questions.message import ParsedEntity, UserMessage


def message_of_payload(payload: str) -> UserMessage:
    """Return the message that pressing a button sends."""
    intent, _brace, body = payload[1:].partition("{")
    values: dict[str, str | list[str]] = json.loads("{" + body) if body else {}
    entities = tuple(
        ParsedEntity(kind, value, value)
        for kind, named in values.items()
        for value in ([named] if isinstance(named, str) else named)
    )
    return UserMessage(payload, intent, entities)
