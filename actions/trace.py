"""What decided on an answer: steps of the policy and rankings of facts, kept for who has to explain it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

MOST_RANKINGS = 3
MOST_FACTS = 5  # of a ranking
MOST_STEPS = 8


@dataclass
class Trace:
    """``steps``: those that decided, the outermost last; ``rankings``: see :func:`note_ranking`."""

    steps: list[str] = field(default_factory=list)
    rankings: list[dict[str, Any]] = field(default_factory=list)

    def as_plain(self) -> dict[str, Any]:
        """Return what is kept with the turn."""
        return {
            "step": self.steps[-1] if self.steps else None,
            "steps": self.steps[-MOST_STEPS:],
            "rankings": self.rankings,
        }


_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def traced() -> Iterator[Trace]:
    """Note what is decided in this thread until the end of the block."""
    trace = Trace()
    token = _trace.set(trace)
    try:
        yield trace
    finally:
        _trace.reset(token)


def note_step(name: str) -> None:
    """Note that a step of the policy decided."""
    if trace := _trace.get():
        trace.steps.append(name)


def note_ranking(occupation: str, confidence: float, facts: list[tuple[str, float]]) -> None:
    """Note which facts about an occupation were ranked.

    Args:
        occupation: its key.
        confidence: the probability (0 to 1) that one of the first three answers.
        facts: key and share of the probability of each, the best first.
    """
    trace = _trace.get()
    if trace is None or len(trace.rankings) == MOST_RANKINGS:
        return
    best = [[key, round(share, 3)] for key, share in facts[:MOST_FACTS]]
    ranking = {"occupation": occupation, "confidence": round(confidence, 3), "facts": best}
    if ranking not in trace.rankings:
        trace.rankings.append(ranking)
