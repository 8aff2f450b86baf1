"""Questions and answers of a stored conversation, as its user saw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from bot.conversations.transcript import transcript

Json = dict[str, Any]
ANSWERED = frozenset({"answered", "partial"})


@dataclass(frozen=True)
class Asked:
    """An answer (``text`` and ``custom``), and its question: as typed, or the title that was pressed."""

    reply: Json
    question: str


def answer_of(connection: Connection, conversation_id: str, answer_id: str) -> Asked | None:
    """Return one of the last answers of a conversation; None if there is none of this id."""
    for asked in _asked(connection, conversation_id):
        if asked.reply["custom"].get("id") == answer_id:
            return asked
    return None


def last_questions(connection: Connection, conversation_id: str, most: int) -> list[str]:
    """Return the last questions that were answered on a topic, each once, the newest first."""
    found = [
        asked.question
        for asked in _asked(connection, conversation_id)
        if asked.question
        and asked.reply["custom"].get("outcome") in ANSWERED
        and asked.reply["custom"].get("topic")
    ]
    return list(dict.fromkeys(reversed(found)))[:most]


def _asked(connection: Connection, conversation_id: str) -> list[Asked]:
    question, found = "", []
    for message in transcript(connection, conversation_id):
        if message["from"] == "user":
            question = message["text"]
        else:
            reply = {"text": message["text"], "custom": message["custom"]}
            found.append(Asked(reply, question))
    return found
