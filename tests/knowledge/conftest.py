"""Databases to test on: SQLite in a temporary file, and PostgreSQL in databases of one test session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Connection, Engine

from knowledge.content import Content, read_content
from knowledge.database import create_knowledge_engine, migrate
from knowledge.loader import load
from tests.databases import copied
from tests.services import postgres_database

BACKENDS = ["sqlite", "postgresql"]

SMALL_CONTENT = """\
sources:
  - {key: almanac, title: The Almanac, published: 2021, location: almanac.txt, licence: public domain}
topics:
  - {key: salary, group: pay, title: Salary, question: "What does {occupation} earn?"}
  - {key: skills, group: work, title: Skills, question: "Which skills does {occupation} need?"}
measures:
  - {key: average_salary, title: Average yearly salary}
entities:
  - {key: rope, name: rope, kind: tool, aliases: [ropes]}
occupation:
  key: bell_ringer
  name: bell ringer
  plural: bell ringers
  aliases: [ringer]
  featured: true
statements:
  - {key: skills.timing, source: almanac, topic: skills, text: A sense of timing., entities: [rope]}
associations:
  - {key: association.rope, source: almanac, topic: skills, entity: rope, text: A rope.}
figures:
  - {key: salary.average, source: almanac, topic: salary, measure: average_salary, value: 100, unit: usd}
related_occupations:
  - {key: related_occupation.sexton, source: almanac, kind: related, other_name: sexton, text: Helps.}
disagreements:
  - {key: disagreement.salary, topic: salary, text: The Almanac doubts itself., rows: [salary.average]}
"""


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def loaded_postgres_url() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture(scope="session")
def scratch_postgres_url() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture(scope="session")
def content() -> Content:
    """The content that the project ships, read once."""
    return read_content()


@pytest.fixture(scope="session")
def loaded_sqlite(shipped_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = create_knowledge_engine(copied(shipped_database, tmp_path_factory.mktemp("loaded")))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def loaded_postgresql(loaded_postgres_url: str, content: Content) -> Iterator[Engine]:
    engine = create_knowledge_engine(loaded_postgres_url)
    migrate(engine)
    load(engine, content)
    yield engine
    engine.dispose()


@pytest.fixture(params=BACKENDS)
def loaded(request: pytest.FixtureRequest) -> Engine:
    """A database that holds the project's content; tests only read it."""
    engine: Engine = request.getfixturevalue(f"loaded_{request.param}")
    return engine


@pytest.fixture
def connection(loaded: Engine) -> Iterator[Connection]:
    with loaded.connect() as opened:
        yield opened


@pytest.fixture(params=BACKENDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table, for one test."""
    if request.param == "sqlite":
        engine = create_knowledge_engine(sqlite_url(tmp_path / "empty.db"))
    else:
        engine = create_knowledge_engine(request.getfixturevalue("scratch_postgres_url"))
        with engine.begin() as opened:
            opened.execute(text("DROP SCHEMA public CASCADE"))
            opened.execute(text("CREATE SCHEMA public"))
    yield engine
    engine.dispose()


@pytest.fixture
def migrated(empty: Engine) -> Engine:
    """A database with all tables and no row, for one test."""
    migrate(empty)
    return empty


@pytest.fixture(autouse=True)
def database_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What DATABASE_URL says during a test, so that none writes to the developer's own knowledge base."""
    url = sqlite_url(tmp_path / "own" / "knowledge.db")
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.fixture
def write_content(tmp_path: Path) -> Callable[..., Path]:
    """Write content files and return their folder; without arguments a small sound content."""

    def write(main: str = SMALL_CONTENT, **others: str) -> Path:
        folder = tmp_path / "content"
        folder.mkdir(exist_ok=True)
        for name, body in {"main": main, **others}.items():
            (folder / f"{name}.yml").write_text(body, encoding="utf-8")
        return folder

    return write


@dataclass
class Recorder:
    """SQL statements that an engine ran, each with its parameters."""

    ran: list[tuple[str, Any]] = field(default_factory=list)

    def __call__(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        self.ran.append((statement, parameters))


@pytest.fixture
def record(loaded: Engine) -> Iterator[Recorder]:
    """Record what runs on the loaded database."""
    recorder = Recorder()
    event.listen(loaded, "before_cursor_execute", recorder)
    yield recorder
    event.remove(loaded, "before_cursor_execute", recorder)
