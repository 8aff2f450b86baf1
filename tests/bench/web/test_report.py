"""The figures stand in the page between their marks, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.web import report
from bench.web.crowd import Load
from bench.web.ready import Ready
from bench.web.report import DOCUMENT, PART, Figures, load_rows, publish, ready_rows, size, summary

LOAD = Load(200, 10.0, [float(number) for number in range(1, 101)], failed=1, mixed_up=2)
FIGURES = Figures([("at once", LOAD)], Ready(9, 29, 27), Ready(30.4, 96, 89))


def test_a_load_is_reported_in_messages_a_second_and_percentiles() -> None:
    assert load_rows([("at once", LOAD)]) == [("200, at once", "100", "10", "50 ms", "95 ms", "1", "2")]


def test_what_a_visitor_waits_for_is_reported_for_both_machines() -> None:
    assert [row[1:] for row in ready_rows(FIGURES.desktop, FIGURES.phone)] == [
        ("9 ms", "30 ms"),
        ("29 ms", "96 ms"),
        ("27 ms", "89 ms"),
    ]
    assert size() in summary(FIGURES)


BEGIN, END = f"<!-- {PART}: begin -->", f"<!-- {PART}: end -->"


def test_figures_replace_the_earlier_ones_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    monkeypatch.setattr(report, "DOCUMENT", page)
    publish(FIGURES)
    first = page.read_text("utf-8")
    assert first.startswith(f"before\n{BEGIN}\n") and first.endswith(f"\n{END}\nafter\n")
    assert "old" not in first and "| 200, at once | 100 | 10 | 50 ms | 95 ms | 1 | 2 |" in first
    publish(FIGURES)
    assert page.read_text("utf-8") == first


def test_the_page_has_a_place_for_figures_with_figures_in_it() -> None:
    page = DOCUMENT.read_text("utf-8")
    assert page.count(BEGIN) == page.count(END) == 1
    held = page.split(BEGIN)[1].split(END)[0]
    assert "| 200, " in held and "bytes as it is sent" in held
