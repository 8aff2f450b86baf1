"""Puts small bugs into copies of the code and looks whether tests notice: ``python -m bench.mutants``."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path

from bench.browser import ChromiumMissing, chromium_program
from bench.mutants.mutant import Mutant
from bench.mutants.recording import NotRecorded, recorded
from bench.mutants.report import FLOOR, Report, described, read_accepted
from bench.mutants.sample import candidates, sample
from bench.mutants.trial import Broken, copies, try_all
from bot.settings import ROOT

KEPT = ROOT / ".cache" / "mutants"


def main(arguments: list[str] | None = None) -> int:
    """Try a sample, print what became of it, and fail when too many survive."""
    parser = argparse.ArgumentParser(prog="make mutants ARGS=…", description=__doc__)
    parser.add_argument("--size", type=int, default=120, help="how many mutants (120)")
    parser.add_argument("--seed", type=int, default=1, help="another seed chooses others (1)")
    parser.add_argument("--only", default="", help="only files whose path begins so")
    parser.add_argument("--processes", type=int, default=2, help="how many at once (2)")
    parser.add_argument("--minutes", type=float, help="begin no mutant after so many minutes")
    options = parser.parse_args(arguments)
    found = {
        name: [mutant for mutant in mutants if mutant.file.startswith(options.only)]
        for name, mutants in candidates(ROOT).items()
    }
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the copies are deleted then too
    if "widget" in found and not has_browser():
        print("The widget's scripts are left out: there is no Chromium; run scripts/setup_browser.sh.")
        del found["widget"]
    until = time.monotonic() + 60 * options.minutes if options.minutes else None
    chosen = sample(found, options.size, options.seed)
    try:
        report = run(chosen, options.processes, until)
    except (Broken, NotRecorded) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"\n{report.text()}")
    return 0 if report.share >= FLOOR else 1


def has_browser() -> bool:
    try:
        return bool(chromium_program())
    except ChromiumMissing:
        return False


def run(chosen: list[Mutant], processes: int, until: float | None, kept: Path = KEPT) -> Report:
    """Try mutants, and show each as it ends."""
    tried = []
    with copies(ROOT, processes) as places:
        print("Which tests reach which line …", flush=True)
        recording = recorded(places[0], kept)
        for name in recording.failed:
            print(f"left out, since it fails without any change: {name}")
        for one in try_all(chosen, places, recording, kept, until):
            tried.append(one)
            verdict = f"{one.verdict.value:9} {one.seconds:4.0f} s"
            print(f"[{len(tried):3}/{len(chosen)}] {verdict}  {described(one.mutant)}", flush=True)
    return Report(tried, read_accepted())


if __name__ == "__main__":
    sys.exit(main())
