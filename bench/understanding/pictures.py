"""Bars as SVG files, the same bytes for the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl  # type: ignore[import-untyped,unused-ignore]
from matplotlib.ticker import MaxNLocator  # type: ignore[import-untyped,unused-ignore]

from bench.pictures import new_figure, save, style

ROW_HEIGHT, MARGIN_HEIGHT = 0.3, 1.2  # inches
THICKNESS = 0.75  # of a row
MARK = "#222222"


@dataclass(frozen=True)
class Bars:
    """Horizontal bars: one of each series for each label, beside or behind each other."""

    title: str
    labels: tuple[str, ...]
    series: dict[str, tuple[float, ...]]
    marks: Sequence[float | None] = ()
    marks_title: str = ""
    stacked: bool = False
    percent: bool = False


def draw(bars: Bars, path: Path) -> None:
    """Draw bars, the first label at the top."""
    with mpl.rc_context(style("understanding")):
        rows = len(bars.labels) * (1 if bars.stacked else max(1, len(bars.series)) ** 0.5)
        figure = new_figure(MARGIN_HEIGHT + ROW_HEIGHT * rows)
        axes = figure.add_subplot()
        _draw_series(axes, bars)
        marked = [(mark, place) for place, mark in enumerate(bars.marks) if mark is not None]
        if marked:
            across, down = zip(*marked, strict=True)
            axes.plot(across, down, "|", color=MARK, markersize=11, markeredgewidth=2, label=bars.marks_title)
        axes.set_yticks(range(len(bars.labels)), bars.labels)
        axes.set_ylim(len(bars.labels) - 0.4, -0.6)
        if bars.percent:
            axes.set_xlim(0, 108)  # room for the figure behind a full bar
            axes.set_xticks(range(0, 101, 20))
        else:
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_title(bars.title, loc="left")
        if len(bars.series) > 1 or marked:
            axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
        save(figure, path)


def _draw_series(axes: object, bars: Bars) -> None:
    behind = [0.0] * len(bars.labels)
    thickness = THICKNESS if bars.stacked else THICKNESS / len(bars.series)
    for number, (name, values) in enumerate(bars.series.items()):
        shift = 0.0 if bars.stacked else (number - (len(bars.series) - 1) / 2) * thickness
        places = [place + shift for place in range(len(values))]
        drawn = axes.barh(places, values, thickness, left=behind, label=name)  # type: ignore[attr-defined]
        if bars.stacked:
            behind = [start + value for start, value in zip(behind, values, strict=True)]
        else:
            form = "%.1f" if bars.percent else "%d"
            padding = 12 if bars.marks else 2  # a mark stands near the end of its bar
            axes.bar_label(drawn, fmt=form, padding=padding, fontsize=7)  # type: ignore[attr-defined]
