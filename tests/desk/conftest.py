"""The desk over both databases, and browsers without a window: Flask's test clients."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from bot.conversations.database import create_conversations_engine, migrate
from bot.conversations.models import metadata
from bot.settings import DeskSettings
from desk import passwords
from desk.application import create_app
from desk.queries import accounts
from desk.roles import ROLES, Role
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url
from tests.services import postgres_database

PASSWORD = "correct horse battery"
SECRET = "s" * 40
ON_BOTH = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
HASHES = {role: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD) for role in ROLES}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """A browser with its cookies."""

    def __init__(self, app: Flask, address: str = "198.51.100.7") -> None:
        self.client: FlaskClient = app.test_client()
        self.environment = {"REMOTE_ADDR": address}

    def get(self, path: str, **options: object) -> TestResponse:
        return self.client.get(path, environ_base=self.environment, **options)

    def token(self, path: str = "/desk/account/") -> str:
        """Return what protects the forms of a page."""
        found = TOKEN.search(self.get(path).text)
        assert found, path
        return found[1]

    def post(self, path: str, form: str = "/desk/account/", **values: object) -> TestResponse:
        """Send a form that was opened at ``form``."""
        data = {"csrf_token": self.token(form), **values}
        return self.client.post(path, data=data, environ_base=self.environment)

    def sign_in(self, name: str, password: str = PASSWORD, **values: str) -> TestResponse:
        return self.post("/desk/sign-in", "/desk/sign-in", name=name, password=password, **values)

    def cookie(self) -> str | None:
        found = self.client.get_cookie("desk_session", path="/desk")
        return found.value if found else None


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash with argon2's least cost; the real one would take most of the tests' time."""
    patch = pytest.MonkeyPatch()
    patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Engine]]:
    """Databases with all tables, made once each."""
    made: dict[str, Engine] = {}

    def engine(url: str) -> Engine:
        address = url or sqlite_url(tmp_path_factory.mktemp("desk") / "conversations.db")
        if url not in made:
            made[url] = create_conversations_engine(address)
            migrate(made[url])
        return made[url]

    yield engine
    for one in made.values():
        one.dispose()


@pytest.fixture
def engine(request: pytest.FixtureRequest, migrated: Callable[[str], Engine]) -> Engine:
    """A conversations' database with all tables, and in them one account for each role, called as it is.

    A SQLite file; tests of queries are marked with ``ON_BOTH``.
    """
    kind = getattr(request, "param", "sqlite")
    found = migrated(request.getfixturevalue("postgres_url") if kind == "postgresql" else "")
    with found.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for role in ROLES:
            accounts.add(connection, role.value, role, HASHES[role])
    return found


@pytest.fixture(scope="session")
def knowledge(shipped_database: Path) -> Iterator[Engine]:
    made = create_knowledge_engine(sqlite_url(shipped_database))
    yield made
    made.dispose()


@pytest.fixture
def settings() -> DeskSettings:
    return DeskSettings(secret=SECRET)


@pytest.fixture(scope="session")
def built(knowledge: Engine) -> Callable[[Engine, DeskSettings], Flask]:
    """Applications that tests share, which leave them as they are: templates are compiled once."""
    made: dict[tuple[int, str], Flask] = {}

    def build(engine: Engine, settings: DeskSettings) -> Flask:
        key = id(engine), settings.json()
        if key not in made:
            made[key] = create_app(settings, conversations=engine, knowledge=knowledge)
        return made[key]

    return build


@pytest.fixture
def app(engine: Engine, settings: DeskSettings, built: Callable[[Engine, DeskSettings], Flask]) -> Flask:
    return built(engine, settings)


@pytest.fixture
def own_app(engine: Engine, settings: DeskSettings, knowledge: Engine) -> Flask:
    """An application that a test may change."""
    return create_app(settings, conversations=engine, knowledge=knowledge)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app)


@pytest.fixture
def reader(app: Flask) -> Visitor:
    return signed_in(app, Role.READER)


@pytest.fixture
def editor(app: Flask) -> Visitor:
    return signed_in(app, Role.EDITOR)


def signed_in(app: Flask, role: Role) -> Visitor:
    made = Visitor(app)
    assert made.sign_in(role.value).status_code == 303
    return made
