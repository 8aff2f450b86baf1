"""What is to be reached (``reach.yml``), and whether it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.turns.measures import at, largest, ratio
from bench.turns.results import Results, Side

FILE = Path(__file__).with_name("reach.yml")
FIRST, EARLY, LATE = 1, 5, 500  # turns
USERS = 10
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Verdict:
    """A figure beside its bound; one that was not measured is None and meets no bound."""

    title: str
    measured: float | None
    bound: float
    at_least: bool
    unit: str

    @property
    def met(self) -> bool:
        if self.measured is None:
            return False
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound


def p50(side: Side, mark: int) -> float | None:
    """Return the median of the turns around a mark, if it was measured."""
    found = at(side.turns, mark)
    return found.p50 if found else None


def tail(side: Side, marks: Sequence[int]) -> float | None:
    """Return how far the slow turns are at most from the middle ones, None if a mark was not measured."""
    found = [at(side.turns, mark) for mark in marks]
    return largest([ratio(spread.p95, spread.p50) if spread else None for spread in found])


def figures(results: Results) -> Figures:
    """Return the figures that are held to a bound."""
    ours, template = results.sides()
    return {
        "first_turn": ratio(p50(ours, FIRST), p50(template, FIRST)),
        "own_growth": ratio(p50(ours, LATE), p50(ours, EARLY)),
        "late_turn": ratio(p50(template, LATE), p50(ours, LATE)),
        "tail": tail(ours, results.marks),
        "throughput": ratio(ours.per_second(USERS), template.per_second(USERS)),
        "memory": ratio(ours.rss(), template.rss()),
        "start": ratio(ours.start(), template.start()),
        "unanswered": float(ours.failed + ours.silent) if ours.messages else None,
    }


def verdicts(results: Results) -> list[Verdict]:
    """Return all verdicts, in the order of ``reach.yml``."""
    measured = figures(results)
    return [
        Verdict(
            entry["title"],
            measured[entry["figure"]],
            entry.get("at_least", entry.get("at_most")),
            "at_least" in entry,
            entry["unit"],
        )
        for entry in _bounds()
    ]


def _bounds() -> Sequence[dict[str, Any]]:
    bounds: list[dict[str, Any]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return bounds
