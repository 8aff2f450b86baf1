"""Tries mutants, several at once, each in a copy of the project."""

from __future__ import annotations

import json
import queue
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from bench.mutants.copies import Outcome, copy_project, mutated, run_tests
from bench.mutants.mutant import Mutant
from bench.mutants.recording import WIDGET_TESTS, Recording

START_SECONDS = 45.0  # until the first test runs, on a busy machine
SLOWER = 4.0  # than recorded
AT_MOST_SECONDS = 150.0
PASSED, FAILED, INTERRUPTED = 0, 1, 2  # pytest's exit codes; a file that cannot be imported interrupts


class Verdict(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"
    UNREACHED = "unreached"  # no test reaches its line, so none was run


@dataclass(frozen=True)
class Tried:
    mutant: Mutant
    verdict: Verdict
    seconds: float


class Broken(Exception):
    """The tests could not be run."""


@contextmanager
def copies(root: Path, number: int) -> Iterator[list[Path]]:
    """Make copies of the project, and delete them afterwards, even after an error."""
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    try:
        made = [folder / str(place) for place in range(number)]
        for one in made:
            copy_project(root, one)
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def try_all(
    mutants: Sequence[Mutant],
    places: Sequence[Path],
    recording: Recording,
    bases: Path,
    until: float | None = None,
) -> Iterator[Tried]:
    """Try the mutants, yield each as it ends; none begins after ``until``, by ``time.monotonic``."""
    free: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for place in places:
        free.put(place)

    def run(mutant: Mutant) -> Tried | None:
        if until is not None and time.monotonic() > until:
            return None
        place = free.get()
        try:
            return attempt(mutant, place, recording, bases)
        finally:
            free.put(place)

    with ThreadPoolExecutor(len(places)) as pool:
        running = [pool.submit(run, mutant) for mutant in mutants]
        try:
            for ended in as_completed(running):
                tried = ended.result()
                if tried:
                    yield tried
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def attempt(mutant: Mutant, place: Path, recording: Recording, bases: Path) -> Tried:
    """Run the tests that reach a mutant in a copy that holds it."""
    began = time.monotonic()
    environment: dict[str, str] = {}
    if mutant.file.endswith(".js"):
        arguments, limit = ["-x", *WIDGET_TESTS], AT_MOST_SECONDS
    else:
        tests = recording.reaching(mutant)
        if not tests:
            return Tried(mutant, Verdict.UNREACHED, 0.0)
        chosen = place / ".mutant-tests.json"
        chosen.write_text(json.dumps(tests), "utf-8")
        environment["MUTANT_TESTS"] = str(chosen)
        arguments = ["-x", *sorted({name.partition("::")[0] for name in tests})]
        limit = min(AT_MOST_SECONDS, START_SECONDS + SLOWER * recording.time_of(tests))
        if not _loads(mutant.file):
            environment["MUTANT_BASES"] = str(bases)
    with mutated(place, mutant):
        outcome = run_tests(place, arguments, environment, limit)
    return Tried(mutant, verdict_of(outcome), time.monotonic() - began)


def _loads(file: str) -> bool:
    """Return whether a file is what loads databases, so that its mutants have to load their own."""
    return file.startswith("knowledge/") and not file.startswith("knowledge/queries/")


def verdict_of(outcome: Outcome) -> Verdict:
    """Read the exit code of pytest.

    Raises:
        Broken: pytest itself failed or found no test, which says nothing about the mutant.
    """
    if outcome.code is None:
        return Verdict.TIMED_OUT
    if outcome.code == PASSED:
        return Verdict.SURVIVED
    if outcome.code in (FAILED, INTERRUPTED) or outcome.code < 0:
        return Verdict.KILLED
    raise Broken(outcome.output)
