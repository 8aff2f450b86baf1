"""The same answers from SQLite and PostgreSQL."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from actions.conversation import HANDLERS
from knowledge.content import Content
from knowledge.database import create_knowledge_engine, migrate
from knowledge.loader import load
from tests.actions.asking import ROLES, Talk, plain

POSTGRES_URL = "ADVISOR_TEST_POSTGRES_URL"
DEFAULT_POSTGRES_URL = "postgresql://postgres@127.0.0.1:5432/postgres"


@pytest.fixture(scope="module")
def postgres(shipped: Content) -> Iterator[Connection]:
    """The content in a PostgreSQL database of its own, dropped afterwards."""
    server = make_url(os.environ.get(POSTGRES_URL) or DEFAULT_POSTGRES_URL)
    admin = create_engine(server, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"advisor_test_{secrets.token_hex(6)}"
    try:
        with admin.connect() as opened:
            opened.execute(text(f'CREATE DATABASE "{name}"'))
    except SQLAlchemyError:
        told = f"no PostgreSQL to test on (set {POSTGRES_URL})"
        if os.environ.get("CI") == "true":
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    engine = create_knowledge_engine(server.set(database=name).render_as_string(hide_password=False))
    try:
        migrate(engine)
        load(engine, shipped)
        with engine.connect() as opened:
            yield opened
    finally:
        engine.dispose()
        with admin.connect() as opened:
            opened.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


def conversation(connection: Connection) -> list[str]:
    """What a round of questions, refusals and follow-ups brings."""
    said = [Talk(connection).ask(topic, ("role", role)) for topic in HANDLERS for role in ROLES]
    talk = Talk(connection)
    said += [
        talk.ask("salary", ("level", "senior_level")),
        talk.ask("what_about", ("role", "data_scientist")),
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
