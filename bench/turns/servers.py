"""The two projects as running servers, each with all its processes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from bench.advisor import POLL_SECONDS, ROOT, STOP_SECONDS, free_port, running_advisor
from bot.process.child_processes import answers

KEPT = ROOT / ".cache" / "bench" / "turns"
TRAINING_SECONDS = 1200
START_SECONDS = 400  # on a busy machine it takes minutes to load its two TensorFlow policies
LOG_CHARACTERS = 2000
ENVIRONMENT = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}

Say = Callable[[str], None]


class ServerError(RuntimeError):
    """A server could not be prepared or started; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running project: where it takes messages, its first process and when that was started."""

    webhook: str
    pid: int
    started: float


Start = Callable[[Path], AbstractContextManager[Server]]


@contextmanager
def running_ours(folder: Path) -> Iterator[Server]:
    """Run the advisor with both of its servers and its database."""
    with running_advisor(folder) as advisor:
        yield Server(advisor.webhook, advisor.pid, advisor.started)


def ours_on(database_url: str) -> Start:
    """Return what runs the advisor on a knowledge base that is there."""

    @contextmanager
    def running(folder: Path) -> Iterator[Server]:
        with running_advisor(folder, database_url) as advisor:
            yield Server(advisor.webhook, advisor.pid, advisor.started)

    return running


def initial_files() -> list[Path]:
    """Return the files of the project that ``rasa init`` makes."""
    package = find_spec("rasa")
    if package is None or package.origin is None:
        raise ServerError("Rasa is not installed.")
    folder = Path(package.origin).parent / "cli" / "initial_project"
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")


def identity(rasa_version: str, files: list[Path]) -> str:
    """Give the hash of what the template's model is made of."""
    total = hashlib.sha256(rasa_version.encode())
    for file in files:
        total.update(f"\0{file.name}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


def ensure_template(say: Say, kept: Path = KEPT) -> Path:
    """Return the template project with its trained model, made first when it is not kept.

    Raises:
        ServerError: Rasa could not make it.
    """
    project = kept / f"template-{identity(version('rasa'), initial_files())}"
    if project.is_dir():
        return project
    kept.mkdir(parents=True, exist_ok=True)
    say("making and training Rasa's template project, once")
    with tempfile.TemporaryDirectory(dir=kept, prefix=".training-") as folder:
        command = [sys.executable, "-m", "rasa", "init", "--no-prompt", "--init-dir", folder]
        log = kept / "template-init.log"
        with log.open("wb") as output:
            done = subprocess.run(
                command,
                cwd=folder,
                env=os.environ | ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=TRAINING_SECONDS,
                check=False,
            )
        if done.returncode or not list(Path(folder, "models").glob("*.tar.gz")):
            raise ServerError(f"Rasa's template could not be made. {_end_of(log)}")
        shutil.copytree(folder, project, ignore=shutil.ignore_patterns(".rasa", "__pycache__"))
    return project


def template_starter(project: Path) -> Start:
    """Return what runs the template project as it ships, on the loopback interface."""

    @contextmanager
    def running_template(folder: Path) -> Iterator[Server]:
        port, log = free_port(), folder / "template.log"
        command = [sys.executable, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port)]
        with log.open("wb") as output:
            started = time.monotonic()
            running = subprocess.Popen(
                command,
                cwd=project,
                env=os.environ | ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                url = f"http://127.0.0.1:{port}"
                _wait_until_answered(running, url, log)
                yield Server(f"{url}/webhooks/rest/webhook", running.pid, started)
            finally:
                _end(running)

    return running_template


def _wait_until_answered(running: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(f"{url}/"):
        if running.poll() is not None:
            raise ServerError(f"Rasa's template ended. {_end_of(log)}")
        if time.monotonic() > deadline:
            raise ServerError(f"Rasa's template does not answer. {_end_of(log)}")
        time.sleep(POLL_SECONDS)


def _end(running: subprocess.Popen[bytes]) -> None:
    running.terminate()
    try:
        running.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        # It has a session of its own, so its group holds it and its children only.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _end_of(log: Path) -> str:
    return f"It said last: {log.read_text(encoding='utf-8', errors='replace')[-LOG_CHARACTERS:]}"
