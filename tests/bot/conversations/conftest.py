"""A store over both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from sqlalchemy import text

from bot.conversations.database import create_conversations_engine
from bot.conversations.tracker_store import ConversationTrackerStore
from tests.conversation_databases import with_tables
from tests.services import RedisServer, postgres_database, redis_server

DOMAIN = """
version: "3.1"
intents: [greet]
slots:
  topic: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  seen: {type: float, initial_value: 0.0, influence_conversation: false, mappings: [{type: custom}]}
"""


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.from_yaml(DOMAIN)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    address: str = request.getfixturevalue("postgres_url")
    engine = create_conversations_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


@pytest.fixture
def store(url: str, domain: Domain) -> Iterator[ConversationTrackerStore]:
    """A store with all tables and no row."""
    opened = ConversationTrackerStore(domain, host=with_tables(url))
    yield opened
    opened.close()


@pytest.fixture
def other(store: ConversationTrackerStore, url: str, domain: Domain) -> Iterator[ConversationTrackerStore]:
    """The same database as another process sees it."""
    store.shared = True
    opened = ConversationTrackerStore(domain, host=url)
    opened.shared = True
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server
