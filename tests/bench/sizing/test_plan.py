"""More people need more of everything, and each limit is where its figure reaches it."""

from __future__ import annotations

import pytest

from bench.sizing.figures import read_assumptions, read_measured
from bench.sizing.plan import connections_of, limits, load_of, size, values
from bot.conversations.database import POOL_SIZE
from knowledge.database import create_knowledge_engine

MEASURED = read_measured()
AT = values(read_assumptions())


def test_the_peak_is_what_the_assumptions_make_of_a_day() -> None:
    load = load_of(
        36_000, {"messages_per_person": 5, "pages_per_person": 2, "busiest_hour_share": 0.1, "peak_factor": 2}
    )
    assert (load.messages, load.pages) == (180_000, 72_000)
    assert load.messages_a_second == pytest.approx(10.0) and load.pages_a_second == pytest.approx(4.0)


def test_more_people_need_more_and_never_less() -> None:
    sizes = [size(people, MEASURED, AT) for people in (1, 1_000, 10_000, 100_000, 1_000_000)]
    for name in ("rasa", "actions", "machines", "connections", "memory", "disk"):
        needed = [getattr(one, name) for one in sizes]
        assert needed == sorted(needed) and needed[-1] > needed[0], name
    assert sizes[0].rasa == sizes[0].actions == 1 + AT["spare_processes"]


@pytest.mark.parametrize("people", [100, 50_000, 1_000_000])
def test_the_processes_are_as_busy_and_the_messages_wait_as_long_as_allowed(people: int) -> None:
    found = size(people, MEASURED, AT)
    assert found.rasa_busy <= AT["busy"] and found.actions_busy <= AT["busy"]
    assert found.wait <= AT["wait"]
    assert found.disk == pytest.approx(
        people * AT["messages_per_person"] * MEASURED.bytes_kept * AT["days_kept"] * AT["disk_headroom"]
    )


def test_the_connections_are_those_of_the_pools() -> None:
    pool = create_knowledge_engine("postgresql://nobody@127.0.0.1/none").pool
    knowledge = pool.size() + pool._max_overflow
    assert connections_of(2, 3) == 2 * (POOL_SIZE + knowledge) + 3 * knowledge + POOL_SIZE + knowledge


def test_what_breaks_first_comes_first_and_holds_until_then() -> None:
    found = limits(MEASURED, AT)
    assert [one.people for one in found] == sorted(one.people for one in found)
    by_name = {one.name: one.people for one in found}
    connections = by_name["connections of one PostgreSQL"]
    assert size(connections, MEASURED, AT).connections <= AT["database_connections"]
    assert size(1.05 * connections, MEASURED, AT).connections > AT["database_connections"]
    disk = by_name["disk of one PostgreSQL"]
    assert size(disk, MEASURED, AT).disk == pytest.approx(AT["database_disk"] * 1e12)
    assert size(by_name["one machine"], MEASURED, AT).machines == 1
    takes_over = " ".join(one.then for one in found)
    for engine in ("replicas of PostgreSQL", "partitions", "Redis Cluster", "CDN"):
        assert engine in takes_over
