"""Rasa's command line in a clean terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from bot.process import quiet

ROOT = Path(__file__).resolve().parent.parent.parent


def rasa(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.rasa_cli", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=90
    )


def test_nothing_but_rasas_answer_reaches_the_terminal() -> None:
    result = rasa("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Rasa Version      :         3.6.21\n")


def test_a_wrong_port_is_told_in_one_line() -> None:
    result = rasa("--version", ADVISOR_ACTION_PORT="x")
    assert result.returncode == 1
    assert result.stderr == "ADVISOR_ACTION_PORT is 'x'; it must be a port number from 1 to 65535.\n"


def test_telemetry_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RASA_TELEMETRY_ENABLED", raising=False)
    quiet.quiet_environment()
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_one_thread_computes_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    quiet.quiet_environment()
    assert (os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"]) == ("1", "3")


def test_warnings_to_users_stay_and_those_to_developers_go(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(warnings, "showwarning", lambda message, *_: shown.append(str(message)))
    quiet.silence_warnings()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("an old call", DeprecationWarning, stacklevel=1)
        warnings.warn("pkg_resources is deprecated as an API", UserWarning, stacklevel=1)
        warnings.warn("two intents share an example", UserWarning, stacklevel=1)
    assert shown == ["two intents share an example"]
