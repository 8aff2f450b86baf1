"""The two pipelines, and the processes in which each is trained and served."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.nlu.tasks import Task
from bot.settings import LOGS, ROOT, shown

LOG_TAIL = 15
TRAINING_THREADS, SERVING_THREADS = 2, 1
BATCH = 200


class WorkerError(RuntimeError):
    """A pipeline's process ended; the message says where its log is and what it said last."""


@dataclass(frozen=True)
class Pipeline:
    """A pipeline to measure: what it is called and the file that configures it."""

    key: str
    title: str
    config: Path


def ours() -> Pipeline:
    """Return the pipeline of the project's own configuration."""
    return Pipeline("ours", "This project", ROOT / "config.yml")


def template() -> Pipeline:
    """Return the pipeline of ``rasa init``, which names none, so that Rasa takes its default."""
    package = find_spec("rasa")
    if package is None or package.origin is None:
        raise WorkerError("Rasa is not installed.")
    default = Path(package.origin).parent / "engine/recipes/config_files/default_config.yml"
    return Pipeline("template", "Rasa's template", default)


def train(pipeline: Pipeline, task: Task, folder: Path) -> dict[str, Any]:
    """Train ``model.tar.gz`` in ``folder``; return seconds and peak memory."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "nlu.json"
    # Rasa's JSON format: in its YAML a message with brackets would be read as marked entities.
    examples: list[dict[str, Any]] = [
        {"text": example.text, "intent": example.intent, "entities": []} for example in task.training
    ]
    data.write_text(json.dumps({"rasa_nlu_data": {"common_examples": examples}}), encoding="utf-8")
    log = log_file(pipeline, task, "train")
    arguments = ["train", str(pipeline.config), str(data), str(folder)]
    with log.open("wb") as output:
        done = subprocess.run(
            command(arguments),
            cwd=ROOT,
            env=environment(TRAINING_THREADS, folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            check=False,
        )
    if done.returncode:
        raise WorkerError(failure(log))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


class Served:
    """A trained pipeline that answers in a process of its own."""

    def __init__(self, pipeline: Pipeline, task: Task, model: Path) -> None:
        """Start the process; it loads the model before it answers first."""
        self._log = log_file(pipeline, task, "serve")
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                command(["serve", str(model), pipeline.key]),
                cwd=ROOT,
                env=environment(SERVING_THREADS, model.parent),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
                encoding="utf-8",
            )
        self.peak_mb = 0.0

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def parse(self, texts: Sequence[str]) -> tuple[list[dict[str, Any]], list[float]]:
        """Return the parse of each text and the seconds it took."""
        parses: list[dict[str, Any]] = []
        seconds: list[float] = []
        for first in range(0, len(texts), BATCH):
            answer = self._ask(texts[first : first + BATCH])
            parses += answer["parses"]
            seconds += answer["seconds"]
            self.peak_mb = answer["peak_mb"]
        return parses, seconds

    def _ask(self, texts: Sequence[str]) -> dict[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            raise WorkerError("The process has no pipes.")
        try:
            print(json.dumps(list(texts)), file=self._process.stdin, flush=True)
        except BrokenPipeError:
            raise WorkerError(failure(self._log)) from None
        line = self._process.stdout.readline()
        if not line:
            raise WorkerError(failure(self._log))
        answer: dict[str, Any] = json.loads(line)
        return answer


def command(arguments: list[str]) -> list[str]:
    """Give the command of a worker."""
    return [sys.executable, "-m", "bench.nlu.worker", *arguments]


def environment(threads: int, folder: Path) -> dict[str, str]:
    """Give the variables of a worker: its threads, and no trained components of other runs."""
    names = (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "TF_INTRA_OP_PARALLELISM_THREADS",
        "TF_INTER_OP_PARALLELISM_THREADS",
    )
    return {
        **os.environ,
        **dict.fromkeys(names, str(threads)),
        "RASA_CACHE_DIRECTORY": str(folder / "rasa-cache"),
        "RASA_MAX_CACHE_SIZE": "0",
        "LOG_LEVEL": "INFO",
    }


def log_file(pipeline: Pipeline, task: Task, what: str) -> Path:
    """Give the file for what a worker says."""
    LOGS.mkdir(parents=True, exist_ok=True)
    return LOGS / f"bench-nlu-{pipeline.key}-{task.name.lower()}-{what}.log"


def failure(log: Path) -> str:
    """Put the end of a worker's log into a message."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_TAIL:]
    return "\n".join([f"A pipeline's process ended ({shown(log)}). It said last:", *lines])
