"""The same answers from SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Connection

from actions.topics.registry import HANDLERS
from knowledge.content import Content
from knowledge.database import create_knowledge_engine, migrate
from knowledge.loader import load
from tests.actions.asking import OCCUPATIONS, Talk, plain
from tests.services import postgres_database

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def postgres(shipped: Content) -> Iterator[Connection]:
    """The content in a PostgreSQL database of its own, dropped afterwards."""
    with postgres_database() as url:
        engine = create_knowledge_engine(url)
        migrate(engine)
        load(engine, shipped)
        with engine.connect() as opened:
            yield opened
        engine.dispose()


def conversation(connection: Connection) -> list[str]:
    """What a round of questions, refusals and follow-ups brings."""
    said = [
        Talk(connection).ask(topic, ("occupation", occupation))
        for topic in HANDLERS
        for occupation in OCCUPATIONS
    ]
    talk = Talk(connection)
    said += [
        talk.ask("salary", ("level", "senior_level")),
        talk.ask("what_about", ("occupation", "data_scientist")),
        talk.ask("salary", ("place", "Canada")),
        talk.ask("requirement_check", ("tool", "sql")),
        talk.ask("requirement_check", text="is TensorFlow used?"),
        talk.ask("duties"),
        talk.ask("more"),
        talk.ask("pick", ("ordinal", "2")),
        talk.ask("why"),
        talk.ask("source_of"),
        talk.ask("difference"),
        talk.ask("bot_capabilities"),
    ]
    return [plain(reply) for reply in said]


def test_both_databases_give_the_same_answers(connection: Connection, postgres: Connection) -> None:
    assert conversation(postgres) == conversation(connection)
