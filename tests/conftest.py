"""What holds for all tests: their kinds, order and processes; databases to copy; the running advisor."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
from collections.abc import AsyncIterator, Generator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine

from bench.advisor import Advisor, running_advisor
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out
from knowledge.database import create_knowledge_engine
from knowledge.datasets.wages import FETCHED
from knowledge.queries.query_cache import with_query_cache
from tests import databases, services
from tests.schedule import KINDS, Room, group, kinds, place

# No test trains a neural component; importing TensorFlow takes each process five seconds and 400 MB.
keep_tensorflow_out()
# The tests are about what the project ships, whatever the operator adds.
os.environ.pop("ADVISOR_CONTENT_DIRS", None)
os.environ["ADVISOR_DESK_DIR"] = "/nonexistent/desk"

# How long an example takes depends on the machine; in CI the examples are always the same. (The
# SQLAlchemy 2.0 environment has no hypothesis.)
if find_spec("hypothesis"):
    from hypothesis import settings

    settings.register_profile("without a deadline", deadline=None, derandomize=os.environ.get("CI") == "true")
    settings.load_profile("without a deadline")

LINGERING_SECONDS = 2.0  # in which what a test began may end
# Connections of a server that is asked to hang, and of Redis clients that live as long as their process.
LEAVE_TASKS = ("tests/bot/action_client/", "tests/bot/conversations/test_lock_store.py")
ROOM = pytest.StashKey[Room]()


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until all is collected
    for kind, meaning in KINDS.items():
        config.addinivalue_line("markers", f"{kind}: {meaning}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: (*place(item.nodeid), group(item.nodeid)))
    for item in items:
        for kind in kinds(item):
            item.add_marker(kind)


def pytest_collection_finish(session: pytest.Session) -> None:
    # All modules are imported; they stay, so the garbage collector need not look at them again and again.
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let a process take the tests of a group at a time."""
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    config.option.loadscopereorder = False  # the tests are in order already
    return ByGroup(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    services.allow({mark.name for mark in item.iter_markers()})
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    # Before the test's own time begins.
    with room(item.config).entered(alone=item.get_closest_marker("alone") is not None):
        return (yield)


def room(config: pytest.Config) -> Room:
    if ROOM not in config.stash:
        config.stash[ROOM] = Room(shared_by_processes(config._tmp_path_factory))  # type: ignore[attr-defined]
    return config.stash[ROOM]


def shared_by_processes(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of this run share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    leaves_tasks = metafunc.definition.nodeid.startswith(LEAVE_TASKS)
    if inspect.iscoroutinefunction(metafunc.function) and not leaves_tasks:
        metafunc.fixturenames.insert(0, "no_task_is_left")  # which then looks after all others


@pytest.fixture
async def no_task_is_left() -> AsyncIterator[None]:
    """Fail a test that succeeds but leaves a task running, which a server would collect for ever."""
    before = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    if left:
        _ended, left = await asyncio.wait(left, timeout=LINGERING_SECONDS)
    for task in left:
        task.cancel()
    assert not left, f"still running: {left}"


@pytest.fixture(scope="session")
def shipped_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the content that the project ships, to be copied or only read."""
    file = shared_by_processes(tmp_path_factory) / "shipped.db"
    return databases.made_once(file, lambda new: databases.load_into(databases.sqlite_url(new)))


@pytest.fixture(scope="session")
def dataset_database(shipped_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the shipped content and the data of all occupations, to be copied or only read."""
    file = shared_by_processes(tmp_path_factory) / "datasets.db"
    return databases.made_once(file, lambda new: databases.add_datasets(shipped_database, new))


@pytest.fixture(scope="session")
def dataset_engine(dataset_database: Path) -> Iterator[Engine]:
    """The engine of that file, which tests only read."""
    engine = create_knowledge_engine(databases.sqlite_url(dataset_database))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def published_wages() -> None:
    """Wages by place and industry, which are fetched by the package index."""
    if not FETCHED.is_file():
        services.missing(f"no wages by place at {FETCHED}: scripts/wages.sh fetches them")


@pytest.fixture(scope="session")
def fixture_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the fixture base's content; tests only read it."""
    return databases.fixture_content(tmp_path_factory.mktemp("fixture-base") / "content")


@pytest.fixture(scope="session")
def fixture_database(fixture_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the fixture base, to be copied or only read."""
    file = shared_by_processes(tmp_path_factory) / "fixture-base.db"
    return databases.made_once(
        file, lambda new: databases.load_into(databases.sqlite_url(new), fixture_content)
    )


@pytest.fixture(scope="session")
def fixture_base(fixture_database: Path) -> Iterator[Connection]:
    """A connection to the fixture base, which tests only read."""
    engine = create_knowledge_engine(databases.sqlite_url(fixture_database))
    with engine.connect() as connection:
        yield with_query_cache(connection)
    engine.dispose()


@pytest.fixture(scope="session")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """The running advisor, with a knowledge base and ports of its own."""
    services.needs("model")
    with running_advisor(tmp_path_factory.mktemp("advisor")) as running:
        yield running
