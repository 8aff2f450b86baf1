"""A visitor beside the messages of one address: how it is measured and judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.gateway import SETTINGS
from bench.turns import flood
from bench.turns.flood import BURST, MAX_CHARACTERS, RATE, Flood, kinds, rows, run


def test_one_address_sends_as_much_as_nginx_lets_through() -> None:
    nginx = (SETTINGS / "nginx.conf").read_text(encoding="utf-8")
    assert re.search(rf"zone=messages:\d+m rate={RATE}r/s;", nginx)
    assert re.search(rf"zone=messages burst={BURST} ", nginx)


def test_messages_are_as_long_as_a_channel_accepts() -> None:
    for message in kinds().values():
        assert 0.9 * MAX_CHARACTERS < len(message()) <= MAX_CHARACTERS


def test_a_visitor_may_wait_five_times_as_long_at_p95() -> None:
    assert Flood([10.0], {("x", 1): [50.0]}).met
    assert not Flood([10.0], {("x", 1): [10.0], ("x", 40): [51.0]}).met
    assert not Flood([10.0], {("x", 1): [10.0]}, failed=1).met


def test_each_flood_is_measured_and_told(
    stub: Callable[[float], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "RATE", 100 * RATE)  # so that a burst is not waited for
    said: list[str] = []
    found = run(stub(0.001), tmp_path, said.append, seconds=0.3)
    assert len(found.beside) == len(said) == 2 * len(kinds()) and not found.failed
    first, *others = rows(found)
    assert first[0] == "nothing" and all(row[-1].startswith("×") for row in others)
