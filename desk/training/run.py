"""The process of one training: ``python -m desk.training.run ID``. ``desk.training.runs`` starts it.

It trains with the phrases that wait on a copy of the desk's content, asks the new model the questions of the
evaluation, and only if no figure is beyond its floor gives it to the servers. Whatever else happens, the
model in use, its phrases and the list of those that wait stay as they are.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from sqlalchemy.engine import Engine

from bot.conversations.database import create_conversations_engine
from bot.process.following import follow
from bot.settings import ROOT, ContentSettings
from bot.train import TrainingError, ensure_model, print_line
from desk.content.folder import DeskContent, write_files
from desk.content.phrases import FILE, issues_of, phrases_of, together
from desk.content.yaml_text import phrases_yaml
from desk.queries import audit, phrases
from desk.training import history, runs
from desk.training.runs import Run
from knowledge.settings import CONTENT_VARIABLE, DATABASE_VARIABLE, DESK_VARIABLE, ENCODER_VARIABLE

EVALUATION = (sys.executable, "-m", "bench.understanding", "--only", "end_to_end", "--brief")
# The advisor that is asked must neither answer in Slack nor share Redis or the desk's port with the one in
# use.
KEPT_SETTINGS = (CONTENT_VARIABLE, DESK_VARIABLE, ENCODER_VARIABLE, DATABASE_VARIABLE)
_MEASURED = re.compile(r"(\d+) figures, (\d+) beyond their floors")
_FALLEN = re.compile(r"^beyond its floor: (\S+)", re.MULTILINE)


class Cancelled(Exception):
    """Somebody has cancelled the training."""


@dataclass(frozen=True)
class Work:
    """The parts that take minutes: what trains a model for a desk's folder, and the command that asks it."""

    train: Callable[[], Path] = ensure_model
    evaluate: Sequence[str] = EVALUATION


def main(arguments: list[str] | None = None) -> int:
    """Run a training; return 0 if the new model is in use."""
    (run_id,) = sys.argv[1:] if arguments is None else arguments
    try:
        runs.hold(run_id)
    except runs.Busy:
        print_line("another training is running")
        return 1
    run = runs.get(run_id)  # as it was begun: whoever holds the lock has not died
    if run is None:
        print_line("there is no such training")
        return 1
    signal.signal(signal.SIGTERM, _cancel)
    ended = carry_out(run, create_conversations_engine(), Work())
    return 0 if ended.outcome == "swapped" else 1


def carry_out(run: Run, engine: Engine, work: Work) -> Run:
    """Train, evaluate and swap; return what came of it.

    Args:
        run: as it was begun.
        engine: of the conversations' database.
        work: the parts that take minutes.
    """
    try:
        run = _carried_out(run, engine, work)
    except Cancelled:
        run = replace(run, outcome="cancelled")
    except TrainingError as error:
        print_line(str(error))
        run = replace(run, outcome="failed")
    except Exception as error:  # noqa: BLE001 - whatever fails, the status must say so
        print_line(f"{type(error).__name__}: {error}")
        run = replace(run, outcome="failed")
    run = replace(run, ended_at=time.time())
    runs.save(run)
    return run


def _carried_out(run: Run, engine: Engine, work: Work) -> Run:
    content = ContentSettings.read().desk_content
    desk = DeskContent.read(content)
    before = history.present_model()  # while there is no newer one
    with engine.connect() as connection:
        waiting = phrases.waiting(connection)
    wanted = together(phrases_of(content), ((one.intent, one.text) for one in waiting))
    if issues := issues_of(desk, wanted):
        raise TrainingError("\n".join(map(str, issues)))
    text = phrases_yaml(wanted)
    run = _reached(replace(run, phrases=len(waiting)), "training")
    with tempfile.TemporaryDirectory(prefix="candidate-", dir=runs.folder() / run.id) as name:
        write_files(Path(name) / "content", {**desk.written(), FILE: text})
        # All that is asked from here on is asked of the copy.
        present = os.environ.get(DESK_VARIABLE)
        os.environ[DESK_VARIABLE] = name
        try:
            model = work.train()
            run = _reached(replace(run, model=model.name), "evaluating")
            code, output = _follow(work.evaluate, _environment(os.environ))
        finally:
            _restore(present)
    found = _MEASURED.search(output)
    if found:
        run = replace(run, figures=int(found[1]), fallen=tuple(_FALLEN.findall(output)))
    if code != 0:
        history.discard(model, before=before)
        return replace(run, outcome="fallen" if found else "failed")
    run = _reached(run, "swapping")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # from here on it is done wholly
    history.take(model, text, run.account, before=before)
    with engine.begin() as connection:
        phrases.drop(connection, (one.id for one in waiting))
        audit.note(connection, run.account, "model_taken", model.name)
    return replace(run, outcome="swapped")


def _reached(run: Run, phase: str) -> Run:
    run = replace(run, phase=phase)
    runs.save(run)
    print_line(f"{time.strftime('%H:%M:%S', time.gmtime())} UTC: {phase}")
    return run


def _follow(command: Sequence[str], environment: dict[str, str]) -> tuple[int, str]:
    """Run a command, show its output as it comes, and return its exit code and output."""
    lines = []

    def read(line: str) -> None:
        print_line(line.rstrip())
        lines.append(line)

    code = follow(command, folder=ROOT, environment=environment, each=read)
    return code, "".join(lines)


def _environment(present: os._Environ[str]) -> dict[str, str]:
    """Return the environment without the settings that bind an advisor to the one in use."""
    return {
        name: value
        for name, value in present.items()
        if not name.startswith("ADVISOR_") or name in KEPT_SETTINGS
    }


def _restore(value: str | None) -> None:
    if value is None:
        os.environ.pop(DESK_VARIABLE, None)
    else:
        os.environ[DESK_VARIABLE] = value


def _cancel(_number: int, _frame: FrameType | None) -> None:
    raise Cancelled


if __name__ == "__main__":
    sys.exit(main())
