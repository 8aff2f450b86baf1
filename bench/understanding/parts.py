"""The parts of the evaluation as functions that another process can be given."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bot.process.quiet import silence_warnings

if TYPE_CHECKING:  # it imports Rasa, which takes seconds and reads the environment that the caller sets
    from bench.understanding.cross_validation import CrossValidation

T = TypeVar("T")


def cross_validated() -> CrossValidation:
    """Cross-validate in a process of its own."""
    silence_warnings()
    from bench.understanding import cross_validation

    return timed("cross_validation", cross_validation.run)


def timed(name: str, run: Callable[[], T]) -> T:
    """Run a part and say how long it took."""
    started = time.monotonic()
    result = run()
    print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    return result
