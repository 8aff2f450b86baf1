"""Rasa and action servers, behind nginx or without, with databases and a Redis that the caller gives."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from bench.advisor import ROOT, free_port
from bench.gateway import Gateway, running_nginx

START_SECONDS = 300  # two models are loaded at once, maybe on a busy machine
STOP_SECONDS = 30


@dataclass
class Server:
    """A server that a test or benchmark may end in its own way."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def webhook(self) -> str:
        return f"{self.url}/webhooks/rest/webhook"

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end; return its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=STOP_SECONDS)

    def output(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]


@dataclass(frozen=True)
class Replicas:
    """The running servers."""

    rasa: Sequence[Server]
    actions: Sequence[Server]
    gateway: Gateway

    @property
    def webhook(self) -> str:
        return f"{self.gateway.url}/webhooks/rest/webhook"


@contextmanager
def running_replicas(
    folder: Path, *, database_url: str, conversations_url: str, redis_url: str, **settings: str
) -> Iterator[Replicas]:
    """Migrate both databases, then run two servers of each kind behind nginx until all are ready."""
    from bot.train import ensure_model  # Rasa takes seconds to import

    model = ensure_model()
    shared = os.environ | {
        "DATABASE_URL": database_url,
        "ADVISOR_CONVERSATIONS_URL": conversations_url,
        "ADVISOR_REDIS_URL": redis_url,
        **settings,
    }
    for job in (["knowledge", "load"], ["bot.conversations", "migrate"]):
        subprocess.run([sys.executable, "-m", *job], cwd=ROOT, env=shared, check=True, capture_output=True)
    ports = [free_port() for _ in range(4)]
    with ExitStack() as stack:
        actions = [
            stack.enter_context(
                _serving(
                    f"actions-{number}",
                    ["bot.action_server.server"],
                    port,
                    shared | {"ADVISOR_ACTION_PORT": str(port)},
                    folder,
                )
            )
            for number, port in enumerate(ports[2:], 1)
        ]
        gateway = stack.enter_context(running_nginx(folder, ports[:2], ports[2:]))
        rasa = [
            stack.enter_context(
                _serving(
                    f"rasa-{number}",
                    ["bot.server", str(model)],
                    port,
                    shared
                    | {
                        "ADVISOR_PORT": str(port),
                        "ADVISOR_ACTION_URL": f"{gateway.actions_url}/webhook",
                    },
                    folder,
                )
            )
            for number, port in enumerate(ports[:2], 1)
        ]
        for server in (*actions, *rasa):
            _wait_until_ready(server)
        yield Replicas(rasa, actions, gateway)


@contextmanager
def running_pairs(
    folder: Path, number: int, *, database_url: str, conversations_url: str, redis_url: str
) -> Iterator[tuple[list[Server], list[Server]]]:
    """Run so many Rasa servers, each with an action server of its own; both databases are migrated first."""
    from bot.train import ensure_model  # Rasa takes seconds to import

    model = ensure_model()
    shared = os.environ | {
        "DATABASE_URL": database_url,
        "ADVISOR_CONVERSATIONS_URL": conversations_url,
        "ADVISOR_REDIS_URL": redis_url,
        "ADVISOR_WEB_SECRET": "x" * 48,
    }
    command = [sys.executable, "-m", "bot.conversations", "migrate"]
    subprocess.run(command, cwd=ROOT, env=shared, check=True, capture_output=True)
    rasa: list[Server] = []
    actions: list[Server] = []
    with ExitStack() as stack:
        for place in range(1, number + 1):
            port, action_port = free_port(), free_port()
            ports = {"ADVISOR_PORT": str(port), "ADVISOR_ACTION_PORT": str(action_port)}
            at = shared | ports | {"ADVISOR_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook"}
            acting = _serving(f"actions-{place}", ["bot.action_server.server"], action_port, at, folder)
            actions.append(stack.enter_context(acting))
            talking = _serving(f"rasa-{place}", ["bot.server", str(model)], port, at, folder)
            rasa.append(stack.enter_context(talking))
            for server in (actions[-1], rasa[-1]):  # one pair after another: loading takes both cores
                _wait_until_ready(server)
        yield rasa, actions


@contextmanager
def _serving(
    name: str, program: Sequence[str], port: int, environment: dict[str, str], folder: Path
) -> Iterator[Server]:
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *program],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(name, port, process, log)
    try:
        yield server
    finally:
        if process.poll() is None:
            server.stop()


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_ready(server):
        assert server.process.poll() is None, server.output()
        assert time.monotonic() < deadline, server.output()
        time.sleep(0.3)


def _is_ready(server: Server) -> bool:
    try:
        return requests.get(f"{server.url}/ready", timeout=5).status_code == 200
    except requests.RequestException:
        return False
