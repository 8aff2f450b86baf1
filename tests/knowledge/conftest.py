"""Databases to test on: SQLite in a temporary file, and PostgreSQL in databases of one test session."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import event, inspect, text
from sqlalchemy.engine import Connection, Engine

from knowledge.content import Content
from knowledge.database import create_knowledge_engine, migrate
from knowledge.loader import load
from knowledge.models import metadata
from tests.databases import shipped_content, sqlite_url
from tests.knowledge.datasets.tiny import import_all, tiny_datasets
from tests.services import postgres_database

BACKENDS = ["sqlite", "postgresql"]

SMALL_CONTENT = """\
sources:
  - {key: almanac, title: The Almanac, published: 2021, location: almanac.txt, licence: public domain}
topics:
  - {key: salary, group: pay, title: Salary, question: "What does {occupation} earn?"}
  - {key: skills, group: work, title: Skills, question: "Which skills does {occupation} need?"}
measures:
  - {key: average_salary, title: Average yearly salary, unit: usd}
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


class Databases:
    """Databases of one backend for tests, made in a fraction of the time of migrating and loading each."""

    def __init__(self, backend: str, folder: Path, content: Content, shipped: Path) -> None:
        """Make nothing yet.

        Args:
            backend: "sqlite" or "postgresql".
            folder: for files of SQLite.
            content: that the project ships.
            shipped: a file of SQLite that holds it.
        """
        self.backend = backend
        self._folder = folder
        self._content = content
        self._open = ExitStack()
        self._urls = {"loaded": sqlite_url(shipped)} if backend == "sqlite" else {}

    @cached_property
    def shared(self) -> Engine:
        """A database with the content that the project ships, which no test changes."""
        return self._open.enter_context(self.loaded())

    @cached_property
    def tiny(self) -> Engine:
        """A database with hand-made datasets, which no test changes."""
        engine = self._open.enter_context(self.empty())
        migrate(engine)
        with TemporaryDirectory() as folder:
            import_all(engine, tiny_datasets(Path(folder)))
        return engine

    @contextmanager
    def empty(self) -> Iterator[Engine]:
        """Make a database without tables."""
        with self._new() as url, self._engine(url) as engine:
            yield engine

    @contextmanager
    def migrated(self) -> Iterator[Engine]:
        """Make a database with all tables and no rows."""
        if self.backend == "sqlite":
            with self._copy("migrated") as engine:
                yield engine
            return
        # PostgreSQL takes longer for a new database than for deleting the rows of the last test.
        with self._engine(self._prepared("migrated")) as engine:
            with engine.begin() as connection:
                if set(inspect(connection).get_table_names()) <= {"alembic_version"}:
                    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
                else:
                    for table in reversed(metadata.sorted_tables):
                        connection.execute(table.delete())
            migrate(engine)
            yield engine

    @contextmanager
    def loaded(self) -> Iterator[Engine]:
        """Make a database with the content that the project ships."""
        with self._copy("loaded") as engine:
            yield engine

    def close(self) -> None:
        self._open.close()

    @contextmanager
    def _copy(self, name: str) -> Iterator[Engine]:
        with self._new(self._prepared(name)) as url, self._engine(url) as engine:
            yield engine

    def _prepared(self, name: str) -> str:
        if name not in self._urls:
            self._urls[name] = self._open.enter_context(self._new())
            with self._engine(self._urls[name]) as engine:
                migrate(engine)
                if name == "loaded":
                    load(engine, self._content)
        return self._urls[name]

    @contextmanager
    def _engine(self, url: str) -> Iterator[Engine]:
        engine = create_knowledge_engine(url)
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def _new(self, template: str | None = None) -> Iterator[str]:
        if self.backend == "postgresql":
            with postgres_database(template) as url:
                with self._engine(url) as engine, engine.begin() as connection:
                    name = engine.url.database
                    connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
                yield url
            return
        file = self._folder / f"{token_hex(6)}.db"
        if template:
            shutil.copyfile(template.removeprefix("sqlite:///"), file)
        yield sqlite_url(file)
        for left in self._folder.glob(f"{file.name}*"):
            left.unlink()


@pytest.fixture(scope="session")
def content() -> Content:
    """The content that the project ships, read once."""
    return shipped_content()


@pytest.fixture(scope="session")
def sqlite_databases(
    content: Content, shipped_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    made = Databases("sqlite", tmp_path_factory.mktemp("sqlite"), content, shipped_database)
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgresql_databases(
    content: Content, shipped_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    made = Databases("postgresql", tmp_path_factory.mktemp("none"), content, shipped_database)
    yield made
    made.close()


@pytest.fixture(params=BACKENDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    """The databases of each backend, function-scoped to keep the order of the tests in their files."""
    made: Databases = request.getfixturevalue(f"{request.param}_databases")
    return made


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture
def loaded(databases: Databases) -> Engine:
    """A database that holds the project's content; tests only read it."""
    return databases.shared


@pytest.fixture
def connection(loaded: Engine) -> Iterator[Connection]:
    with loaded.connect() as opened:
        yield opened


@pytest.fixture
def tiny(databases: Databases) -> Iterator[Connection]:
    """A database that holds tiny datasets; tests only read it."""
    with databases.tiny.connect() as opened:
        yield opened


@pytest.fixture
def datasets(dataset_engine: Engine) -> Iterator[Connection]:
    """A database that holds the content and the data of all occupations; tests only read it."""
    with dataset_engine.connect() as opened:
        yield opened


@pytest.fixture
def writable(databases: Databases) -> Iterator[Engine]:
    """A database that holds the project's content, for one test that changes it."""
    with databases.loaded() as engine:
        yield engine


@pytest.fixture
def empty(databases: Databases) -> Iterator[Engine]:
    """A database without any table, for one test."""
    with databases.empty() as engine:
        yield engine


@pytest.fixture
def migrated(databases: Databases) -> Iterator[Engine]:
    """A database with all tables and no row, for one test."""
    with databases.migrated() as engine:
        yield engine


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
