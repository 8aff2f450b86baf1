"""Trainings that the desk has started: begun, watched and cancelled; one at a time on a machine.

Each has a folder with ``status.json`` and ``log.txt``, which its process writes. The process holds a lock as
long as it lives, so one that dies counts as ended, whatever its status says last.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.settings import MODELS, ROOT, ContentSettings
from desk.content.folder import write_at_once

KEPT_RUNS = 10
LOG_TAIL = 200  # lines that are shown
NICE = "10"
START_SECONDS = 180.0  # until its process has taken the lock, on a busy machine
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}\Z")
PHASES = ("starting", "training", "evaluating", "swapping")
OUTCOMES = ("swapped", "failed", "fallen", "cancelled", "died")


@dataclass(frozen=True)
class Run:
    """A training: who began it when, how far it is, and what came of it (empty while it runs)."""

    id: str
    account: str
    started_at: float
    phase: str = PHASES[0]
    outcome: str = ""
    ended_at: float | None = None
    phrases: int = 0
    model: str = ""
    figures: int = 0  # that were measured against their floors
    fallen: tuple[str, ...] = field(default=())  # those beyond them


class Busy(Exception):
    """Another training is running."""


def folder() -> Path:
    """Return where the trainings are."""
    return ContentSettings.read().desk / "training"


def why_impossible() -> str:
    """Return why no training can be started here, by a name of texts.yml; empty if it can.

    An installed image has neither the training data's questions nor a folder of models that it may write to.
    """
    if find_spec("bench") is None or not (ROOT / "bench" / "understanding").is_dir():
        return "training.no_questions"
    if not (ROOT / "data").is_dir() or not (ROOT / "tests").is_dir():
        return "training.no_questions"
    return "" if os.access(MODELS, os.W_OK | os.X_OK) else "training.models_fixed"


def begin(account: str) -> Run:
    """Start a training, which goes on when the desk ends; return it.

    Raises:
        Busy: another one is running.
        OSError: its folder cannot be written.
    """
    if running_pid() is not None:
        raise Busy
    started = time.time()
    name = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(started))}-{uuid.uuid4().hex[:8]}"
    run = Run(name, account, started)
    (folder() / name).mkdir(parents=True)
    save(run)
    with (folder() / name / "log.txt").open("ab") as log:
        subprocess.Popen(
            ["nice", "-n", NICE, sys.executable, "-m", "desk.training.run", name],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _delete_old()
    return run


def save(run: Run) -> None:
    """Write down how far a training is."""
    write_at_once(folder() / run.id / "status.json", json.dumps(asdict(run)))


def get(run_id: str) -> Run | None:
    """Return a training as it is; None if there is none with this id."""
    if not _ID.match(run_id):
        return None
    try:
        status = json.loads((folder() / run_id / "status.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    run = Run(**{**status, "fallen": tuple(status["fallen"])})
    starting = run.phase == PHASES[0] and time.time() - run.started_at < START_SECONDS
    if not run.outcome and not starting and _holder() != run.id:
        return replace(run, outcome="died")
    return run


def latest() -> list[Run]:
    """Return the trainings, the newest first."""
    names = sorted((one.name for one in folder().glob("*-*") if _ID.match(one.name)), reverse=True)
    return [run for name in names if (run := get(name)) is not None]


def log_of(run_id: str) -> list[str]:
    """Return the last lines of a training's output."""
    if not _ID.match(run_id):
        return []
    with suppress(OSError):
        text = (folder() / run_id / "log.txt").read_text(encoding="utf-8", errors="replace")
        return text.splitlines()[-LOG_TAIL:]
    return []


def cancel(run_id: str) -> bool:
    """Ask a training and all that it started to end; return whether it was running."""
    pid = running_pid()
    if pid is None or _holder() != run_id:
        return False
    os.killpg(pid, signal.SIGTERM)
    return True


def hold(run_id: str) -> int:
    """Take the lock for a training's process, which leads its process group; it is free again when that ends.

    Raises:
        Busy: another one has it.
    """
    folder().mkdir(parents=True, exist_ok=True)
    handle = os.open(folder() / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Busy from None
    os.ftruncate(handle, 0)
    os.write(handle, json.dumps({"run": run_id, "pid": os.getpgid(0)}).encode())
    return handle


def running_pid() -> int | None:
    """Return the process group of the training that is running, or None."""
    held = _held()
    return None if held is None else int(held["pid"])


def _holder() -> str | None:
    held = _held()
    return None if held is None else str(held["run"])


def _held() -> dict[str, Any] | None:
    """Return what the holder of the lock has written; None if nobody holds it."""
    try:
        handle = os.open(folder() / ".lock", os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        with suppress(ValueError):  # it has the lock, but has not written yet
            held: dict[str, Any] = json.loads(os.pread(handle, 1000, 0))
            return held
    finally:
        os.close(handle)
    return None


def _delete_old() -> None:
    for run in latest()[KEPT_RUNS:]:
        shutil.rmtree(folder() / run.id, ignore_errors=True)
