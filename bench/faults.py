"""Breaks each part of the system while users talk and reports what they noticed: ``python -m bench.faults``.

The faults are those of ``tests/faults``, which also say what may not happen. ``supervised.py`` is run by
this command alone, since a frozen server is restarted after half a minute only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.advisor import ROOT
from bench.documents import put
from bench.tables import Row, markdown, plain

TESTS = ("tests/faults/test_one_server.py", "tests/faults/test_replicas.py", "tests/faults/supervised.py")
RESULTS = ROOT / "var" / "faults.json"
DOCUMENT = ROOT / "docs" / "reliability.md"
COLUMNS = ("fault", "sent", "answered", "apologies", "lost", "twice", "longest wait for a reply")


def rows_of(results: Path) -> list[Row]:
    """Return a row for each fault, as the tests counted."""
    rows = json.loads(results.read_text(encoding="utf-8"))
    return [(*(str(row[column]) for column in COLUMNS[:-1]), f"{row['longest']} s") for row in rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tests, print the table and publish it if asked to; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--publish", action="store_true", help="write the table into docs/reliability.md")
    publish = parser.parse_args(arguments).publish
    command = [sys.executable, "-m", "pytest", "-q", *TESTS]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        return code
    rows = rows_of(RESULTS)
    print(plain(COLUMNS, rows))
    if publish:
        table = f"{markdown(COLUMNS, rows)}\n"
        put(DOCUMENT, "faults", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
