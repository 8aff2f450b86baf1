"""What users notice when nobody reads the supervisor's output, and when a server lives but answers nothing.

Not collected by its name: ``python -m bench.faults`` runs it, as the second fault takes a minute of waiting.
``tests/bot/test_supervisor.py`` has the same faults, with small programs in place of the servers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from fcntl import F_SETPIPE_SZ, fcntl
from pathlib import Path

import pytest

from bench.advisor import ROOT, free_port
from bench.turns.processes import family, memory
from bot.process.child_processes import DEAF_SECONDS
from bot.train import ensure_model
from tests.faults.conftest import Table, check
from tests.faults.crowd import talking
from tests.services import needs

READY = "The advisor is ready"
START_SECONDS = 150.0
STOP_SECONDS = 40.0
PIPE_BYTES = 4096  # the smallest: a reader that stops is felt at once
LOGGED_BYTES = 100_000  # more than the pipe of a child holds

pytestmark = pytest.mark.timeout(400)


class Supervised:
    """Both servers under the supervisor, whose output goes through a pipe to a program that can be frozen."""

    def __init__(self, folder: Path) -> None:
        needs("model")
        ensure_model()
        self.port = free_port()
        self.conversations_url = f"sqlite:///{folder / 'conversations.db'}"
        self._output, self._errors = folder / "output.log", folder / "errors.log"
        self._environment = os.environ | {
            "ADVISOR_PORT": str(self.port),
            "ADVISOR_ACTION_PORT": str(free_port()),
            "DATABASE_URL": f"sqlite:///{folder / 'knowledge.db'}",
            "ADVISOR_CONVERSATIONS_URL": self.conversations_url,
            "ADVISOR_LOG_MESSAGES": "true",
            "LOG_LEVEL": "DEBUG",
        }
        self._environment.pop("ADVISOR_ACTION_URL", None)

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{self.port}"]

    @property
    def output(self) -> str:
        """Return what the reader has passed on."""
        return self._output.read_text(errors="replace")

    @property
    def errors(self) -> str:
        return self._errors.read_text(errors="replace")

    def rasa_server(self) -> int | None:
        """Return the process id of the Rasa server, None where it does not run."""
        for pid in family(self.process.pid):
            if any(one.name == "bot.server" for one in memory(pid)[:1]):
                return pid
        return None

    def start(self) -> None:
        load = [sys.executable, "-m", "knowledge", "load"]
        subprocess.run(load, cwd=ROOT, env=self._environment, check=True)
        with self._output.open("wb") as output:
            self.reader = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=output)
        assert self.reader.stdin
        fcntl(self.reader.stdin, F_SETPIPE_SZ, PIPE_BYTES)
        command = [sys.executable, "-m", "bot.supervisor", "run"]
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=self.reader.stdin, stderr=errors
            )
        self.reader.stdin.close()
        self.wait_until(lambda: READY in self.output, START_SECONDS)

    def wait_until(self, holds: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert self.process.poll() is None and time.monotonic() < deadline, self.errors[-2000:]
            time.sleep(0.1)

    def stop(self) -> None:
        try:
            self.process.send_signal(signal.SIGINT)
            assert self.process.wait(STOP_SECONDS) == 0, self.errors[-2000:]
        finally:
            self.process.kill()
            self.reader.kill()
            self.reader.wait()


@pytest.fixture(scope="module")
def supervised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supervised]:
    system = Supervised(tmp_path_factory.mktemp("supervised"))
    try:
        system.start()
        yield system
    finally:
        system.stop()


def test_a_frozen_reader_of_the_output_is_not_felt(supervised: Supervised, table: Table) -> None:
    with talking(supervised, "reader of the logs: hangs for 20 s") as crowd:
        supervised.reader.send_signal(signal.SIGSTOP)
        before = len(supervised.output)
        time.sleep(20)
        assert len(supervised.output) == before
        supervised.reader.send_signal(signal.SIGCONT)
        supervised.wait_until(lambda: len(supervised.output) > before + LOGGED_BYTES, 10)
    check(crowd, supervised, table, silence=3)
    assert crowd.row()["apologies"] == 0


def test_a_server_that_is_alive_but_deaf_is_started_again(supervised: Supervised, table: Table) -> None:
    deaf = supervised.rasa_server()
    assert deaf
    with talking(supervised, "Rasa server: lives but answers nothing") as crowd:
        os.kill(deaf, signal.SIGSTOP)
        supervised.wait_until(lambda: "has not answered its health check" in supervised.errors, 60)
        supervised.wait_until(lambda: supervised.rasa_server() not in (None, deaf), 30)
    check(crowd, supervised, table, silence=DEAF_SECONDS + 25)


def test_a_reader_of_the_output_that_is_gone_is_not_felt(supervised: Supervised, table: Table) -> None:
    with talking(supervised, "reader of the logs: kill -9") as crowd:
        supervised.reader.kill()
        time.sleep(5)
    check(crowd, supervised, table, silence=3)
    assert crowd.row()["apologies"] == 0
