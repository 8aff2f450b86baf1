"""Measures a turn, beside Rasa's template: ``python -m bench.turns [occupations|soak|unseen|flood]``."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.tables import plain
from bench.turns import flood, occupations, occupations_report, report, results, unseen
from bench.turns import soak as soaking
from bench.turns.compare import compare
from bench.turns.plan import FULL, QUICK
from bench.turns.reach import verdicts
from bench.turns.results import OURS, TEMPLATE
from bench.turns.servers import Say, ServerError, ensure_template, running_ours, template_starter
from bench.turns.users import UsersError
from bot.settings import shown
from bot.train import TrainingError

COMPARED, SOAKED, ASKED = "compare.json", "soak.json", "occupations.json"
JOBS = ("compare", "occupations", "soak", "unseen", "flood")


def main(arguments: list[str] | None = None) -> int:
    """Measure and report; the exit code says whether all was reached."""
    parser = argparse.ArgumentParser(prog="python -m bench.turns", description=__doc__)
    parser.add_argument("job", nargs="?", choices=JOBS, default="compare")
    parser.add_argument("--quick", action="store_true", help="a few turns only, to try the harness")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long to soak")
    parser.add_argument("--messages", type=int, default=20_000, help="how many messages of unseen words")
    parser.add_argument("--publish", action="store_true", help="write docs/performance.md from the last runs")
    parser.add_argument("--out", type=Path, default=report.FOLDER, help="the folder for the figures")
    options = parser.parse_args(arguments)
    if options.quick and options.publish:
        parser.error("what is published is complete: leave --quick out")
    if options.publish and options.job == "soak" and not (options.out / COMPARED).is_file():
        parser.error("run the comparison first: the page contains it")
    say = _progress()
    # As Ctrl-C does, so that the servers are stopped and no process is left behind.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(128 + signal.SIGTERM))
    try:
        with tempfile.TemporaryDirectory(prefix="bench-turns-") as folder:
            if options.job == "soak":
                reached = _soak(options.minutes, Path(folder), options.out, say)
            elif options.job == "unseen":
                found = unseen.run(running_ours, options.messages, Path(folder), say)
                print(f"\n{unseen.summary(found)}\n")
                return 0 if found.met else 1
            elif options.job == "flood":
                beside = flood.run(running_ours, Path(folder), say)
                print(f"\n{plain(flood.COLUMNS, flood.rows(beside))}\n")
                return 0 if beside.met else 1
            else:
                reached = True
                if options.job == "compare":
                    reached = _compare(Path(folder), options.out, say, quick=options.quick)
                if options.job == "occupations" or not options.quick:
                    reached &= _occupations(Path(folder), options.out, say, quick=options.quick)
    except (ServerError, TrainingError, UsersError) as problem:
        print(problem, file=sys.stderr)
        return 1
    say(f"{shown(options.out.resolve())} holds the figures")
    if options.publish:
        _publish(options.out, all_of_it=options.job != "occupations")
        say(f"{shown(report.DOCUMENT)} written")
    return 0 if reached else 1


def _compare(folder: Path, out: Path, say: Say, *, quick: bool) -> bool:
    starters = {OURS: running_ours, TEMPLATE: template_starter(ensure_template(say))}
    found = compare(starters, QUICK if quick else FULL, folder, say)
    results.write(found, out / ("quick.json" if quick else COMPARED))
    report.draw(found, out)
    print("\n" + "\n\n".join(table.plain() for table in report.tables(found).values()) + "\n")
    if quick:  # too few turns to judge by
        return found.ours.failed + found.ours.silent == 0
    return all(verdict.met for verdict in verdicts(found))


def _soak(minutes: float, folder: Path, out: Path, say: Say) -> bool:
    found = soaking.soak(running_ours, minutes, folder, say)
    soaking.write(found, out / SOAKED)
    report.draw_soak(found, out)
    summary = (
        f"all processes: {found.growth():+.1%} in the measured time, {found.unanswered} without an answer"
    )
    print(f"\n{report.soak_table(found).plain()}\n{summary}\n")
    return found.flat and not found.unanswered


def _occupations(folder: Path, out: Path, say: Say, *, quick: bool) -> bool:
    found = occupations.run(folder, say, quick=quick)
    occupations.write(found, out / (f"quick-{ASKED}" if quick else ASKED))
    print(f"\n{occupations_report.plain(found)}\n")
    return all(verdict.met for verdict in found.verdicts()) or quick


def _publish(out: Path, *, all_of_it: bool) -> None:
    """Write the page from the figures of the last runs, or only the part on all occupations."""
    soaked, asked = out / SOAKED, out / ASKED
    found = occupations.read(asked) if asked.is_file() else None
    if all_of_it:
        report.publish(
            results.read(out / COMPARED),
            soaking.read(soaked) if soaked.is_file() else None,
            occupations=occupations_report.section(found) if found else "",
        )
    elif found:
        occupations_report.publish(found)


def _progress() -> Say:
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"[{time.monotonic() - started:5.0f} s] {line}", flush=True)

    return say


if __name__ == "__main__":
    sys.exit(main())
