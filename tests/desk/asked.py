"""A turn that somebody asked in vain, in the conversations' database."""

from __future__ import annotations

import json

from sqlalchemy import insert
from sqlalchemy.engine import Engine

from bot.conversations.models import conversation, conversation_event, turn

WHO, TURN, AT = "web-ä/1'", "0123456789abcdef0123456789abcdef", 1790000000.25
ASKED = "what do <i>senior</i> engineers make?"
ADDRESS = f"{AT!r}-{TURN}"


def ask(engine: Engine) -> None:
    """Store the turn with its message."""
    with engine.begin() as connection:
        row = {"id": WHO, "started_at": AT, "changed_at": AT, "last_sequence": 1, "last_append": "k"}
        connection.execute(insert(conversation).values(**row, snapshot_sequence=0, snapshot_state="{}"))
        said = {"event": "user", "text": ASKED, "parse_data": {"intent": {"name": "outlook"}}}
        event = {"type": "user", "timestamp": AT, "data": json.dumps(said)}
        connection.execute(insert(conversation_event).values(conversation_id=WHO, sequence=1, **event))
        record = {"conversation_id": WHO, "id": TURN, "at": AT, "sequence": 1, "channel": "web"}
        record |= {"outcome": "unknown", "topic": "salary", "occupation": "machine_learning_engineer"}
        record |= {"intent": "outlook", "milliseconds": 5, "first_today": True, "first_ever": True}
        connection.execute(insert(turn).values(**record, is_counted=True))
