"""Compares the project's NLU pipeline with that of Rasa's template: ``python -m bench.nlu``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.nlu import report
from bench.nlu.pipelines import Pipeline, Served, WorkerError, ours, template
from bench.nlu.runs import Run, Say, identity, kept_or_measured, measured, model_of
from bench.nlu.tasks import BANKING77, MissingDataError, Task, messages_to_time, read_tasks
from bot.settings import ROOT, shown

DATA_VARIABLE = "NLU_BENCHMARKS"
DATA = ROOT.parent / "shared" / "nlu-benchmarks"
KEPT = ROOT / ".cache" / "bench" / "nlu"
RESULTS = ROOT / "var" / "bench"
TIMED, WARMING_UP, TURN = 300, 20, 10


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description=__doc__)
    parser.add_argument(
        "--reuse-template",
        action="store_true",
        help="keep the template's model and run, or take the kept ones",
    )
    parser.add_argument("--intents", type=int, help="only so many intents of each set, to try the harness")
    parser.add_argument("--publish", action="store_true", help="write the table into docs/evaluation.md")
    parser.add_argument("--out", type=Path, default=RESULTS, help="the folder for the figures")
    options = parser.parse_args(arguments)
    if options.publish and options.intents:
        parser.error("what is published is complete: leave --intents out")
    say = _progress()
    try:
        tasks = read_tasks(Path(os.environ.get(DATA_VARIABLE) or DATA), options.intents)
    except MissingDataError as missing:
        print(f"Skipped: {missing}")
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="bench-nlu-") as folder:
            table = compare(tasks, Path(folder), options.out, say, reuse=options.reuse_template)
    except WorkerError as problem:
        print(problem, file=sys.stderr)
        return 1
    say(f"{shown(options.out.resolve())}: nlu.md, nlu.svg, nlu.json")
    if options.publish:
        report.publish(options.out)
        say(f"{shown(report.DOCUMENT)} written")
    print(f"\n{table}")
    return 0


def compare(tasks: list[Task], scratch: Path, out: Path, say: Say, *, reuse: bool) -> str:
    """Measure both pipelines by turns on all tasks, write the figures and return the table."""
    pipelines = (template(), ours())
    folders: dict[tuple[str, str], Path] = {}
    runs: dict[tuple[str, str], Run] = {}
    for task in tasks:
        for pipeline in pipelines:
            keep = reuse and pipeline.key == "template"
            place = (pipeline.key, task.name)
            name = f"{pipeline.key}-{task.name.lower()}"
            folders[place] = KEPT / f"{name}-{identity(pipeline, task)}" if keep else scratch / name
            run = kept_or_measured if keep else measured
            runs[place] = run(pipeline, task, folders[place], say)
    (timed,) = (task for task in tasks if task.name == BANKING77)
    models = [(pipeline, model_of(folders[pipeline.key, timed.name])) for pipeline in pipelines]
    seconds = parse_seconds(models, timed)
    say("parse times measured")
    by_name = {task.name: task for task in tasks}
    found = {
        pipeline.key: report.figures(
            pipeline.key, by_name, {name: runs[pipeline.key, name] for name in by_name}, seconds[pipeline.key]
        )
        for pipeline in pipelines
    }
    return report.write(found["ours"], found["template"], by_name, TIMED, out)


def parse_seconds(models: list[tuple[Pipeline, Path]], task: Task) -> dict[str, list[float]]:
    """Time the same single messages through both pipelines, a few at a time by turns."""
    texts = messages_to_time(task, TIMED + WARMING_UP)
    (own, first), (other, second) = models
    seconds: dict[str, list[float]] = {own.key: [], other.key: []}
    with Served(own, task, first) as left, Served(other, task, second) as right:
        for served in (left, right):
            served.parse(texts[:WARMING_UP])
        for start in range(WARMING_UP, len(texts), TURN):
            for pipeline, served in ((own, left), (other, right)):
                seconds[pipeline.key] += served.parse(texts[start : start + TURN])[1]
    return seconds


def _progress() -> Say:
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"[{time.monotonic() - started:5.0f} s] {line}", flush=True)

    return say


if __name__ == "__main__":
    sys.exit(main())
