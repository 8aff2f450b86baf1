"""Knowledge that is loaded while the advisor runs is answered at once, new and misspelt names included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bench.advisor import ROOT, Advisor, running_advisor
from knowledge.name_changes import LIVE_SECONDS

OWN = """\
occupation: {key: ropemaker, name: ropemaker, plural: ropemakers, aliases: [rope spinner]}
sources:
  - {key: ropewalk_notes, title: Notes, published: 2026, location: notes.txt, licence: our own}
entities:
  - {key: hemp_hackle, name: hemp hackle, kind: tool}
statements:
  - {key: ropemaker.definition, topic: definition, source: ropewalk_notes,
     text: A ropemaker twists yarn into rope.}
associations:
  - {key: ropemaker.hackle, topic: tools, requirement: required, entity: hemp_hackle,
     text: Ropemakers need a hemp hackle., source: ropewalk_notes}
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Advisor]:
    """An advisor of its own, whose knowledge base the test changes."""
    with running_advisor(tmp_path) as advisor:
        yield advisor


def say(advisor: Advisor, message: str) -> dict[str, str]:
    answer = requests.post(advisor.webhook, json={"sender": "live", "message": message}, timeout=20)
    custom: dict[str, str] = answer.json()[0]["custom"] | {"text": answer.json()[0]["text"]}
    return custom


def load(advisor: Advisor, folder: Path) -> str:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{advisor.database}",
        "ADVISOR_CONTENT_DIRS": str(folder),
    }
    command = [sys.executable, "-m", "knowledge", "load"]
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=True
    )
    return result.stdout


@pytest.mark.timeout(300)
def test_what_is_loaded_while_it_runs_is_answered_without_training_or_restart(
    running: Advisor, tmp_path: Path
) -> None:
    before = say(running, "what is a ropemaker?")
    assert before["occupation"] != "ropemaker"
    own = tmp_path / "own"
    own.mkdir()
    (own / "ropes.yml").write_text(OWN, encoding="utf-8")
    told = load(running, own)
    assert "new names: ropemaker, ropemakers, rope spinner, hemp hackle" in told
    assert f"running servers know within {LIVE_SECONDS} seconds" in told
    time.sleep(LIVE_SECONDS)
    assert "twists yarn" in say(running, "what is a ropemaker?")["text"]
    misspelt = say(running, "does a rope spiner need a hemp hakle?")
    assert (misspelt["outcome"], misspelt["occupation"]) == ("answered", "ropemaker")
    assert "Ropemakers need a hemp hackle." in misspelt["text"]
    assert "names found without a training: " in running.log.read_text(encoding="utf-8")
