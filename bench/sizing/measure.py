"""Measures the advisor with one, two and four pairs of servers on PostgreSQL and Redis, on this machine."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import NullPool

from bench.advisor import STOP_SECONDS, bring_up_to_date, free_port
from bench.postgres import postgres_database
from bench.replicas import Server, running_pairs
from bench.sizing.figures import Measured
from bench.sizing.machine import Demand
from bench.sizing.processors import machine_spent, spent
from bench.sizing.traffic import Answers, arrived, talked
from bench.turns.processes import memory

PAIRS = (1, 2, 4)
SHARES = (0.3, 0.6)  # of the capacity that the model expects: the rates of arrivals
WARM_UP_SECONDS, SATURATED_SECONDS, ARRIVAL_SECONDS = 8.0, 15.0, 20.0
USERS = 24  # who keep every server busy
ALONE_SECONDS = 8.0
PAGES = 150
Say = Callable[[str], object]


class NoRedis(RuntimeError):
    """There is no Redis to start; the message says what to install."""


@dataclass(frozen=True)
class Block:
    """What came of one kind of traffic, and how many cores others than this bench took meanwhile."""

    answers: Answers
    demand: Demand
    others: float

    @property
    def cores(self) -> float:
        """How many cores were left to the bench."""
        return max(0.1, (os.cpu_count() or 1) - self.others)


@dataclass(frozen=True)
class Arrivals:
    """Messages that came at a rate, expected to be a share of the capacity."""

    share: float
    rate: float
    block: Block


@dataclass(frozen=True)
class Run:
    """What so many pairs of servers did."""

    pairs: int
    alone: Block
    saturated: Block
    arrivals: Sequence[Arrivals]
    measured: Measured


def measure(expected: Callable[[int, Demand, float], float], say: Say) -> list[Run]:
    """Measure all numbers of pairs.

    Args:
        expected: gives the capacity for a number of pairs, the demand of a turn and the free cores.
        say: takes a line on the progress.

    Raises:
        NoRedis: Redis is not installed.
        NoPostgres: there is no PostgreSQL.
    """
    runs: list[Run] = []
    with ExitStack() as stack:
        urls = [stack.enter_context(postgres_database()) for _ in range(2)]
        redis = stack.enter_context(_redis())
        say("loading the knowledge base into PostgreSQL")
        bring_up_to_date(urls[0])
        engine = create_engine(urls[1], poolclass=NullPool)
        names = [str(make_url(url).database) for url in urls]
        for pairs in PAIRS:
            say(f"{pairs} Rasa servers with an action server each")
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="advisor-sizing-"))
            with running_pairs(
                Path(folder), pairs, database_url=urls[0], conversations_url=urls[1], redis_url=redis.url
            ) as (rasa, actions):
                runs.append(_run(pairs, rasa, actions, redis, engine, names, expected))
    return runs


def _run(
    pairs: int,
    rasa: Sequence[Server],
    actions: Sequence[Server],
    redis: _Redis,
    engine: Engine,
    names: Sequence[str],
    expected: Callable[[int, Demand, float], float],
) -> Run:
    urls = [one.webhook for one in rasa]
    meter = _Meter(rasa, actions, redis, engine, names)
    talked(urls, users=2 * pairs, seconds=WARM_UP_SECONDS)
    alone = meter.during(lambda: talked(urls, users=1, seconds=ALONE_SECONDS))
    operations, kept = redis.operations(), _bytes(engine)
    saturated = meter.during(lambda: talked(urls, users=USERS, seconds=SATURATED_SECONDS))
    turns = len(saturated.answers.seconds)
    operations, kept = (redis.operations() - operations) / turns, (_bytes(engine) - kept) / turns
    arrivals = []
    for share in SHARES:
        rate = share * expected(pairs, saturated.demand, saturated.cores)
        block = meter.during(lambda rate=rate: arrived(urls, rate=rate, seconds=ARRIVAL_SECONDS))
        arrivals.append(Arrivals(share, rate, block))
    times, demand = alone.answers.seconds, saturated.demand
    measured = Measured(
        rasa=demand.rasa,
        actions=demand.actions,
        database=demand.database,
        redis=demand.redis,
        page=_page(rasa[0]),
        alone=statistics.mean(times),
        variation=statistics.pvariance(times) / statistics.mean(times) ** 2,
        redis_operations=operations,
        bytes_kept=kept,
        rasa_mb=_megabytes(rasa),
        actions_mb=_megabytes(actions),
    )
    return Run(pairs, alone, saturated, arrivals, measured)


class _Meter:
    """Tells how much of a core each kind of process takes for a turn."""

    def __init__(
        self,
        rasa: Sequence[Server],
        actions: Sequence[Server],
        redis: _Redis,
        engine: Engine,
        names: Sequence[str],
    ) -> None:
        self._rasa = [one.process.pid for one in rasa]
        self._actions = [one.process.pid for one in actions]
        self._redis, self._engine, self._names = redis, engine, names

    def during(self, traffic: Callable[[], Answers]) -> Block:
        began, before, all_before = time.perf_counter(), self._spent(), machine_spent()
        answers = traffic()
        took, after, all_after = time.perf_counter() - began, self._spent(), machine_spent()
        taken = [late - early for early, late in zip(before, after, strict=True)]
        others = (all_after - all_before - sum(taken)) / took
        turns = max(1, len(answers.seconds) + answers.failed)
        return Block(answers, Demand(*(one / turns for one in taken)), max(0.0, others))

    def _spent(self) -> tuple[float, ...]:
        kinds = (
            self._rasa,
            self._actions,
            _backends(self._engine, self._names),
            [self._redis.pid],
            [os.getpid()],
        )
        return tuple(spent(kind) for kind in kinds)


def _backends(engine: Engine, names: Sequence[str]) -> list[int]:
    """Return the processes of PostgreSQL that serve databases, where they run here."""
    told = text("SELECT pid FROM pg_stat_activity WHERE datname = ANY(:names) AND pid <> pg_backend_pid()")
    with engine.connect() as connection:
        return [int(pid) for pid in connection.execute(told, {"names": list(names)}).scalars()]


def _bytes(engine: Engine) -> float:
    with engine.connect() as connection:
        return float(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _page(server: Server) -> float:
    """Return the seconds of a core that a page of an occupation takes, each opened once."""
    with requests.Session() as session:
        listed = session.get(f"{server.url}/sitemap.xml", timeout=60).text
        paths = [part.split("</loc>")[0] for part in listed.split("<loc>")[1:]]
        paths = [server.url + "/" + path.split("/", 3)[3] for path in paths if "/occupations/" in path]
        chosen = paths[:: max(1, len(paths) // PAGES)]
        before = spent([server.process.pid])
        for path in chosen:
            session.get(path, timeout=60).raise_for_status()
        return (spent([server.process.pid]) - before) / len(chosen)


def _megabytes(servers: Sequence[Server]) -> float:
    held = [one for server in servers for one in memory(server.process.pid)]
    return sum(one.rss_mb for one in held) / len(servers)


class _Redis:
    """A Redis of the bench's own, in memory only."""

    def __init__(self, url: str, process: subprocess.Popen[bytes]) -> None:
        self.url, self.pid = url, process.pid

    def operations(self) -> float:
        import redis

        with redis.Redis.from_url(self.url) as client:
            return float(client.info("stats")["total_commands_processed"])


@contextmanager
def _redis() -> Iterator[_Redis]:
    program = shutil.which("redis-server")
    if program is None:
        raise NoRedis("redis-server is not installed; the bench needs it, as several Rasa servers do.")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield _Redis(f"redis://127.0.0.1:{port}/0", process)
    finally:
        process.terminate()
        process.wait(timeout=STOP_SECONDS)
