"""Figures are read, changed by name and kept; what cannot be used is told in one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.sizing.figures import (
    FigureError,
    positive,
    read_assumptions,
    read_measured,
    write_measured,
)


def test_what_was_measured_is_positive_and_stays_as_it_is_when_it_is_kept(tmp_path: Path) -> None:
    found = read_measured()
    assert all(value > 0 for value in vars(found).values())
    changed = replace(found, rasa=0.0123)
    write_measured(changed, tmp_path / "kept.yml", notes=["Made by hand."])
    assert read_measured(tmp_path / "kept.yml").rasa == 0.0123
    assert (tmp_path / "kept.yml").read_text().startswith("# Made by hand.\n")


def test_an_assumption_is_changed_by_its_name() -> None:
    before, after = read_assumptions(), read_assumptions(["messages_per_person=8.5", "days_kept=1,000"])
    assert after["messages_per_person"].value == 8.5 and after["days_kept"].value == 1000
    assert before["messages_per_person"].value != 8.5
    assert {name for name in before if before[name] != after[name]} == {"messages_per_person", "days_kept"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("mesages=3", "no assumption 'mesages'"),
        ("days_kept", "days_kept must be a positive number, not ''"),
        ("days_kept=-1", "must be a positive number"),
        ("days_kept=nan", "must be a positive number"),
        ("busy=1.5", "busy must be below 1"),
    ],
)
def test_a_change_that_cannot_be_is_told_in_one_line(change: str, told: str) -> None:
    with pytest.raises(FigureError, match=told) as problem:
        read_assumptions([change])
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("written", ["", "many", "0", "-3", "inf", "1e400"])
def test_only_a_positive_number_is_one(written: str) -> None:
    with pytest.raises(FigureError):
        positive(written, "It")


@pytest.mark.parametrize("text", [None, "a: [", "just words", "rasa: 1\n", "rasa: much\n"])
def test_a_file_without_the_figures_is_told_in_one_line(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "figures.yml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(FigureError, match=r"figures\.yml") as problem:
        read_measured(file)
    assert "\n" not in str(problem.value)
