"""Real servers for tests: the PostgreSQL that is there, or servers of a test's own that it may kill."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from bench import postgres
from bench.advisor import free_port

START_SECONDS = 20.0

_allowed: set[str] = set()


def allow(kinds: set[str]) -> None:
    """Note the kinds of the test that begins (tests/schedule.py)."""
    _allowed.clear()
    _allowed.update(kinds)


def needs(kind: str) -> None:
    """Fail a test that uses what its kinds do not include."""
    if kind not in _allowed:
        pytest.fail(
            f"uses what is only there for tests of the kind {kind}: mark it, or see tests/schedule.py"
        )


def missing(reason: str) -> None:
    """Skip a test, with the reason; fail it in CI, where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@contextmanager
def postgres_database(template: str | None = None) -> Iterator[str]:
    """Make a database with a random name on the server that is there, and drop it afterwards."""
    needs("postgres")
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres.postgres_database(template))
        except postgres.NoPostgres as problem:
            missing(str(problem))
        yield url


def wait_for_port(port: int, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port} after {seconds} s")


class RedisServer:
    """A Redis of the test's own, in memory only."""

    def __init__(self) -> None:
        needs("redis")
        self.program = shutil.which("redis-server")
        if self.program is None:
            missing("redis-server is not installed")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [str(self.program), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen([*command, "--appendonly", "no"], stdout=subprocess.DEVNULL)
        wait_for_port(self.port)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    server = RedisServer()
    server.start()
    try:
        yield server
    finally:
        server.kill()


class PostgresServer:
    """A PostgreSQL cluster of the test's own, which it may kill without harm to others."""

    def __init__(self) -> None:
        needs("postgres")
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        program = shutil.which("initdb") or (str(found[-1]) if found else None)
        if program is None:
            missing("PostgreSQL's initdb is not installed")
        self._programs = Path(str(program)).parent
        # Not in pytest's folder, which no other user may enter, and PostgreSQL refuses to run as root.
        self._place = tempfile.TemporaryDirectory(prefix="advisor-postgres-")
        self._folder = Path(self._place.name) / "cluster"
        self._log = Path(self._place.name) / "postgres.log"
        self.port = free_port()
        self.url = f"postgresql://advisor@127.0.0.1:{self.port}/postgres"
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self._folder.mkdir()
        if self._as:
            self._folder.parent.chmod(0o755)
            shutil.chown(self._folder, "postgres")
        initdb = [str(self._programs / "initdb"), "-D", str(self._folder), "-U", "advisor", "-A", "trust"]
        subprocess.run([*self._as, *initdb], check=True, capture_output=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["-D", str(self._folder), "-p", str(self.port), "-h", "127.0.0.1", "-k", ""]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._as, str(self._programs / "postgres"), *options], stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        engine = create_engine(self.url, connect_args={"connect_timeout": 2})
        while True:
            try:
                with engine.connect():
                    break
            except SQLAlchemyError:
                assert time.monotonic() < deadline, self._log.read_text(errors="replace")[-2000:]
                time.sleep(0.1)
        engine.dispose()

    def _postmaster(self) -> int | None:
        with suppress(OSError, ValueError):
            return int((self._folder / "postmaster.pid").read_text().splitlines()[0])
        return None

    def kill(self) -> None:
        """End it as a crash would: SIGKILL to the postmaster; its children end by themselves."""
        self._end(signal.SIGKILL)
        (self._folder / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        self._end(signal.SIGINT)
        self._place.cleanup()

    def _end(self, number: signal.Signals) -> None:
        pid = self._postmaster()
        if self._process is None or pid is None:
            return
        os.kill(pid, number)
        self._process.wait(timeout=START_SECONDS)
        self._process = None


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
