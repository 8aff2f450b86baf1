"""What users notice when a part of two servers over PostgreSQL and Redis fails: see test_one_server.py."""

from __future__ import annotations

import time

import pytest

from tests.faults.conftest import Table, check
from tests.faults.crowd import talking
from tests.faults.system import System
from tests.services import PostgresServer, RedisServer

pytestmark = pytest.mark.timeout(400)


def test_postgresql_is_killed_and_started_again(
    replicas: System, own_postgres: PostgresServer, table: Table
) -> None:
    with talking(replicas, "PostgreSQL: kill -9, 3 s, start") as crowd:
        own_postgres.kill()
        time.sleep(3)
        own_postgres.start()
    check(crowd, replicas, table, silence=20)


def test_redis_is_killed_and_started_again(replicas: System, own_redis: RedisServer, table: Table) -> None:
    with talking(replicas, "Redis: kill -9, 3 s, start") as crowd:
        own_redis.kill()
        time.sleep(3)
        own_redis.start()
    check(crowd, replicas, table, silence=15)


def test_a_replica_is_killed_and_started_again(replicas: System, table: Table) -> None:
    with talking(replicas, "Rasa replica: kill -9, start") as crowd:
        replicas.bots[1].kill()
        replicas.bots[1].start()
    # A message that the dead replica had begun is taken over when its claim and its place in the queue end.
    check(crowd, replicas, table, silence=15)


def test_a_replica_is_asked_to_end_under_load(replicas: System, table: Table) -> None:
    with talking(replicas, "Rasa replica: SIGTERM under load, start") as crowd:
        assert replicas.bots[0].stop() == 0
        replicas.bots[0].start()
    check(crowd, replicas, table, silence=15)
