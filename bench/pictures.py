"""What all pictures share: colours, style, and SVG files that are the same bytes for the same figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl  # type: ignore[import-untyped,unused-ignore]
from matplotlib.backends.backend_svg import FigureCanvasSVG  # type: ignore[import-untyped,unused-ignore]
from matplotlib.figure import Figure  # type: ignore[import-untyped,unused-ignore]

WIDTH = 9.0  # inches
COLOURS = ("#3b6ea8", "#e0a030", "#b8405e", "#5b4b8a")  # distinguishable with red-green colour blindness


def style(salt: str) -> dict[str, Any]:
    """Return the settings of a picture; ``salt`` makes the names inside the file its own and repeatable."""
    return {
        "svg.hashsalt": salt,
        "svg.fonttype": "none",
        "font.family": ["DejaVu Sans", "sans-serif"],
        "font.size": 9,
        "axes.prop_cycle": mpl.cycler(color=COLOURS),
        "axes.spines.top": False,
        "axes.spines.right": False,
    }


def new_figure(height: float) -> Figure:
    """Return an empty picture that is drawn as SVG."""
    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasSVG(figure)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a picture without date and version, so that the same figures give the same file."""
    unsaid = {"Date": None, "Creator": None}
    figure.savefig(path, format="svg", metadata=unsaid, bbox_inches="tight")
