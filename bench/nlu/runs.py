"""A pipeline's run over a task: trained, put to the tests, and kept on disk where asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.nlu.pipelines import Pipeline, Served, train
from bench.nlu.tasks import Task

Say = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """What a pipeline said to each test, and what its training and its serving took."""

    parses: dict[str, list[dict[str, Any]]]
    training_seconds: float
    training_processor_seconds: float
    training_mb: float
    serving_mb: float
    reused: bool = False


def model_of(folder: Path) -> Path:
    """Say where a run keeps its model."""
    return folder / "model.tar.gz"


def measured(pipeline: Pipeline, task: Task, folder: Path, say: Say) -> Run:
    """Train the pipeline in ``folder`` and put it to the tests of the task."""
    say(f"{task.name}: {pipeline.title} learns {len(task.training)} examples …")
    training = train(pipeline, task, folder)
    say(f"{task.name}: {pipeline.title} learned for {training['seconds']:.0f} s")
    with Served(pipeline, task, model_of(folder)) as served:
        parses = {
            test: served.parse([example.text for example in examples])[0]
            for test, examples in task.tests.items()
        }
    say(f"{task.name}: {pipeline.title} read {sum(map(len, parses.values()))} messages")
    return Run(
        parses,
        training_seconds=training["seconds"],
        training_processor_seconds=training["processor_seconds"],
        training_mb=training["peak_mb"],
        serving_mb=served.peak_mb,
    )


def kept_or_measured(pipeline: Pipeline, task: Task, folder: Path, say: Say) -> Run:
    """Return the run that ``folder`` keeps; measure it first if there is none."""
    file = folder / "run.json"
    if file.is_file() and model_of(folder).is_file():
        say(f"{task.name}: the kept run of {pipeline.title}")
        return Run(**{**json.loads(file.read_text(encoding="utf-8")), "reused": True})
    run = measured(pipeline, task, folder, say)
    file.write_text(json.dumps(asdict(run)), encoding="utf-8")
    return run


def identity(pipeline: Pipeline, task: Task) -> str:
    """Give the hash of what a run depends on: configuration, Rasa, training examples and tests."""
    parts = [pipeline.config.read_text(encoding="utf-8"), version("rasa"), json.dumps(asdict(task))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
