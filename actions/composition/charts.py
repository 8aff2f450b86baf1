"""Charts of figures. Which kind of chart is right follows from the kind of figure, which the measure states.

``bar`` compares amounts; ``column`` those of steps in an order, as levels or ages; ``share`` shows each share
against the whole; ``stack`` all shares as the parts of one whole; ``line`` values over years; ``range`` what
lies between a lower and an upper bound. Figures that do not make up what their measure promises, such as
shares that leave some of the whole out, are drawn as what they are, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from actions.answer import ChartBlock, ChartKind, Point
from actions.formatting import amount, capitalised, holds_for, in_unit
from actions.messages import message
from knowledge.numbers import number
from knowledge.records import Figure

FEWEST = 2  # figures of which a chart shows more than a sentence
WHOLE = 100.0  # per cent
ROUNDING = 0.5  # by so much may shares miss the whole that they make up
LONGEST_NOTE = 20  # characters that fit beside a year


def series_of(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Divide figures into what may be drawn together: of a measure, unit, place and, unless a line, time."""
    series: dict[tuple[str, str, str | None, str | None], list[Figure]] = {}
    for figure in figures:
        time = None if figure.measure.chart_type == "line" else figure.as_of
        series.setdefault((figure.measure.key, figure.unit, figure.place, time), []).append(figure)
    return list(series.values())


def charts(figures: Iterable[Figure]) -> tuple[ChartBlock, ...]:
    """Return a chart for each series that there is to draw."""
    return tuple(drawn for drawn in map(chart, series_of(figures)) if drawn)


def chart(figures: Sequence[Figure]) -> ChartBlock | None:
    """Return the chart of one series, or None if there is nothing to show."""
    kind = chart_kind(figures)
    if kind is None:
        return None
    if kind == "range":
        points = [_range(low, high) for low, high in _pairs(figures)]
    elif kind == "line":
        points = [_year(figure) for figure in sorted(figures, key=lambda one: one.as_of or "")]
    else:
        points = [Point(_name(figure), figure.value, amount(figure)) for figure in figures]
    return ChartBlock(_title(figures, kind), figures[0].unit, tuple(points), kind)


def _title(figures: Sequence[Figure], kind: ChartKind) -> str:
    first = figures[0]
    where = (first.place or "") if kind == "line" else holds_for(first)
    return (
        message("chart.holds_for", title=first.measure.title, where=where) if where else first.measure.title
    )


def chart_kind(figures: Sequence[Figure]) -> ChartKind | None:
    """Return how figures of one measure are drawn, or None if a chart of them would show nothing."""
    promised = figures[0].measure.chart_type
    if len(figures) < FEWEST or promised == "none" or len({figure.unit for figure in figures}) > 1:
        return None
    if promised == "range":
        return "range" if len(_pairs(figures)) * 2 == len(figures) else None
    if promised == "line":
        years = [figure.as_of for figure in figures if re.fullmatch(r"\d{4}", figure.as_of or "")]
        return "line" if len(set(years)) == len(figures) else None
    if promised in ("share", "stack") and any(figure.unit != "percent" for figure in figures):
        return "bar"
    if promised == "stack":
        rest = WHOLE - sum(figure.value for figure in figures)
        return "stack" if abs(rest) <= ROUNDING else "share"
    return "share" if promised == "share" else "column" if promised == "column" else "bar"


def _pairs(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Return lower and upper bound of each thing that has both."""
    lows, highs = (
        {one.entity.key if one.entity else "": one for one in figures if one.bound == bound}
        for bound in ("at_least", "at_most")
    )
    return [(low, highs[key]) for key, low in lows.items() if key in highs]


def _range(low: Figure, high: Figure) -> Point:
    between = message("chart.between", low=number(low.value), high=number(high.value))
    name = _name(high) if high.entity else message("chart.range")
    return Point(name, high.value, in_unit(between, high.unit), low=low.value)


def _year(figure: Figure) -> Point:
    year, note = figure.as_of or "", (figure.note or "").rstrip(".")
    if 0 < len(note) <= LONGEST_NOTE:
        year = message("chart.year", year=year, note=note[0].lower() + note[1:])
    return Point(year, figure.value, amount(figure), at=float(figure.as_of or 0))


def _name(figure: Figure) -> str:
    return capitalised(figure.entity.name if figure.entity else figure.measure.title)
