"""The modules whose tests are tested, and a sample of the changes that can be made to them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from bench.mutants import python_operators, script_operators
from bench.mutants.mutant import Mutant

TARGETS = {
    "policy": (
        "actions/policy.py",
        "actions/facts/findings.py",
        "actions/facts/answers.py",
        "actions/facts/retrieval.py",
    ),
    "questions": ("actions/questions/*.py",),
    "turns": ("bot/turns/*.py",),
    "conversations": ("bot/conversations/*.py",),
    "channels": ("bot/channels/*.py",),
    "Slack's worker": ("bot/slack/worker.py",),
    "queries": ("knowledge/queries/*.py",),
    "loader": ("knowledge/loader.py",),
    "widget": ("bot/web/widget/*.js", "bot/web/widget/more/*.js", "bot/web/page/*.js"),
}


def candidates(root: Path) -> dict[str, list[Mutant]]:
    """Return all changes that can be made to the targets below a folder, by the target's name."""
    return {
        name: [
            mutant for pattern in patterns for file in sorted(root.glob(pattern)) for mutant in of(root, file)
        ]
        for name, patterns in TARGETS.items()
    }


def of(root: Path, file: Path) -> list[Mutant]:
    """Return all changes that can be made to a file."""
    made = script_operators.mutants_of if file.suffix == ".js" else python_operators.mutants_of
    return made(str(file.relative_to(root)), file.read_bytes())


def sample(found: dict[str, list[Mutant]], size: int, seed: int) -> list[Mutant]:
    """Choose about ``size`` mutants: from each target by the root of its number, from its files in turn.

    They are mixed, so that a run which is stopped has tried some of all.

    A mutant's rank depends on the seed and on its key alone, so a change elsewhere moves few of the others.
    """
    weights = {name: math.sqrt(len(mutants)) for name, mutants in found.items()}
    whole = sum(weights.values())
    chosen: list[Mutant] = []
    for name, mutants in found.items():
        share = max(1, round(size * weights[name] / whole)) if mutants else 0
        chosen += list(_in_turn(mutants, seed))[:share]
    return sorted(chosen, key=lambda one: _rank(seed, one.key))


def _in_turn(mutants: Iterable[Mutant], seed: int) -> Iterator[Mutant]:
    files: dict[str, list[Mutant]] = {}
    for mutant in sorted(mutants, key=lambda one: _rank(seed, one.key)):
        files.setdefault(mutant.file, []).append(mutant)
    queues = (files[file] for file in sorted(files, key=lambda name: _rank(seed, name)))
    for round_ in zip_longest(*queues):
        yield from (mutant for mutant in round_ if mutant)


def _rank(seed: int, key: object) -> str:
    return hashlib.sha256(f"{seed} {key}".encode()).hexdigest()
