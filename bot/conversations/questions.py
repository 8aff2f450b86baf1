"""Questions and answers of a stored conversation, as its user saw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.conversations.models import turn
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


def answered_at(connection: Connection, conversation_id: str, answer_id: str) -> float | None:
    """Return when an answer of a conversation was given (seconds since 1970); None if there is none."""
    found = select(turn.c.at).where(turn.c.conversation_id == conversation_id, turn.c.answer_id == answer_id)
    at = connection.execute(found).scalar()
    return None if at is None else float(at)


def conversation_of(connection: Connection, answer_id: str, *, at: int) -> str | None:
    """Return the conversation of an answer that was given in this second, while it is stored."""
    near = turn.c.at.between(at - 1, at + 2)  # by the index of times; an answer's id has none
    found = select(turn.c.conversation_id).where(near, turn.c.answer_id == answer_id)
    conversation = connection.execute(found).scalar()
    return None if conversation is None else str(conversation)


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
