"""The table of faults."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bench.faults import COLUMNS, DOCUMENT, RESULTS, TESTS, rows_of
from bot.settings import ROOT
from tests.faults.conftest import TABLE

ROW = {
    "fault": "a part: kill",
    "sent": 9,
    "answered": 7,
    "apologies": 2,
    "lost": 0,
    "twice": 0,
    "longest": 0.4,
}


def test_a_row_contains_what_was_counted(tmp_path: Path) -> None:
    (tmp_path / "faults.json").write_text(json.dumps([ROW]), encoding="utf-8")
    assert rows_of(tmp_path / "faults.json") == [("a part: kill", "9", "7", "2", "0", "0", "0.4 s")]


def test_the_tests_write_what_is_read() -> None:
    assert TABLE == RESULTS


def test_the_published_table_has_a_row_for_each_fault_that_is_tested() -> None:
    written = "".join((ROOT / file).read_text(encoding="utf-8") for file in TESTS)
    tested = re.findall(r'with talking\(\w+, "(.+?)"', written)
    published = DOCUMENT.read_text(encoding="utf-8").split("<!-- faults: begin -->")[1].split("<!--")[0]
    first = [line.split(" | ")[0].removeprefix("| ") for line in published.strip().splitlines()]
    assert tested
    assert first == [COLUMNS[0], "---", *tested]
