"""Holds the model against what was measured with one, two and four pairs of servers."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.sizing.machine import Demand, Machine, capacity, limit, response
from bench.sizing.measure import USERS, Run
from bench.sizing.queueing import Overloaded
from bench.tables import Row

BOUND = 0.2
COLUMNS: Row = ("servers", "figure", "model", "measured", "deviation", "limited by", "cores left by others")


@dataclass(frozen=True)
class Checked:
    """A figure of the model beside the measured one."""

    pairs: int
    figure: str
    unit: str
    model: float
    measured: float
    limited_by: str
    cores: float
    is_held: bool = True  # to the bound

    @property
    def deviation(self) -> float:
        """How far the model is from what was measured, as a share of that."""
        return self.model / self.measured - 1


def expected(pairs: int, demand: Demand, cores: float) -> float:
    """Return the capacity that the model expects."""
    return capacity(Machine(pairs, cores), demand)


def checked(runs: Sequence[Run]) -> list[Checked]:
    """Return the figures of all runs; the model knows what a turn takes of the first run alone.

    What others take of the machine is told to the model. Times of arrivals of chance are shown, not held to
    the bound: where others run, a turn waits for them in a way that no model of the advisor knows.
    """
    first = runs[0]
    demand, variation = first.saturated.demand, first.measured.variation
    found = []
    for run in runs:
        block = run.saturated
        machine = Machine(run.pairs, block.cores)
        most = capacity(machine, demand)
        told = (limit(machine, demand), block.cores)
        times = statistics.mean(block.answers.seconds)
        found.append(Checked(run.pairs, "turns a second at most", "", most, block.answers.rate, *told))
        # By Little's law, since each of them waits for its answer all the time.
        figure = f"mean time to the answer, {USERS} users"
        found.append(Checked(run.pairs, figure, "ms", 1000 * USERS / most, 1000 * times, *told))
        for each in run.arrivals:
            machine = Machine(run.pairs, each.block.cores)
            try:
                seconds = response(machine, demand, each.rate, alone=run.measured.alone, variation=variation)
            except Overloaded:
                seconds = float("inf")
            found.append(
                Checked(
                    run.pairs,
                    f"mean time to the answer, {each.rate:.0f} arrivals a second",
                    "ms",
                    1000 * seconds,
                    1000 * statistics.mean(each.block.answers.seconds),
                    limit(machine, demand),
                    each.block.cores,
                    is_held=False,
                )
            )
    return found


def rows(found: Sequence[Checked]) -> list[Row]:
    """Return a row of each figure."""
    return [
        (
            str(one.pairs),
            one.figure,
            f"{one.model:.1f} {one.unit}".strip(),
            f"{one.measured:.1f} {one.unit}".strip(),
            f"{one.deviation:+.0%}".replace("-", "−"),
            one.limited_by,
            f"{one.cores:.2f}",
        )
        for one in found
    ]


def told(found: Sequence[Checked]) -> str:
    """Return in a sentence or two how far the model is from what was measured."""
    held = max((abs(one.deviation) for one in found if one.is_held), default=0.0)
    loose = max((abs(one.deviation) for one in found if not one.is_held), default=0.0)
    left = min((one.cores for one in found), default=0.0)
    return (
        f"The furthest figure that is held to the bound deviates by {held:.0%}, the furthest of arrivals "
        f"by {loose:.0%}. At times others left {left:.1f} cores to the bench."
    )


def beyond(found: Sequence[Checked]) -> list[Checked]:
    """Return the figures that deviate by more than the bound, of those that are held to it."""
    return [one for one in found if one.is_held and abs(one.deviation) > BOUND]
