"""The model is held against each run, and knows of the first alone."""

from __future__ import annotations

import os

import pytest

from bench.sizing.check import beyond, checked, rows, told
from bench.sizing.figures import read_measured
from bench.sizing.machine import Demand
from bench.sizing.measure import USERS, Arrivals, Block, Run
from bench.sizing.traffic import Answers

CORES = os.cpu_count() or 1


def run(pairs: int, rate: float, seconds: float, *, rasa: float, others: float = 0.0) -> Run:
    """A run in which only the Rasa server takes time."""
    demand = Demand(rasa, 1e-6, 1e-6, 1e-6)
    saturated = Block(Answers([USERS / rate] * int(10 * rate), 0, 10.0), demand, others)
    arrivals = [Arrivals(0.5, 0.5 / rasa, Block(Answers([seconds] * 9, 0, 1.0), demand, others))]
    return Run(pairs, saturated, saturated, arrivals, read_measured())


def test_a_run_as_the_model_expects_it_deviates_by_nothing() -> None:
    found = checked([run(1, 100.0, 0.02, rasa=0.01)])
    assert found[0].model == pytest.approx(found[0].measured, rel=0.01)
    assert found[1].model == pytest.approx(found[1].measured, rel=0.01) and beyond(found) == []
    assert found[0].limited_by == "processes" or CORES == 1
    assert [row[:2] for row in rows(found)] == [
        ("1", "turns a second at most"),
        ("1", f"mean time to the answer, {USERS} users"),
        ("1", "mean time to the answer, 50 arrivals a second"),
    ]


def test_later_runs_are_expected_by_the_turns_of_the_first() -> None:
    slower = run(64, 10.0, 0.02, rasa=0.5)
    of_slower = checked([run(1, 100.0, 0.02, rasa=0.01), slower])[3]
    assert of_slower.model == pytest.approx(CORES / 0.01, rel=0.01) and of_slower.limited_by == "cores"
    assert of_slower in beyond([of_slower])


def test_cores_that_others_take_are_not_expected_of_the_bench() -> None:
    free, taken = (checked([run(64, 100.0, 0.02, rasa=0.01, others=one)])[0] for one in (0.0, CORES - 0.5))
    assert taken.model == pytest.approx(free.model * 0.5 / CORES)


def test_what_cannot_keep_up_has_no_time() -> None:
    first = run(1, 100.0, 0.02, rasa=0.01)
    late = Run(1, first.alone, first.saturated, [Arrivals(0.5, 1e6, first.saturated)], first.measured)
    assert checked([late])[2].model == float("inf")


def test_the_furthest_of_both_kinds_of_figures_are_told() -> None:
    said = told(checked([run(1, 100.0, 0.04, rasa=0.01, others=0.0)]))
    assert "deviates by 0%" in said and f"left {CORES:.1f} cores" in said
