"""TensorFlow stays out of the Rasa server."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.rasa_runtime.tensorflow_stub import STOOD_IN_FOR
from bot.settings import ROOT
from bot.train import ensure_model

SERVER = """
import asyncio, sys
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out
from bot.process.quiet import quiet_environment, silence_warnings
quiet_environment()
silence_warnings()
keep_tensorflow_out()
import rasa.core.run, rasa.server
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
parsed = asyncio.run(agent.parse_message("what does a machine learning engineer do?"))
assert parsed["intent"]["name"] == "duties", parsed
print(sorted({name.split(".")[0] for name in sys.modules} & {"keras", "tensorflow"}))
"""
REFUSAL = """
import sys
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out
keep_tensorflow_out()
__import__(sys.argv[1])
getattr(sys.modules[sys.argv[1]], sys.argv[2])(1, two=2)
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)


def test_a_server_loads_its_model_and_understands_without_tensorflow() -> None:
    done = python(SERVER, str(ensure_model()))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("module", "names"), STOOD_IN_FOR.items())
def test_what_is_stood_in_for_says_what_to_do_when_it_is_needed(module: str, names: tuple[str, ...]) -> None:
    for name in names:
        done = python(REFUSAL, module, name)
        assert done.returncode != 0
        assert f"{name} is not loaded" in done.stderr and "bot/server.py" in done.stderr


@pytest.mark.parametrize(("module", "names"), STOOD_IN_FOR.items())
def test_rasa_still_has_what_is_stood_in_for(module: str, names: tuple[str, ...]) -> None:
    found = __import__(module, fromlist=list(names))
    assert [name for name in names if not hasattr(found, name)] == []
