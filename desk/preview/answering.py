"""Answers questions from the knowledge base as it is, and as it would be: a turn without the server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy.engine import Connection, Engine

from actions.composition.plain_text import render
from actions.policy import respond
from actions.questions.message import UserMessage
from actions.state import ConversationState
from bot.nlu.live_names import LiveNames
from desk.content.checking import check, errors_of
from desk.content.folder import DeskContent
from knowledge.loader import as_if_loaded
from knowledge.queries.query_cache import with_query_cache

LOCK_SECONDS = 20.0
Json = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """A question with its answer from the knowledge base as it is, and as it would be."""

    question: str
    intent: str  # that NLU takes it for
    outcome_now: str
    text_now: str
    outcome: str
    text: str


class Answerer:
    """Answers by a trained model."""

    def __init__(self, model: Path, engine: Engine) -> None:
        """Load a model, which takes seconds."""
        from rasa.core.agent import Agent

        self._agent = Agent()
        self._agent.load_model(str(model))
        self._engine = engine

    def preview(self, files: dict[str, Json], questions: Sequence[str]) -> Json:
        """Return ``errors`` by field if the files cannot be published, else what is ``answered``.

        Args:
            files: of the desk's content, as :class:`DeskContent` has them.
            questions: each asked as by a new user.
        """
        checked = check(DeskContent(files))
        if checked.content is None:
            return {"errors": errors_of(checked.issues)}
        with self._engine.connect() as connection:
            _know_names(connection)  # those of the preview before are known no more
            now = [self._answer(connection, one) for one in questions]
        with as_if_loaded(
            self._engine, checked.content, checked.fingerprint, lock_seconds=LOCK_SECONDS
        ) as connection:
            _know_names(connection)
            then = [self._answer(connection, one) for one in questions]
        answered = [
            Answered(one, intent, *before, *after)
            for one, (_intent, *before), (intent, *after) in zip(questions, now, then, strict=True)
        ]
        return {"answered": [asdict(one) for one in answered]}

    def _answer(self, connection: Connection, text: str) -> tuple[str, str, str]:
        """Return intent, outcome and words of the answer to a new user's question."""
        parsed = asyncio.run(self._agent.parse_message(text))
        message = UserMessage.from_parse(parsed)
        reply = respond(with_query_cache(connection), message, ConversationState())
        return message.intent, reply.answer.outcome, render(reply.answer.blocks)


class _Open:
    """Stands for an engine of which one connection is open already."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        yield self._connection


def _know_names(connection: Connection) -> None:
    """Let the model know the names that a connection sees, those of a transaction under way included."""
    LiveNames(cast(Engine, _Open(connection))).look()
