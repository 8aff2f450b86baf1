"""The time of processes is that of the kernel."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench.sizing.processors import TICKS, machine_spent, spent


def test_work_of_this_process_is_seen_and_a_rest_is_not() -> None:
    before = spent([os.getpid()])
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    worked = spent([os.getpid()]) - before
    assert 0.1 < worked < 0.5


def test_a_process_that_has_ended_counts_none_and_a_name_with_a_bracket_is_read(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    fields = " ".join(str(number) for number in range(4, 40))
    (tmp_path / "7" / "stat").write_text(f"7 (an odd) name) S {fields}")
    # utime and stime are the fields 14 and 15.
    assert spent([7, 8], tmp_path) == (14 + 15) / TICKS


def test_the_machine_s_time_leaves_out_what_it_rests(tmp_path: Path) -> None:
    (tmp_path / "stat").write_text("cpu  1 2 3 1000 2000 4 5 6 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n")
    assert machine_spent(tmp_path) == (1 + 2 + 3 + 4 + 5 + 6) / TICKS
