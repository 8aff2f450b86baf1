"""Sizes the advisor: ``python -m bench.sizing size 10000``; ``… measure`` holds the model to a bench."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.advisor import ROOT
from bench.documents import put
from bench.postgres import NoPostgres
from bench.sizing import report
from bench.sizing.figures import (
    MEASURED,
    FigureError,
    positive,
    read_assumptions,
    read_measured,
    write_measured,
)
from bench.sizing.plan import MOST_PEOPLE, limits, size, values
from bench.tables import markdown, plain

DOCUMENT = ROOT / "docs" / "sizing.md"
PARTS = CHECKED, FIGURES, EXAMPLES = ("check", "measured", "examples")
EXAMPLE_PEOPLE = (1_000, 10_000, 100_000, 1_000_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; 1 if the model deviates beyond its bound, 2 if what is asked cannot be."""
    parser = argparse.ArgumentParser(prog="python -m bench.sizing", description=__doc__)
    jobs = parser.add_subparsers(dest="job", required=True)
    asked = jobs.add_parser("size", help="tell what so many people a day need")
    asked.add_argument("people", help="people a day")
    asked.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="change an assumption"
    )
    asked.add_argument("--measured", type=Path, default=MEASURED, help="figures of a bench")
    bench = jobs.add_parser("measure", help="measure turns with 1, 2 and 4 servers, beside the model")
    bench.add_argument(
        "--publish", action="store_true", help="write docs/sizing.md and the figures beside it"
    )
    chosen = parser.parse_args(arguments)
    try:
        if chosen.job == "measure":
            return _measure(publish=chosen.publish)
        print(told(chosen.people, chosen.set, chosen.measured))
    except (FigureError, NoPostgres) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def told(written: str, changes: Sequence[str] = (), file: Path = MEASURED) -> str:
    """Return the plan for so many people a day, as tables.

    Raises:
        FigureError: the number or an assumption cannot be used.
    """
    if not written.strip():
        raise FigureError("Say how many people a day, such as: make size USERS_PER_DAY=10000")
    people = positive(written, "USERS_PER_DAY")
    if people > MOST_PEOPLE or people != int(people):
        raise FigureError(f"USERS_PER_DAY must be a whole number up to {MOST_PEOPLE:,}, not {written!r}.")
    assumptions, measured = read_assumptions(changes), read_measured(file)
    at = values(assumptions)
    parts = (
        f"For {people:,.0f} people a day:",
        plain(report.NEEDED, report.needed(size(people, measured, at), round(at["spare_processes"]))),
        "What breaks first:",
        plain(report.BREAKS, report.breaks(limits(measured, at), people)),
        'Taken for granted (ARGS="--set NAME=VALUE" changes it):',
        plain(report.TAKEN, report.taken(assumptions)),
    )
    return "\n\n".join(parts)


def _measure(*, publish: bool) -> int:
    from bench.sizing import check
    from bench.sizing.measure import NoRedis, measure

    began = time.monotonic()
    try:
        runs = measure(
            check.expected, lambda line: print(f"[{time.monotonic() - began:4.0f} s] {line}", flush=True)
        )
    except NoRedis as problem:
        print(problem, file=sys.stderr)
        return 2
    found = check.checked(runs)
    print(plain(check.COLUMNS, check.rows(found)))
    if publish:
        python = platform.python_version()
        machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {python}"
        notes = ("Made by: make bench-sizing ARGS=--publish", f"On {machine}, with PostgreSQL and Redis.")
        write_measured(runs[0].measured, MEASURED, notes=notes)
        put(
            DOCUMENT,
            CHECKED,
            f"{markdown(check.COLUMNS, check.rows(found))}\n\n{check.told(found)} Machine: {machine}.\n",
        )
        publish_plans()
    far = check.beyond(found)
    for one in far:
        print(f"beyond {check.BOUND:.0%}: {one.pairs} servers, {one.figure}: {one.deviation:+.0%}")
    return 1 if far else 0


def publish_plans() -> None:
    """Write what was measured and examples of plans into docs/sizing.md."""
    measured, at = read_measured(), values(read_assumptions())
    plans = [size(people, measured, at) for people in EXAMPLE_PEOPLE]
    columns = ("", *(f"{people:,} people a day" for people in EXAMPLE_PEOPLE))
    tables = [report.needed(one, round(at["spare_processes"])) for one in plans]
    rows = [(row[0], *(table[place][1] for table in tables)) for place, row in enumerate(tables[0])]
    breaks = markdown(
        report.BREAKS,
        [(f"from {report.rounded(one.people)}", one.name, one.then) for one in limits(measured, at)],
    )
    put(DOCUMENT, FIGURES, f"{markdown(report.OF_A_TURN, report.of_a_turn(measured))}\n")
    put(DOCUMENT, EXAMPLES, f"{markdown(columns, rows)}\n\n{breaks}\n")


if __name__ == "__main__":
    raise SystemExit(main())
