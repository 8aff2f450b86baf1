"""What is loaded while the advisor runs is answered at once; another model is taken without losing a turn."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy.engine import Engine

from bench.advisor import ROOT, Advisor, running_advisor
from bot.chosen_model import choose_model
from bot.settings import MODELS
from bot.train import model_path
from desk.content.fact import parse_fact
from desk.content.folder import DeskContent
from desk.content.publishing import publish
from knowledge.database import create_knowledge_engine
from knowledge.name_changes import LIVE_SECONDS
from tests.desk.content.forms import HOURS, statement

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


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """An advisor of its own, whose knowledge base and model the tests change, and whose desk has a folder."""
    folder = tmp_path_factory.mktemp("live")
    patch = pytest.MonkeyPatch()
    patch.setenv("ADVISOR_DESK_DIR", str(folder / "desk"))
    with running_advisor(folder) as advisor:
        yield advisor
    patch.undo()


@pytest.fixture(scope="module")
def knowledge(running: Advisor) -> Iterator[Engine]:
    engine = create_knowledge_engine(f"sqlite:///{running.database}")
    yield engine
    engine.dispose()


def say(advisor: Advisor, message: str, sender: str = "live") -> dict[str, str]:
    answer = requests.post(advisor.webhook, json={"sender": sender, "message": message}, timeout=20)
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
    wait_for(running, "names found without a training: ")


@pytest.mark.timeout(300)
def test_an_unanswered_question_is_answered_once_its_fact_is_published_at_the_desk(
    running: Advisor, knowledge: Engine, tmp_path: Path
) -> None:
    asked = "how many hours do registered nurses work?"
    assert say(running, asked, "nurse-1")["outcome"] == "unknown"

    def change(content: DeskContent) -> dict[str, list[str]]:
        with knowledge.connect() as connection:
            found = parse_fact(statement(), content, connection)
        found.put_into(content)
        return found.errors

    assert publish(tmp_path / "content", knowledge, "", "", change).done
    answered = say(running, asked, "nurse-2")
    assert answered["outcome"] == "answered" and answered["text"].startswith(HOURS)


@pytest.mark.timeout(300)
def test_another_model_is_taken_between_turns_and_one_that_is_broken_is_not(running: Advisor) -> None:
    broken, other = MODELS / "desk-test-broken.tar.gz", MODELS / "desk-test-other.tar.gz"
    broken.write_text("no model")
    shutil.copyfile(model_path(), other)
    try:
        choose_model(broken)
        wait_for(running, f"the model {broken.name} cannot be loaded")
        choose_model(other)
        with ThreadPoolExecutor(3) as people:
            turns = []
            while f"the model {other.name} is in use" not in running.log.read_text(encoding="utf-8"):
                batch = [f"swap-{len(turns)}-{number}" for number in range(3)]
                turns += people.map(
                    lambda who: say(running, "what does a senior ML engineer earn?", who), batch
                )
                assert len(turns) < 3_000
            turns.append(say(running, "what does a senior ML engineer earn?", "afterwards"))
        assert {one["outcome"] for one in turns} == {"answered"}
        assert "170,000" in turns[-1]["text"]
    finally:
        broken.unlink()
        other.unlink()


def wait_for(advisor: Advisor, line: str) -> None:
    end = time.monotonic() + 100
    while line not in advisor.log.read_text(encoding="utf-8"):
        assert time.monotonic() < end, advisor.log.read_text(encoding="utf-8")[-2000:]
        time.sleep(0.2)
