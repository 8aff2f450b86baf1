"""The tables on all occupations, and their part of ``docs/performance.md``."""

from __future__ import annotations

from pathlib import Path

from bench.documents import put
from bench.tables import Row
from bench.turns.enlarged import TIMES
from bench.turns.measures import ratio
from bench.turns.occupation_questions import occupations
from bench.turns.occupations import ANY, DATABASES, FEATURED, KINDS, OVER_ALL, Found
from bench.turns.report import DOCUMENT, OCCUPATIONS, Table, reach_table

NOTES = Path(__file__).with_name("occupations.md")
TOLD = {FEATURED: "the machine learning engineer", ANY: "any occupation", OVER_ALL: "all occupations"}


def latency_table(found: Found) -> Table:
    """Return p50 and p95 of each kind of question, by database and number of occupations."""
    count = len(occupations())
    rows: list[Row] = []
    for part in found.parts:
        own = part.p50(FEATURED)
        for kind in KINDS:
            asked, taken = part.asked[kind], part.asked[kind].spread
            if taken:
                relative = ratio(taken.p50, own)
                rows.append(
                    (
                        DATABASES[part.database],
                        f"{part.times * count:,}",
                        TOLD[kind],
                        f"{taken.p50:.1f}",
                        f"{taken.p95:.1f}",
                        "" if relative is None else f"×{relative:.2f}",
                        f"{asked.answered / taken.samples:.0%}",
                        str(taken.samples),
                    )
                )
    columns = (
        "Database",
        "Occupations",
        "Question about",
        "p50 ms",
        "p95 ms",
        "ratio",
        "Answered",
        "Samples",
    )
    return Table("Any occupation", columns, rows)


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
