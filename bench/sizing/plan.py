"""From people a day to processes, machines, connections, memory and disk, and to what breaks first."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.sizing.figures import Assumption, Measured
from bench.sizing.queueing import servers_needed, wait_at
from bot.conversations.database import POOL_SIZE
from knowledge.database import CONNECTIONS, OVERFLOW

MOST_PEOPLE = 100_000_000
AUTOSCALED = 6  # servers of a kind at most, in deploy/kubernetes
BESIDE_MB = 1024.0 + 128 + 128 + 512  # PostgreSQL without its connections, Redis, nginx, the desk
GIGABYTE = 1e9
Values = Mapping[str, float]


@dataclass(frozen=True)
class Load:
    """What comes in: a day, and a second of its peak."""

    messages: float
    pages: float
    messages_a_second: float
    pages_a_second: float


@dataclass(frozen=True)
class Size:
    """What is needed; times in seconds, memory and disk in bytes."""

    load: Load
    rasa: int
    actions: int
    rasa_busy: float
    actions_busy: float
    wait: float  # of 95 in 100 messages, at most
    database_busy: float  # cores that PostgreSQL and Redis keep busy
    machines: int
    connections: int
    memory: float
    disk: float


@dataclass(frozen=True)
class Limit:
    """What stops at so many people a day, and what takes over."""

    name: str
    people: float
    then: str


def values(assumptions: Mapping[str, Assumption]) -> dict[str, float]:
    """Return the numbers alone."""
    return {name: one.value for name, one in assumptions.items()}


def load_of(people: float, at: Values) -> Load:
    """Return what so many people a day send."""
    messages, pages = people * at["messages_per_person"], people * at["pages_per_person"]
    peak = at["busiest_hour_share"] * at["peak_factor"] / 3600
    return Load(messages, pages, messages * peak, pages * peak)


def size(people: float, measured: Measured, at: Values) -> Size:
    """Return what so many people a day need."""
    load = load_of(people, at)
    rate, jobs = load.messages_a_second, load.messages_a_second + load.pages_a_second
    # A Rasa server makes pages, too, and they stand in the same line.
    mean = (rate * measured.rasa + load.pages_a_second * measured.page) / jobs
    asked: dict[str, float] = {"busy": at["busy"], "wait": at["wait"] / 2, "variation": measured.variation}
    rasa, actions = servers_needed(jobs, mean, **asked), servers_needed(rate, measured.actions, **asked)
    waits = wait_at(0.95, rasa, jobs, mean, measured.variation)
    waits += wait_at(0.95, actions, rate, measured.actions, measured.variation)
    spare = round(at["spare_processes"])
    beside = rate * (measured.database + measured.redis)  # cores that the databases keep busy
    connections = connections_of(rasa + spare, actions + spare)
    memory = 1e6 * (
        (rasa + spare) * measured.rasa_mb
        + (actions + spare) * measured.actions_mb
        + BESIDE_MB
        + connections * at["connection_mb"]
    )
    by_cores = (rasa + actions + 2 * spare + beside / at["busy"]) / at["cores_per_machine"]
    by_memory = memory / (at["memory_per_machine"] * GIGABYTE)
    return Size(
        load,
        rasa + spare,
        actions + spare,
        jobs * mean / rasa,
        rate * measured.actions / actions,
        waits,
        beside,
        max(1, math.ceil(max(by_cores, by_memory))),
        connections,
        memory,
        load.messages * measured.bytes_kept * at["days_kept"] * at["disk_headroom"],
    )


def connections_of(rasa: int, actions: int) -> int:
    """Return how many connections to PostgreSQL the processes open at most: both databases, and the desk."""
    knowledge = CONNECTIONS + OVERFLOW
    return rasa * (POOL_SIZE + knowledge) + actions * knowledge + POOL_SIZE + knowledge


def limits(measured: Measured, at: Values) -> list[Limit]:
    """Return what stops first, second, and so on, with what takes over then."""
    one = load_of(1.0, at)
    spare = round(at["spare_processes"])

    def largest(holds: Callable[[Size], bool]) -> float:
        return _largest(lambda people: holds(size(people, measured, at)))

    found = [
        Limit(
            "one Rasa server with SQLite",
            largest(lambda found: found.rasa - spare <= 1),
            "PostgreSQL, Redis and further Rasa servers (Compose has two)",
        ),
        Limit(
            "one machine",
            largest(lambda found: found.machines <= 1),
            "Kubernetes, whose autoscaler adds Rasa and action servers",
        ),
        Limit(
            "six servers of a kind, where the autoscaler stops",
            largest(lambda found: max(found.rasa, found.actions) - spare <= AUTOSCALED),
            "a higher maxReplicas in deploy/kubernetes/rasa.yaml and actions.yaml",
        ),
        Limit(
            "connections of one PostgreSQL",
            largest(lambda found: found.connections <= at["database_connections"]),
            "a larger max_connections and its memory; with thousands of them PgBouncer, by session",
        ),
        Limit(
            "disk of one PostgreSQL",
            at["database_disk"] * 1000 * GIGABYTE / size(1.0, measured, at).disk,
            "fewer days kept (ADVISOR_RETENTION_DAYS) or a larger volume; then PostgreSQL's partitions by "
            "time, of which old ones are dropped whole",
        ),
        Limit(
            "processors of one PostgreSQL",
            at["busy"] * at["database_cores"] / (one.messages_a_second * measured.database),
            "replicas of PostgreSQL for the knowledge base, which action servers only read, beside a server "
            "for the conversations alone",
        ),
        Limit(
            "operations of one Redis",
            at["redis_operations"] / (one.messages_a_second * measured.redis_operations),
            "Redis Cluster: each lock is a key of its own, so they spread over its nodes",
        ),
        Limit(
            "pages, which take a Rasa server of their own",
            at["busy"] / (one.pages_a_second * measured.page),
            "a CDN for the public pages, which are the same for everybody",
        ),
    ]
    return sorted(found, key=lambda limit: limit.people)


def _largest(holds: Callable[[float], bool]) -> float:
    """Return the largest number of people, within a hundredth, for which something holds."""
    below, above = 0.0, 1.0
    while holds(above):
        if above >= MOST_PEOPLE:
            return math.inf
        below, above = above, 2 * above
    while above - below > above / 100 and above > 1:
        middle = (below + above) / 2
        below, above = (middle, above) if holds(middle) else (below, middle)
    return below
