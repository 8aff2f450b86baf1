"""Systems that tests break, and the table of what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults import RESULTS as TABLE
from tests.faults.crowd import Crowd
from tests.faults.system import System, running_system
from tests.services import PostgresServer, RedisServer, postgres_server, redis_server


@pytest.fixture(scope="session")
def table() -> Iterator[list[dict[str, object]]]:
    """What each fault did, for docs/reliability.md."""
    rows: list[dict[str, object]] = []
    yield rows
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(json.dumps(rows, indent=2), encoding="utf-8")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """One Rasa server over SQLite, as ``make run`` starts it."""
    with running_system(tmp_path_factory.mktemp("alone")) as system:
        yield system


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def own_redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def replicas(
    tmp_path_factory: pytest.TempPathFactory, own_postgres: PostgresServer, own_redis: RedisServer
) -> Iterator[System]:
    """Two Rasa servers over PostgreSQL and Redis."""
    folder: Path = tmp_path_factory.mktemp("replicas")
    settings = {"ADVISOR_CONVERSATIONS_URL": own_postgres.url, "ADVISOR_REDIS_URL": own_redis.url}
    with running_system(folder, replicas=2, **settings) as system:
        yield system


def check(crowd: Crowd, system: System, table: list[dict[str, object]], *, silence: float) -> None:
    """Nothing lost, nothing answered twice, all that was answered kept once, no silence beyond the bound."""
    row = crowd.row()
    table.append(row)
    print(row)
    assert row["lost"] == 0
    assert crowd.twice() == []
    assert crowd.not_kept(system) == []
    assert row["longest"] <= silence  # type: ignore[operator]
    assert crowd.ended_well()
