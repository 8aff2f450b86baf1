"""Systems that tests break, and the table of what came of it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults import RESULTS as TABLE
from tests.faults.crowd import Crowd
from tests.faults.system import Served, System, running_system
from tests.services import PostgresServer, RedisServer, postgres_server, redis_server

Table = list[dict[str, object]]


@pytest.fixture(scope="session")
def table() -> Iterator[Table]:
    """What each fault did, for docs/reliability.md."""
    rows: Table = []
    yield rows
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # another process has the other rows
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(json.dumps(rows, indent=2), encoding="utf-8")


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """A file system of 24 MB: room for the database and its write-ahead log; None without root's rights."""
    folder = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(scope="module")
def one_server(tmp_path_factory: pytest.TempPathFactory, small_disk: Path | None) -> Iterator[System]:
    """One Rasa server over SQLite, as ``make run`` starts it, with the conversations on a small disk."""
    folder = tmp_path_factory.mktemp("one-server")
    url = f"sqlite:///{(small_disk or folder) / 'conversations.db'}"
    with running_system(folder, ADVISOR_CONVERSATIONS_URL=url, LOG_LEVEL="DEBUG") as system:
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


def check(crowd: Crowd, system: Served, table: Table, *, silence: float) -> None:
    """Nothing lost, nothing answered twice, all that was answered kept once, no silence beyond the bound."""
    row = crowd.row()
    table.append(row)
    print(row)
    assert row["lost"] == 0
    assert crowd.twice() == []
    assert crowd.not_kept(system) == []
    assert row["longest"] <= silence  # type: ignore[operator]
    assert crowd.ended_well()
