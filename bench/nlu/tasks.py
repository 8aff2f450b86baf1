"""What is measured: the public sets, and how training examples and tests are drawn from them."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.typing_errors import with_typing_errors

SEED = 7
BANKING77, CLINC150 = "BANKING77", "CLINC150"
CLEAN, TYPED, OUT_OF_SCOPE = "clean", "typing_errors", "out_of_scope"
FILES = ("banking77_train.csv", "banking77_test.csv", "clinc150_train_val.json")
ORIGIN = (
    "BANKING77 is by PolyAI (CC BY 4.0; train and test as CSV with the columns text and category), "
    "CLINC150 by Clinc (CC BY 3.0; its full set as JSON with train, val and oos_val)."
)


class MissingDataError(RuntimeError):
    """The public sets are not there; the message says what is missing and where it comes from."""


@dataclass(frozen=True)
class Example:
    """A message and its intent; None where it belongs to none of the set's."""

    text: str
    intent: str | None


@dataclass(frozen=True)
class Task:
    """What a pipeline learns from and the tests that it is then put to."""

    name: str
    training: tuple[Example, ...]
    tests: dict[str, tuple[Example, ...]]


def read_tasks(folder: Path, most_intents: int | None = None) -> list[Task]:
    """Return all tasks.

    Args:
        folder: holds the files of the public sets.
        most_intents: take only so many intents of each set, to try the harness.

    Raises:
        MissingDataError: a file is not there.
    """
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise MissingDataError(
            f"{folder} lacks {', '.join(missing)}; NLU_BENCHMARKS names another folder. {ORIGIN}"
        )
    return [_banking77(folder, most_intents), _clinc150(folder, most_intents)]


def drawn(examples: Sequence[Example], per_intent: int, seed: int = SEED) -> tuple[Example, ...]:
    """Draw so many examples of each intent, the same in any order of the intents."""
    by_intent: dict[str, list[Example]] = {}
    for example in examples:
        by_intent.setdefault(str(example.intent), []).append(example)
    return tuple(
        example
        for intent in sorted(by_intent)
        for example in random.Random(f"{seed} {intent}").sample(by_intent[intent], per_intent)
    )


def halves(size: int, seed: int = SEED) -> tuple[list[int], list[int]]:
    """Split the places 0 … size - 1 at random into two halves."""
    places = list(range(size))
    random.Random(f"{seed} halves").shuffle(places)
    return sorted(places[: size // 2]), sorted(places[size // 2 :])


def messages_to_time(task: Task, number: int, seed: int = SEED) -> list[str]:
    """Draw messages of the tests, as many clean ones as ones with typing errors."""
    chance = random.Random(f"{seed} timed")
    texts = [
        example.text
        for test, share in ((CLEAN, number - number // 2), (TYPED, number // 2))
        for example in chance.sample(task.tests[test], min(share, len(task.tests[test])))
    ]
    chance.shuffle(texts)
    return texts


def _banking77(folder: Path, most_intents: int | None) -> Task:
    training, test = (_first_intents(_rows(folder / name), most_intents) for name in FILES[:2])
    typed = tuple(Example(with_typing_errors(example.text, SEED), example.intent) for example in test)
    return Task(BANKING77, drawn(training, per_intent=10), {CLEAN: test, TYPED: typed})


def _clinc150(folder: Path, most_intents: int | None) -> Task:
    data = json.loads((folder / FILES[2]).read_text(encoding="utf-8"))
    training, test = (
        _first_intents([Example(_one_line(text), intent) for text, intent in data[split]], most_intents)
        for split in ("train", "val")
    )
    out_of_scope = tuple(Example(_one_line(text), None) for text, _intent in data["oos_val"])
    return Task(CLINC150, drawn(training, per_intent=20), {CLEAN: test, OUT_OF_SCOPE: out_of_scope})


def _rows(file: Path) -> list[Example]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [Example(_one_line(row["text"]), row["category"]) for row in csv.DictReader(lines)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _first_intents(examples: Sequence[Example], most: int | None) -> tuple[Example, ...]:
    kept = sorted({str(example.intent) for example in examples})[:most]
    return tuple(example for example in examples if example.intent in kept)
