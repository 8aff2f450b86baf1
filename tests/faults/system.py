"""The advisor's servers as separate processes that a test may kill, stop and start again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import requests

from bench.advisor import ROOT, free_port
from bot.train import ensure_model
from tests.services import needs

START_SECONDS = 150.0
STOP_SECONDS = 20.0


class Server:
    """One process with a port and an address that says when it is ready."""

    def __init__(
        self, name: str, command: list[str], port: int, environment: dict[str, str], log: Path
    ) -> None:
        self.name, self.port = name, port
        self.url = f"http://127.0.0.1:{port}"
        self._command, self._environment, self._log = command, environment, log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, ready: str | None = "/ready") -> None:
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=output, stderr=output
            )
        if ready:
            self.wait_until_ready(ready)

    def wait_until_ready(self, path: str = "/ready") -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            with suppress(requests.RequestException):  # not yet
                if requests.get(self.url + path, timeout=3).status_code == 200:
                    return
            assert self._process and self._process.poll() is None, self.log[-3000:]
            assert time.monotonic() < deadline, self.log[-3000:]
            time.sleep(0.2)

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def signal(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGCONT)
        self._process.terminate()
        try:
            return self._process.wait(timeout=STOP_SECONDS)
        finally:
            self.kill()


class Served(Protocol):
    """What users need to talk to a system, and tests to read what it stored."""

    @property
    def urls(self) -> list[str]: ...

    @property
    def conversations_url(self) -> str: ...


class System:
    """An action server and one or more Rasa servers over the same databases."""

    def __init__(self, folder: Path, replicas: int = 1, **settings: str) -> None:
        needs("model")
        self.folder = folder
        actions = free_port()
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder / 'knowledge.db'}",
            "ADVISOR_CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.db'}",
            "ADVISOR_ACTION_PORT": str(actions),
            "ADVISOR_ACTION_URL": f"http://127.0.0.1:{actions}/webhook",
            **settings,
        }
        self.conversations_url = environment["ADVISOR_CONVERSATIONS_URL"]
        subprocess.run([sys.executable, "-m", "knowledge", "load"], cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "-m", "bot.action_server.server"]
        self.actions = Server("actions", command, actions, environment, folder / "actions.log")
        model = str(ensure_model())
        self.bots = []
        for number in range(replicas):
            port = free_port()
            own = environment | {"ADVISOR_PORT": str(port)}
            command = [sys.executable, "-m", "bot.server", model]
            self.bots.append(Server(f"bot{number}", command, port, own, folder / f"bot{number}.log"))

    @property
    def urls(self) -> list[str]:
        return [bot.url for bot in self.bots]

    def start(self) -> None:
        self.actions.start()
        for bot in self.bots:
            bot.start(ready=None)
        for bot in self.bots:
            bot.wait_until_ready()

    def stop(self) -> None:
        for server in (*self.bots, self.actions):
            server.stop()


@contextmanager
def running_system(folder: Path, replicas: int = 1, **settings: str) -> Iterator[System]:
    system = System(folder, replicas, **settings)
    try:
        system.start()
        yield system
    finally:
        system.stop()
