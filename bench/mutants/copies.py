"""Copies of the project, in which the mutants live: the files themselves are never changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.mutants.mutant import Mutant

SHARED = (".venv", ".cache/encoder", ".cache/axe", "models")  # which tests only read
CHECKED_OUT = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")


@dataclass(frozen=True)
class Outcome:
    """How a run of tests ended; ``code`` is None if it was stopped for its time."""

    code: int | None
    output: str


def copy_project(root: Path, to: Path) -> None:
    """Copy what is under version control, or could be, and link what tests only read."""
    names = subprocess.run(CHECKED_OUT, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, to / name)
    for name in SHARED:
        if (root / name).exists() and not (to / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            (to / name).symlink_to((root / name).resolve())


@contextmanager
def mutated(copy: Path, mutant: Mutant) -> Iterator[None]:
    """Change one file of a copy, and put it back."""
    file = copy / mutant.file
    source = file.read_bytes()
    _write(file, mutant.applied(source))
    try:
        yield
    finally:
        _write(file, source)


def _write(file: Path, source: bytes) -> None:
    # Python takes compiled code for current by the file's size and its time in seconds.
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        compiled.unlink()
    file.write_bytes(source)


def run_tests(
    copy: Path, arguments: Sequence[str], environment: Mapping[str, str], seconds: float
) -> Outcome:
    """Run pytest in a copy; all processes of it are stopped when the time is over."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "bench.mutants.plugin"]
    started = subprocess.Popen(
        [*command, *arguments],
        cwd=copy,
        env=_environment() | dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = started.communicate(timeout=seconds)
        return Outcome(started.returncode, output)
    except subprocess.TimeoutExpired:
        return Outcome(None, "")
    finally:
        _stop(started)


def _environment() -> dict[str, str]:
    # Started by a worker of pytest-xdist, it is none of its processes.
    others = ("PYTHONDONTWRITEBYTECODE", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return kept | {"SQLALCHEMY_SILENCE_UBER_WARNING": "1", "RASA_TELEMETRY_ENABLED": "false"}


def _stop(started: subprocess.Popen[str]) -> None:
    # Also what a test has started and left: a mutant may have removed the line that ends it.
    try:
        os.killpg(started.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        started.wait()
        if started.stdout:
            started.stdout.close()
