"""Phrases wait at the desk, and an editor starts and cancels trainings; a reader looks on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot import chosen_model as choice
from desk.queries import audit, phrases
from desk.training import history, runs
from tests.desk.conftest import Visitor

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
PHRASE = "how much money would end up in my pocket"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    for module in (choice, history, runs):
        monkeypatch.setattr(module, "MODELS", folder)
    monkeypatch.setenv("ADVISOR_DESK_DIR", str(tmp_path / "desk"))
    return folder


def waiting(engine: Engine) -> list[phrases.WaitingPhrase]:
    with engine.connect() as connection:
        return phrases.waiting(connection)


def test_a_phrase_waits_once_and_can_be_deleted(editor: Visitor, engine: Engine) -> None:
    page = editor.get("/desk/training/", query_string={"intent": "salary", "text": '"><script>'}).text
    assert "<option selected>salary</option>" in page and "<script>" not in page
    assert editor.post("/desk/training/phrases", intent="salary", text=f"  {PHRASE} ").status_code == 303
    twice = editor.post("/desk/training/phrases", intent="outlook", text=PHRASE.upper())
    assert twice.status_code == 400 and "waits already" in twice.text
    (found,) = waiting(engine)
    assert (found.intent, found.text, found.account) == ("salary", PHRASE, "editor")
    assert editor.post("/desk/training/phrases/delete", phrase=found.id).status_code == 303
    assert waiting(engine) == []
    with engine.connect() as connection:
        noted = [one.action for one in audit.entries(connection)]
    assert noted[:2] == ["phrase_deleted", "phrase_added"]


def test_a_training_needs_phrases_and_is_alone(
    editor: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = editor.post("/desk/training/start")
    assert nothing.status_code == 409 and "No phrase waits" in nothing.text
    editor.post("/desk/training/phrases", intent="salary", text=PHRASE)
    handle = runs.hold("20260101-000000-00000000")
    busy = editor.post("/desk/training/start")
    assert busy.status_code == 409 and "Another training" in busy.text

    os.close(handle)
    monkeypatch.setattr(runs, "find_spec", lambda _name: None)
    absent = editor.post("/desk/training/start")
    assert absent.status_code == 409 and "has no questions to ask a new model" in absent.text
    assert waiting(engine) != []


def test_a_run_is_shown_with_its_output_and_leads_nowhere_else(reader: Visitor) -> None:
    run = runs.Run(
        "20260101-000000-00000000", "editor", 1.0, "evaluating", "fallen", 90.0, 3, "m", 52, ("a.b",)
    )
    (runs.folder() / run.id).mkdir(parents=True)
    runs.save(run)
    (runs.folder() / run.id / "log.txt").write_text("<b>output</b>\n")
    page = reader.get(f"/desk/training/runs/{run.id}")
    assert "not taken, a figure fell" in page.text and "a.b" in page.text
    assert "&lt;b&gt;output&lt;/b&gt;" in page.text and "Refresh" not in page.headers
    assert "Cancel" not in page.text
    for path in ("..%2f..", "20260101-000000-0000000x", "x"):
        assert reader.get(f"/desk/training/runs/{path}").status_code == 404


def test_a_reader_changes_nothing(reader: Visitor, engine: Engine) -> None:
    assert reader.get("/desk/training/").status_code == 200
    for path in ("phrases", "phrases/delete", "start", "runs/x/cancel", "models/x/back"):
        assert reader.post(f"/desk/training/{path}", intent="salary", text=PHRASE).status_code == 403
    assert waiting(engine) == []


def test_only_a_model_that_was_in_use_can_be_gone_back_to(editor: Visitor, models: Path) -> None:
    (models / "cccccccccccccccc.tar.gz").write_text("")
    for model in ("cccccccccccccccc.tar.gz", "..%2fx.tar.gz"):
        assert editor.post(f"/desk/training/models/{model}/back").status_code == 404
