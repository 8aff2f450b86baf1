"""The advisor as ``make run`` starts it, with a knowledge base and ports of its own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

ROOT = Path(__file__).resolve().parents[1]
LOADED = ROOT / "var" / "knowledge.db"  # the knowledge base of ``make run``, if it was loaded
START_SECONDS = 150
STOP_SECONDS = 30
POLL_SECONDS = 0.1
READY = "The advisor is ready"


@dataclass(frozen=True)
class Advisor:
    """A running advisor."""

    url: str
    log: Path
    database: Path  # of its knowledge base, unless another was given
    pid: int  # of the process that starts all others
    started: float  # when it was started, by the monotonic clock

    @property
    def conversations(self) -> Path:
        """The database of its conversations."""
        return self.log.with_name("conversations.db")

    @property
    def webhook(self) -> str:
        return f"{self.url}/webhooks/rest/webhook"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_loaded(file: Path) -> None:
    """Copy the knowledge base of ``make run``, which may be in use."""
    with closing(sqlite3.connect(LOADED)) as loaded, closing(sqlite3.connect(file)) as copy:
        loaded.backup(copy)


def bring_up_to_date(database_url: str) -> None:
    """Load the content and import the occupations where they are not there or have changed."""
    environment = os.environ | {"DATABASE_URL": database_url}
    for job in ("load", "occupations"):
        command = [sys.executable, "-m", "knowledge", job]
        subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def running_advisor(
    folder: Path, database_url: str | None = None, *, conversations_url: str | None = None
) -> Iterator[Advisor]:
    """Run both servers with the model of the present inputs.

    Args:
        folder: for their log, their conversations and, without a URL, the knowledge base.
        database_url: of the knowledge base; content and datasets are brought up to date.
        conversations_url: of the conversations; by default a file in the folder.
    """
    from bot.train import ensure_model  # tests/knowledge import this module where Rasa is not installed

    ensure_model()
    if database_url is None:
        database_url = f"sqlite:///{folder / LOADED.name}"
        if LOADED.is_file():  # brought up to date below: that takes a second, loading everything ten
            copy_loaded(folder / LOADED.name)
    bring_up_to_date(database_url)
    environment = os.environ | {
        "ADVISOR_PORT": str(free_port()),
        "ADVISOR_ACTION_PORT": str(free_port()),
        "DATABASE_URL": database_url,
        "ADVISOR_CONVERSATIONS_URL": conversations_url or f"sqlite:///{folder / 'conversations.db'}",
    }
    environment.pop("ADVISOR_ACTION_URL", None)
    log = folder / "advisor.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "bot.supervisor", "run"]
        started = time.monotonic()
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        url = f"http://127.0.0.1:{environment['ADVISOR_PORT']}"
        try:
            _wait_until_ready(running, log)
            yield Advisor(url, log, folder / "knowledge.db", running.pid, started)
        finally:
            assert _stopped(running) == 0, log.read_text(errors="replace")[-2000:]


def _wait_until_ready(running: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the supervisor's word that both servers answer."""
    deadline = time.monotonic() + START_SECONDS
    while READY not in log.read_text(errors="replace"):
        output = log.read_text(errors="replace")[-3000:]
        assert running.poll() is None, output
        assert time.monotonic() < deadline, output
        time.sleep(POLL_SECONDS)


def _stopped(running: subprocess.Popen[bytes]) -> int:
    """Stop the supervisor and return its exit code; one that does not end in time is killed."""
    running.send_signal(signal.SIGINT)
    try:
        return running.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        running.kill()
        return running.wait()
