"""Fixtures for all tests: the advisor as ``make run`` starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # tests/knowledge also runs where Rasa and requests are not installed
    from tests.conversations.talk import Advisor

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 150


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """The running advisor, with a knowledge base and ports of its own."""
    from bot.train import ensure_model
    from tests.conversations.talk import Advisor

    ensure_model()
    folder = tmp_path_factory.mktemp("advisor")
    environment = os.environ | {
        "ADVISOR_PORT": str(free_port()),
        "ADVISOR_ACTION_PORT": str(free_port()),
        "DATABASE_URL": f"sqlite:///{folder / 'knowledge.db'}",
    }
    environment.pop("ADVISOR_ACTION_URL", None)
    subprocess.run([sys.executable, "-m", "knowledge", "load"], cwd=ROOT, env=environment, check=True)
    log = folder / "advisor.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "bot.supervisor", "run"]
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        url = f"http://127.0.0.1:{environment['ADVISOR_PORT']}"
        try:
            wait_until_ready(running, log)
            yield Advisor(url, log, folder / "knowledge.db")
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=30) == 0, log.read_text(errors="replace")[-2000:]


def wait_until_ready(running: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the supervisor's word that both servers answer."""
    deadline = time.monotonic() + START_SECONDS
    while "The advisor is ready" not in log.read_text(errors="replace"):
        told = log.read_text(errors="replace")[-3000:]
        assert running.poll() is None, told
        assert time.monotonic() < deadline, told
        time.sleep(0.3)
