"""Whether memory stays flat under steady load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.turns.soak import Soak, read, soak, write


def grown(by: float) -> Soak:
    """Memory that jumps in the warm-up and then grows by so many MB a minute."""
    samples = [(float(minute), 100.0 if minute < 3 else 500.0 + by * minute) for minute in range(11)]
    return Soak(10.0, samples={"server": samples})


def test_growth_in_the_warm_up_does_not_count() -> None:
    found = grown(0.0)
    assert found.slope("server") == found.growth() == 0.0
    assert found.flat


def test_memory_that_keeps_growing_is_not_flat() -> None:
    assert grown(3.0).slope("server") == pytest.approx(3.0)
    assert grown(3.0).growth() == pytest.approx(21 / 509)
    assert not grown(3.0).flat
    assert grown(1.0).flat


def test_a_process_that_was_not_there_all_the_time_is_not_judged() -> None:
    found = grown(0.0)
    found.samples["passer-by"] = [(5.0, 900.0)]
    assert set(found.measured()) == {"server"}


def test_nothing_measured_is_not_flat() -> None:
    assert not Soak(10.0).flat


def test_a_soak_ends_by_itself_and_is_kept(stub: Callable[[float], Any], tmp_path: Path) -> None:
    said: list[str] = []
    found = soak(stub(0.01), 0.03, tmp_path, said.append, slice_seconds=0.6)
    assert found.messages > 5 and found.unanswered == 0
    assert all(len(samples) >= 2 for samples in found.samples.values())
    assert said
    write(found, tmp_path / "soak.json")
    assert read(tmp_path / "soak.json") == found
