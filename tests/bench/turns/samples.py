"""Results for the tests: round figures, so that every ratio can be seen."""

from __future__ import annotations

from bench.turns.plan import FULL, window
from bench.turns.processes import Memory
from bench.turns.results import Load, Results, Side

MACHINE = {"cores": "2", "system": "Linux", "python": "3.10", "rasa": "3.6", "busy": "0.1"}


def side(key: str, by_mark: dict[int, float], per_second: float, start: float, mb: float) -> Side:
    turns = [(turn, value) for mark, value in by_mark.items() for turn in window(mark) for _copy in range(3)]
    loads = [Load(users, per_second, 10.0, 20.0, 0.07) for users in FULL.users for _round in range(3)]
    memory = [Memory("server", mb, mb / 2), Memory("helper", 100.0, 50.0)]
    return Side(key, [start, start, 9 * start], turns, loads, memory, messages=100)


def results() -> Results:
    ours = side("ours", {1: 10, 5: 10, 10: 10, 100: 11, 500: 12}, 90.0, 5.0, 500.0)
    template = side("template", {1: 20, 5: 22, 10: 24, 100: 80, 500: 240}, 30.0, 10.0, 900.0)
    return Results(ours, template, FULL.marks, FULL.users, dict(MACHINE))
