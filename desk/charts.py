"""Charts as numbers for templates: shapes in a square of 100, stretched by the browser to any width."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SIZE = 100.0
GAP = 0.18  # of a column's width
MOST_TICKS = 4
MOST_LABELS = 6


@dataclass(frozen=True)
class Rectangle:
    """A part of a column; ``kind`` chooses its colour."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class Column:
    """What stands at one place: its parts, from the bottom up, and the whole place to point at."""

    x: float
    width: float
    parts: tuple[Rectangle, ...]
    title: str


@dataclass(frozen=True)
class Columns:
    """Stacked columns; ``ticks`` from the top down."""

    columns: tuple[Column, ...]
    ticks: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """Lines as paths; a gap where there is no value."""

    paths: dict[str, str]
    ticks: tuple[str, ...]
    labels: tuple[str, ...]


def columns(days: Sequence[date], parts: Sequence[dict[str, int]], titles: Sequence[str]) -> Columns:
    """Return a stacked column for each day.

    Args:
        days: in order.
        parts: for each day, the number of each kind from the bottom up.
        titles: what is said of each day.
    """
    top, ticks = scale(max((sum(one.values()) for one in parts), default=0))
    width = SIZE / max(1, len(days))
    made = []
    for place, (numbers, title) in enumerate(zip(parts, titles, strict=True)):
        x, y, found = place * width, SIZE, []
        for kind, number in numbers.items():
            height = number / top * SIZE
            y -= height
            if number:
                found.append(
                    Rectangle(
                        _round(x + width * GAP / 2),
                        _round(y),
                        _round(width * (1 - GAP)),
                        _round(height),
                        kind,
                    )
                )
        made.append(Column(_round(x), _round(width), tuple(found), title))
    return Columns(tuple(made), ticks, day_labels(days))


def lines(days: Sequence[date], series: dict[str, Sequence[float | None]]) -> Lines:
    """Return a line for each series, with a value or None for each day."""
    top, ticks = scale(
        max((value for one in series.values() for value in one if value is not None), default=0)
    )
    width = SIZE / max(1, len(days))
    paths = {}
    for name, values in series.items():
        path, pen_up = [], True
        for place, value in enumerate(values):
            if value is None:
                pen_up = True
                continue
            x, y = _round((place + 0.5) * width), _round(SIZE - value / top * SIZE)
            alone = pen_up and (place + 1 == len(values) or values[place + 1] is None)
            path.append(f"M{x} {y}h0.01" if alone else f"{'M' if pen_up else 'L'}{x} {y}")
            pen_up = False
        paths[name] = "".join(path)
    return Lines(paths, ticks, day_labels(days))


def strip(numbers: dict[str, int], most: int) -> list[Rectangle]:
    """Return a lying bar of several parts, as long as its sum compared with the longest bar's."""
    x, found = 0.0, []
    for kind, number in numbers.items():
        width = number / max(1, most) * SIZE
        if number:
            found.append(Rectangle(_round(x), 0.0, _round(width), 1.0, kind))
        x += width
    return found


def level(number: int, most: int, levels: int = 5) -> int:
    """Return the step (0 to ``levels``) of a number between 0 and the highest; 0 for none at all."""
    return math.ceil(levels * number / most) if number and most else 0


def scale(highest: float) -> tuple[float, tuple[str, ...]]:
    """Return the value at the top of an axis, and what stands at its ticks from the top down to 0."""
    if highest <= 0:
        return 1.0, ("1", "0")
    raw = highest / MOST_TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= raw * 0.999)
    step = max(1.0, math.ceil(step) if step < 10 else step)
    number = math.ceil(highest / step - 1e-9)
    return step * number, tuple(f"{step * place:,.0f}" for place in range(number, -1, -1))


def day_labels(days: Sequence[date]) -> tuple[str, ...]:
    """Return some of the days, evenly spread, as they stand below an axis."""
    if len(days) <= MOST_LABELS:
        chosen = list(days)
    else:
        chosen = [days[round(place * (len(days) - 1) / (MOST_LABELS - 1))] for place in range(MOST_LABELS)]
    return tuple(f"{day.day} {day:%b}" for day in chosen)


def _round(value: float) -> float:
    return round(value, 3)
