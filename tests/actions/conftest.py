"""The real content in a database of its own, and conversations without a trained model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection, Engine

from actions.composition.compose import Reply
from actions.state import ConversationState
from knowledge.content import Content
from knowledge.database import create_knowledge_engine
from knowledge.queries.query_cache import with_query_cache
from tests.actions.asking import OCCUPATIONS, TOPICS, Talk, choices
from tests.databases import copied, shipped_content


@pytest.fixture(scope="session")
def shipped() -> Content:
    """The content that the project ships, read once."""
    return shipped_content()


@pytest.fixture(scope="session")
def knowledge(shipped_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A SQLite file that holds the content; tests only read it."""
    engine = create_knowledge_engine(copied(shipped_database, tmp_path_factory.mktemp("actions")))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def connection(knowledge: Engine) -> Iterator[Connection]:
    with knowledge.connect() as opened:
        yield with_query_cache(opened)  # as a turn has it


@pytest.fixture(scope="session")
def datasets(dataset_engine: Engine) -> Iterator[Connection]:
    """The content and the data of all occupations; tests only read it."""
    with dataset_engine.connect() as opened:
        yield with_query_cache(opened)


@pytest.fixture
def talk(connection: Connection) -> Callable[..., Talk]:
    """Begin a conversation, perhaps in the middle."""
    return lambda context=None: Talk(connection, context or ConversationState())


@pytest.fixture(scope="session")
def pages(connection: Connection) -> dict[tuple[str, str], list[Reply]]:
    """Every page of every topic for every occupation, by (topic, occupation)."""
    found = {}
    for topic in TOPICS:
        for occupation in OCCUPATIONS:
            talk = Talk(connection)
            replies = [talk.ask(topic, ("occupation", occupation))]
            while "/more" in choices(replies[-1]) and len(replies) < 30:
                replies.append(talk.press("/more"))
            found[topic, occupation] = replies
    return found
