"""A training takes its model only if nothing falls; whatever else happens, all stays as it was.

The parts that take minutes are stood in for: a file takes the place of the model, a short program that of the
evaluation.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot import chosen_model as choice
from bot.chosen_model import chosen_model
from bot.conversations.database import create_conversations_engine, migrate
from bot.own_intents import project_phrases, read_own_intents
from bot.train import TrainingError
from desk.content.phrases import problem_of, shown_phrases
from desk.queries import phrases
from desk.training import history, run, runs
from desk.training.history import go_back, used_models
from desk.training.run import Work, carry_out
from desk.training.runs import Run
from knowledge.settings import ContentSettings
from tests.databases import sqlite_url

GOOD = "print('52 figures, 0 beyond their floors')"
FALLEN = "print('beyond its floor: facts.told'); print('52 figures, 1 beyond their floors'); exit(1)"
PHRASE = "how much money would end up in my pocket"
FIRST, SECOND = "aaaaaaaaaaaaaaaa.tar.gz", "bbbbbbbbbbbbbbbb.tar.gz"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / FIRST).write_text("first")
    for module in (choice, history, runs):
        monkeypatch.setattr(module, "MODELS", folder)
    monkeypatch.setattr(history, "model_path", lambda: folder / FIRST)
    monkeypatch.setenv("ADVISOR_DESK_DIR", str(tmp_path / "desk"))
    return folder


@pytest.fixture
def engine(tmp_path: Path, models: Path) -> Engine:
    made = create_conversations_engine(sqlite_url(tmp_path / "conversations.db"))
    migrate(made)
    with made.begin() as connection:
        phrases.add(connection, "salary", PHRASE, "ed")
    return made


@pytest.fixture
def begun(models: Path) -> Run:
    made = Run("20260101-000000-00000000", "ed", time.time())
    (runs.folder() / made.id).mkdir(parents=True)
    runs.save(made)
    return made


def trainer(models: Path) -> Callable[[], Path]:
    """Return what stands in for a training: it sees the candidate's phrases, as a training would."""

    def train() -> Path:
        own = read_own_intents()
        assert [one.text for one in own.phrases["salary"]] == [PHRASE]
        (models / SECOND).write_text("second")
        return models / SECOND

    return train


