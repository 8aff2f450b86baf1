"""Latency by turn of both projects, and memory by time, as SVG files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl  # type: ignore[import-untyped,unused-ignore]
from matplotlib.ticker import FuncFormatter, NullFormatter  # type: ignore[import-untyped,unused-ignore]

from bench.pictures import COLOURS, new_figure, save, style
from bench.turns.measures import Sample, curve

HEIGHT = 4.2  # inches
TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def draw_latency(series: dict[str, Sequence[Sample]], path: Path) -> None:
    """Draw how long turns take by their number: the middle as a line, up to p95 as a band."""
    with mpl.rc_context(style("latency")):
        figure = new_figure(HEIGHT)
        axes = figure.add_subplot(xscale="log", yscale="log")
        for colour, (name, samples) in zip(COLOURS, series.items(), strict=False):
            points = curve(samples)
            turns = [point.turn for point in points]
            middle = [point.spread.p50 for point in points]
            slow = [point.spread.p95 for point in points]
            axes.plot(turns, middle, "o-", color=colour, markersize=3.5, label=f"{name}, p50")
            axes.fill_between(turns, middle, slow, color=colour, alpha=0.18, linewidth=0, label="up to p95")
        for axis in (axes.xaxis, axes.yaxis):
            _plain_ticks(axis)
        axes.grid(visible=True, color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel("turn of one conversation")
        axes.set_ylabel("milliseconds")
        axes.set_title("Time to the reply over HTTP", loc="left")
        axes.legend(loc="upper left", frameon=False)
        save(figure, path)


def draw_memory(series: dict[str, Sequence[tuple[float, float]]], warm_up: float, path: Path) -> None:
    """Draw the memory of each process by minutes, from nothing up; the warm-up is shaded."""
    with mpl.rc_context(style("soak")):
        figure = new_figure(HEIGHT * 0.7)
        axes = figure.add_subplot()
        axes.axvspan(0, warm_up, color="#eeeeee", label="warm-up")
        for colour, (name, samples) in zip(COLOURS, series.items(), strict=False):
            axes.plot(*zip(*samples, strict=True), color=colour, label=name)
        axes.set_xlim(left=0)
        axes.set_ylim(bottom=0)
        axes.set_xlabel("minutes of steady load")
        axes.set_ylabel("memory (RSS), MB")
        axes.set_title("Memory under steady load", loc="left")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
        save(figure, path)


def _plain_ticks(axis: Any) -> None:
    low, high = axis.get_view_interval()
    axis.set_ticks([tick for tick in TICKS if low <= tick <= high])
    axis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())
