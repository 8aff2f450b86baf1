"""Measures how well the advisor understands: ``python -m bench.understanding``."""

from __future__ import annotations

import argparse
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from bench.understanding.parts import cross_validated, timed
from bot.process.quiet import quiet_environment, silence_warnings
from bot.settings import shown

PARTS = ("end_to_end", "cross_validation")


def main(arguments: list[str] | None = None) -> int:
    """Measure, report, and fail when a figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure one part")
    parser.add_argument(
        "--brief", action="store_true", help="leave out the older sets, and typing errors that are added"
    )
    parser.add_argument("--publish", action="store_true", help="write the figures into docs/evaluation.md")
    options = parser.parse_args(arguments)
    if options.publish and (options.only or options.brief):
        parser.error("what is published is complete: leave --only and --brief out")
    quiet_environment()
    silence_warnings()
    return measure(options.only, publish=options.publish, brief=options.brief)


def measure(only: str | None, *, publish: bool, brief: bool = False) -> int:
    """Measure both parts or one; return the exit code."""
    from bench.understanding import end_to_end, report
    from bench.understanding.floors import compare, read_floors
    from bot.train import loading_command

    asking = partial(end_to_end.run, brief=brief)
    subprocess.run(loading_command(), check=True)  # the components learn their terms from the database
    # Side by side: the advisor that is asked keeps hardly more than one core busy.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        validation = None if only == "end_to_end" else pool.submit(cross_validated)
        asked = None if only == "cross_validation" else timed("end_to_end", asking)
        validated = validation.result() if validation else None
    figures = {**(asked.figures() if asked else {}), **(validated.figures() if validated else {})}
    compared = compare(figures, read_floors(), complete=only is None and not brief)
    result = report.build(compared, asked, validated)
    result.write()
    if publish:
        result.publish()
    print(f"\n{result.plain()}")
    failed = [figure.name for figure in compared if not figure.ok]
    for name in failed:
        print(f"beyond its floor: {name}")
    print(f"\n{len(compared)} figures, {len(failed)} beyond their floors; see {shown(report.FOLDER)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
