"""The tables on all occupations, and their part of ``docs/performance.md``."""

from __future__ import annotations

from pathlib import Path

from bench.documents import put
from bench.tables import Row
from bench.turns.enlarged import TIMES
from bench.turns.measures import Spread
from bench.turns.occupation_questions import occupations
from bench.turns.occupations import ANY, DATABASES, FEATURED, KINDS, OVER_ALL, Found
from bench.turns.report import DOCUMENT, NOTHING, OCCUPATIONS, Table, reach_table

NOTES = Path(__file__).with_name("occupations.md")
TOLD = {FEATURED: "the machine learning engineer", ANY: "any occupation", OVER_ALL: "all occupations"}


def latency_table(found: Found) -> Table:
    """Return p50 and p95 of each kind of question in milliseconds, by database and number of occupations."""
    count = len(occupations())
    rows: list[Row] = [
        (
            DATABASES[part.database],
            f"{part.times * count:,}",
            *(_spread(part.asked[kind].spread) for kind in KINDS),
            str(samples),
        )
        for part in found.parts
        if (samples := max(len(asked.times) for asked in part.asked.values()))
    ]
    kinds = (f"{TOLD[kind]}: p50, p95 ms" for kind in KINDS)
    columns = ("Database", "Occupations", *kinds, "Samples a kind")
    return Table("Any occupation", columns, rows)


def _spread(taken: Spread | None) -> str:
    return f"{taken.p50:.1f}, {taken.p95:.1f}" if taken else NOTHING


def plain(found: Found) -> str:
    """Return both tables for the terminal."""
    return f"{reach_table(found.verdicts()).plain()}\n\n{latency_table(found).plain()}"


def section(found: Found) -> str:
    """Return the part of the page."""
    return NOTES.read_text(encoding="utf-8").format(
        reach=reach_table(found.verdicts()).markdown(),
        latency=latency_table(found).markdown(),
        count=f"{len(occupations()):,}",
        times=TIMES,
        busy=found.machine["busy"],
    )


def publish(found: Found, document: Path = DOCUMENT) -> None:
    """Write the part of the page anew.

    Raises:
        ValueError: the page has no place for it.
    """
    put(document, OCCUPATIONS, section(found))
