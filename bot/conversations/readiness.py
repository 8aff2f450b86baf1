"""Whether the database can do what a turn needs of it: shown by doing it, and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine import Connection

from bot.conversations import ended_sessions, events, feedback, idempotency, jobs, turn_records
from bot.conversations.database import SchemaError, check_encoding, check_revision
from bot.conversations.events import Append
from bot.conversations.idempotency import Answered
from bot.conversations.jobs import Job

SAMPLE = "naïve Ω 語 🙂 " * 1_000  # some 20 kB, more than a turn adds
PAYLOAD = "/readiness"
# With so few pages in memory SQLite writes them to its log before they are committed; a full disk shows.
PAGES_IN_MEMORY = 4


def rehearse_turn(connection: Connection) -> None:
    """Write and read what a turn does, in a transaction that is rolled back.

    Raises:
        SchemaError: the database has the wrong encoding or an old schema.
        SQLAlchemyError: it cannot be read or written.
    """
    check_encoding(connection)
    check_revision(connection)
    with _written_at_once(connection):
        try:
            _rehearse(connection)
        finally:
            connection.rollback()


def _rehearse(connection: Connection) -> None:
    # PostgreSQL needs no long text to write at once, and keeps what was rolled back until its next VACUUM.
    sample = SAMPLE if connection.dialect.name == "sqlite" else SAMPLE[:100]
    conversation, owner, answer = (uuid.uuid4().hex for _ in range(3))
    conversation = f"readiness-{conversation}"
    said: list[dict[str, Any]] = [
        {"event": "user", "text": sample},
        {"event": "bot", "text": sample, "data": {"custom": {"id": answer}}},
    ]
    answered = Answered(owner, owner, [{"text": sample}])
    idempotency.claim(connection, conversation, owner, owner=owner, seconds=1.0)
    turn = turn_records.of_events(conversation, owner, said, after=0, previous=None)
    new = Append(conversation, owner, 0, said, payloads=[PAYLOAD], answered=answered, turn=turn)
    events.append(connection, new)
    feedback.give(connection, conversation, answer, 1, sample)
    ended_sessions.end(connection, conversation)
    jobs.accept(connection, Job(owner, "readiness", conversation, {"text": sample}), owner=owner, seconds=1.0)
    stored = events.load(connection, conversation)
    found = (
        stored is not None and list(stored.events) == said,
        events.is_offered(connection, conversation, PAYLOAD),
        idempotency.claim(connection, conversation, owner, owner=owner, seconds=1.0) == answered.replies,
        [one["comment"] for one in feedback.given(connection, conversation)] == [sample],
        ended_sessions.is_ended(connection, conversation),
        len(jobs.jobs_of(connection, conversation)) == 1,
        len(turn_records.turns_of(connection, conversation)) == 1,
    )
    if not all(found):
        raise SchemaError("it does not return what was written to it")


@contextmanager
def _written_at_once(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield  # PostgreSQL extends its files before a commit
        return
    pages = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size={PAGES_IN_MEMORY}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={pages}")
        connection.rollback()
