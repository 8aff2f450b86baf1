"""What tests of the deployment start and read. What is missing skips a test, or fails it where CI=true."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bench.gateway import CHECKS_BIN, Gateway, NginxMissing, nginx_program, running_nginx
from tests.deploy.stand_in import StandIn, standing_in
from tests.services import missing

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def check() -> Run:
    """Run a program of the checks' environment."""

    def run(name: str, *arguments: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        program = shutil.which(name, path=str(CHECKS_BIN))
        if program is None:
            missing(f"no {name}: run scripts/setup.sh checks")
        command = [str(program), *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60)

    return run


def require_nginx() -> None:
    try:
        nginx_program()
    except NginxMissing as reason:
        missing(str(reason))


class Proxied:
    """nginx in front of four stand-ins, of which a test may close or break some."""

    def __init__(self, gateway: Gateway, rasa: list[StandIn], actions: list[StandIn]) -> None:
        self.gateway, self.rasa, self.actions = gateway, rasa, actions


@contextmanager
def proxying(folder: Path, *, trusted: str | None = None) -> Iterator[Proxied]:
    require_nginx()
    with ExitStack() as stack:
        rasa = [stack.enter_context(standing_in(f"rasa-{number}")) for number in (1, 2)]
        actions = [stack.enter_context(standing_in(f"actions-{number}")) for number in (1, 2)]
        ports = [one.port for one in rasa], [one.port for one in actions]
        yield Proxied(stack.enter_context(running_nginx(folder, *ports, trusted=trusted)), rasa, actions)


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Proxied]:
    with proxying(tmp_path) as proxied:
        yield proxied


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """One that many tests share, since nothing of what they ask reaches a server."""
    with proxying(tmp_path_factory.mktemp("untouched")) as proxied:
        yield proxied
