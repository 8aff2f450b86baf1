"""The figures as tables, and their place in docs/embedding.md."""

from __future__ import annotations

import gzip
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bench.advisor import ROOT
from bench.documents import put
from bench.tables import Row, markdown, plain
from bench.turns.measures import percentile
from bench.web.crowd import Load
from bench.web.ready import Ready
from bot.web.assets import widget_script

DOCUMENT = ROOT / "docs" / "embedding.md"
PART = "figures"
LOAD = ("sessions at once", "messages", "a second", "p50", "p95", "failed", "mixed up")
READY = ("in a browser, empty cache, medians", "this machine", "a phone, 4 times slower")


@dataclass(frozen=True)
class Figures:
    """All that was measured."""

    loads: Sequence[tuple[str, Load]]
    desktop: Ready
    phone: Ready


def load_rows(loads: Sequence[tuple[str, Load]]) -> list[Row]:
    """Return a row for each load."""
    return [
        (
            f"{load.sessions}, {name}",
            f"{len(load.milliseconds):,}",
            f"{load.per_second:.0f}",
            f"{percentile(load.milliseconds, 50):,.0f} ms",
            f"{percentile(load.milliseconds, 95):,.0f} ms",
            str(load.failed),
            str(load.mixed_up),
        )
        for name, load in loads
    ]


def ready_rows(desktop: Ready, phone: Ready) -> list[Row]:
    """Return what a visitor waits for."""
    named = {
        "from the script's first line to a launcher that can be used": "run",
        "from the request for the script": "since",
        "from a click on the launcher to the first words": "opened",
    }
    return [
        (name, *(f"{getattr(times, field):.0f} ms" for times in (desktop, phone)))
        for name, field in named.items()
    ]


def size() -> str:
    """Return a sentence on the size of the script."""
    script = widget_script().body
    zipped = gzip.compress(script, mtime=0)
    return f"The script has {len(zipped):,} bytes as it is sent (gzip), {len(script):,} unpacked."


def summary(figures: Figures) -> str:
    """Return the figures for the terminal."""
    return "\n\n".join(
        [
            size(),
            plain(READY, ready_rows(figures.desktop, figures.phone)),
            plain(LOAD, load_rows(figures.loads)),
        ]
    )


def page(figures: Figures) -> str:
    """Return the figures as Markdown."""
    machine = f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, {date.today():%B %Y}"
    how = (
        f"Measured on {machine}, with visitors, browser, one Rasa server, an action server and SQLite all on "
        "that machine. A message is timed until its answer is whole."
    )
    return "\n\n".join(
        [
            size(),
            markdown(READY, ready_rows(figures.desktop, figures.phone)),
            markdown(LOAD, load_rows(figures.loads)),
            how,
        ]
    )


def publish(figures: Figures) -> None:
    """Write the figures into the page."""
    put(DOCUMENT, PART, f"{page(figures)}\n")
