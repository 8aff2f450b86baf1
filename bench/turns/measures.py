"""Percentiles, curves, slopes: the arithmetic of the bench."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bench.turns.plan import window

Sample = tuple[int, float]  # the number of a turn, and its milliseconds
BINS_A_DECADE = 6


@dataclass(frozen=True)
class Spread:
    """How long turns took, in milliseconds."""

    p50: float
    p95: float
    samples: int


@dataclass(frozen=True)
class Point:
    """Turns that lie together: the middle one of them, and how long they took."""

    turn: float
    spread: Spread


def percentile(values: Sequence[float], percent: float) -> float:
    """Return a percentile, between two values in proportion.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(milliseconds: Sequence[float]) -> Spread | None:
    """Return the spread of some turns, if there are any."""
    if not milliseconds:
        return None
    return Spread(percentile(milliseconds, 50), percentile(milliseconds, 95), len(milliseconds))


def at(samples: Sequence[Sample], mark: int) -> Spread | None:
    """Return the spread of the turns around a mark."""
    turns = window(mark)
    return spread([milliseconds for turn, milliseconds in samples if turn in turns])


def curve(samples: Sequence[Sample]) -> list[Point]:
    """Return the spread of turns by their number, in bins that are equally wide on a logarithmic scale."""
    bins: dict[int, list[Sample]] = {}
    for sample in samples:
        bins.setdefault(math.floor(math.log10(sample[0]) * BINS_A_DECADE + 1e-9), []).append(sample)
    points = []
    for _number, found in sorted(bins.items()):
        times = spread([milliseconds for _turn, milliseconds in found])
        if times:
            points.append(Point(percentile([turn for turn, _milliseconds in found], 50), times))
    return points


def ratio(figure: float | None, other: float | None) -> float | None:
    """Return one figure in terms of another, where both were measured."""
    return None if figure is None or not other else figure / other


def largest(ratios: Sequence[float | None]) -> float | None:
    """Return the largest of some ratios, None if there is none or one was not measured."""
    measured = [one for one in ratios if one is not None]
    return max(measured, default=None) if len(measured) == len(ratios) else None


def slope(places: Sequence[float], values: Sequence[float]) -> float:
    """Return how much values rise for each unit of place, by least squares; 0 where it is undefined."""
    count = len(places)
    if count < 2:
        return 0.0
    middle, mean = sum(places) / count, sum(values) / count
    across = sum((place - middle) ** 2 for place in places)
    if not across:
        return 0.0
    risen = sum((place - middle) * (value - mean) for place, value in zip(places, values, strict=True))
    return risen / across
