"""Commands that are run to their end, or ended by what reads their output."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from bot.process.following import follow

PRINTS = "import sys; print('one', flush=True); print('two', file=sys.stderr, flush=True); sys.exit(3)"
HANGS = "import time; print('begun', flush=True); time.sleep(60)"


def test_each_line_is_handed_on_and_the_exit_code_returned(tmp_path: Path) -> None:
    lines: list[str] = []
    command = [sys.executable, "-c", PRINTS]
    assert follow(command, folder=tmp_path, environment=os.environ, each=lines.append) == 3
    assert lines == ["one\n", "two\n"]


def test_who_stops_reading_ends_the_command(tmp_path: Path) -> None:
    def stop(_line: str) -> None:
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        follow([sys.executable, "-c", HANGS], folder=tmp_path, environment=os.environ, each=stop)
    assert time.monotonic() - started < 30
