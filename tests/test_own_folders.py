"""The project's tests test what the project ships, whatever folders an operator has laid over it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_projects_tests_leave_own_folders_out() -> None:
    # That would fail in each of them: the folder does not exist.
    environment = os.environ | {"ADVISOR_CONTENT_DIRS": "/nowhere/at/all"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/knowledge/test_vocabulary.py",
    ]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100)
    assert result.returncode == 0, result.stdout