def evaluation(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def waiting(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [one.text for one in phrases.waiting(connection)]


def test_a_model_that_is_no_worse_is_taken_and_there_is_a_way_back(
    engine: Engine, begun: Run, models: Path
) -> None:
    ended = carry_out(begun, engine, Work(trainer(models), evaluation(GOOD)))
    assert (ended.outcome, ended.figures, ended.fallen) == ("swapped", 52, ())
    assert chosen_model() == models / SECOND
    assert shown_phrases() == {"salary": [PHRASE]} and waiting(engine) == []
    assert [one.model for one in used_models()] == [SECOND, FIRST]

    assert go_back(used_models()[1], "ed") == [("salary", PHRASE)]
    assert chosen_model() == models / FIRST and shown_phrases() == {}
    assert not (ContentSettings.read().desk_content / "nlu.yml").exists()
    (models / SECOND).unlink()
    with pytest.raises(history.ModelGone):
        go_back(used_models()[1], "ed")
    assert chosen_model() == models / FIRST


@pytest.mark.parametrize(
    ("code", "outcome", "fallen"),
    [(FALLEN, "fallen", ("facts.told",)), ("raise SystemExit('a crash')", "failed", ())],
)
def test_a_training_that_lowers_a_floor_or_cannot_be_evaluated_leaves_the_old_model(
    engine: Engine, begun: Run, models: Path, code: str, outcome: str, fallen: tuple[str, ...]
) -> None:
    ended = carry_out(begun, engine, Work(trainer(models), evaluation(code)))
    assert (ended.outcome, ended.fallen) == (outcome, fallen)
    assert_untouched(engine, models)


def test_a_candidate_is_never_taken_for_the_model_in_use(
    engine: Engine, begun: Run, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The inputs have changed under the running servers, so that the newest model counts as theirs.
    monkeypatch.setattr(history, "model_path", lambda: models / "cccccccccccccccc.tar.gz")
    os.utime(models / FIRST, (1, 1))
    assert carry_out(begun, engine, Work(trainer(models), evaluation(FALLEN))).outcome == "fallen"
    assert_untouched(engine, models)
    assert carry_out(begun, engine, Work(trainer(models), evaluation(GOOD))).outcome == "swapped"
    assert [one.model for one in used_models()] == [SECOND, FIRST]


def test_a_training_that_fails_leaves_the_old_model(engine: Engine, begun: Run, models: Path) -> None:
    def fail() -> Path:
        raise TrainingError("no memory")

    assert carry_out(begun, engine, Work(fail, evaluation(GOOD))).outcome == "failed"
    assert_untouched(engine, models)
    assert "ADVISOR_DESK_DIR" in os.environ and ContentSettings.read().desk == runs.folder().parent


def test_a_phrase_that_the_check_of_own_folders_refuses_is_not_trained_on(
    engine: Engine, begun: Run, models: Path
) -> None:
    with engine.begin() as connection:
        phrases.add(connection, "outlook", PHRASE, "ed")  # of two intents
    assert carry_out(begun, engine, Work(trainer(models), evaluation(GOOD))).outcome == "failed"
    with engine.begin() as connection:
        phrases.drop(connection, [one.id for one in phrases.waiting(connection) if one.intent == "outlook"])
    assert_untouched(engine, models)


def test_a_training_that_is_cancelled_leaves_the_old_model(engine: Engine, begun: Run, models: Path) -> None:
    def interrupted() -> Path:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)
        raise AssertionError

    before = signal.signal(signal.SIGTERM, run._cancel)
    try:
        ended = carry_out(begun, engine, Work(interrupted, evaluation(GOOD)))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.outcome == "cancelled"
    assert_untouched(engine, models)


def assert_untouched(engine: Engine, models: Path) -> None:
    assert chosen_model() is None and not (models / SECOND).exists()
    assert (models / FIRST).read_text() == "first"
    assert shown_phrases() == {} and used_models() == []
    assert waiting(engine) == [PHRASE]


def test_an_evaluation_has_no_setting_that_binds_it_to_the_advisor_in_use(
    engine: Engine, begun: Run, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ADVISOR_SLACK_BOT_TOKEN", "ADVISOR_REDIS_URL", "ADVISOR_DESK_SECRET"):
        monkeypatch.setenv(name, "x")
    told = "import os; print('SET:', sorted(n for n in os.environ if n.startswith('ADVISOR_')))"
    carry_out(begun, engine, Work(trainer(models), evaluation(f"{told}; {GOOD}")))
    found = run._environment(os.environ)
    assert [name for name in found if name.startswith("ADVISOR_")] == ["ADVISOR_DESK_DIR"]


def test_one_that_has_died_counts_as_ended_and_only_one_holds_the_lock(begun: Run) -> None:
    status = json.loads((runs.folder() / begun.id / "status.json").read_text())
    slow = Run(**{**status, "fallen": (), "started_at": time.time() - 1.5 * runs.START_SECONDS})
    for old in (slow, Run(**{**status, "fallen": (), "phase": "training"})):
        runs.save(old)
        found = runs.get(begun.id)
        assert found is not None and found.outcome == "died"
    handle = runs.hold(begun.id)
    try:
        held = runs.get(begun.id)
        assert held is not None and held.outcome == ""
        assert runs.running_pid() == os.getpgid(0)
        with pytest.raises(runs.Busy):
            runs.hold("another")
        with pytest.raises(runs.Busy):
            runs.begin("ed")
    finally:
        os.close(handle)
    assert runs.running_pid() is None and not runs.cancel(begun.id)


@pytest.mark.parametrize("run_id", ["../../etc", "20260101-000000-0000000g", "", "x/../y"])
def test_no_id_leads_out_of_the_folder(models: Path, run_id: str) -> None:
    assert runs.get(run_id) is None and runs.log_of(run_id) == [] and not runs.cancel(run_id)


@pytest.mark.parametrize(
    ("intent", "text", "said"),
    [
        ("salary", "", "one line"),
        ("salary", "?!", "one line"),
        ("salary", "x" * 301, "one line"),
        ("salary", "/restart", "cannot begin with /"),
        ("salary", "# a comment", "cannot begin with #"),
        ("../salary", PHRASE, "Choose an intent"),
        ("nlu_fallback", PHRASE, "Choose an intent"),
    ],
)
def test_what_cannot_be_trained_on_is_refused(models: Path, intent: str, text: str, said: str) -> None:
    assert said in str(problem_of(intent, text))
    assert problem_of("salary", PHRASE) is None


def test_a_phrase_of_the_project_is_not_adopted_again() -> None:
    known = next(text for text, intent in project_phrases().items() if intent == "salary")
    assert "trained on this phrase already" in str(problem_of("salary", known))
    assert "for another intent, salary" in str(problem_of("outlook", known))
