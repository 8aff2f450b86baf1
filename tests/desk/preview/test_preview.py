"""A preview is what users would be answered, by the trained model; nothing of it is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.train import ensure_model
from desk.content.fact import parse_fact
from desk.content.folder import DeskContent
from desk.preview.client import PreviewFailed, PreviewLate, Previews
from knowledge.database import create_knowledge_engine
from knowledge.queries.datasets import loaded_version
from tests.databases import sqlite_url
from tests.desk.content.forms import HOURS, statement

QUESTION = "how many hours do registered nurses work?"


@pytest.fixture
def engine(dataset_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    shutil.copyfile(dataset_database, tmp_path / "knowledge.db")
    monkeypatch.setenv("DATABASE_URL", sqlite_url(tmp_path / "knowledge.db"))
    monkeypatch.setenv("ADVISOR_DESK_DIR", str(tmp_path / "desk"))
    made = create_knowledge_engine()
    yield made
    made.dispose()


@pytest.mark.model
@pytest.mark.timeout(300)
def test_a_preview_shows_the_answer_as_it_is_and_as_it_would_be_and_keeps_nothing(
    engine: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    content = DeskContent()
    with engine.connect() as connection:
        before = loaded_version(connection)
        parse_fact(statement(), content, connection).put_into(content)
    previews = Previews(answer_seconds=250)
    try:
        model = ensure_model(say=lambda _line: None)
        (first,) = previews.ask(model, content, [QUESTION])["answered"]
        (again,) = previews.ask(model, DeskContent(), [QUESTION])["answered"]  # by the same process
    finally:
        previews.close()
    assert (first["intent"], first["outcome_now"], first["outcome"]) == (
        "working_hours",
        "unknown",
        "answered",
    )
    assert first["text"].startswith(HOURS) and HOURS not in first["text_now"]
    assert again["text"] == again["text_now"] == first["text_now"]
    with engine.connect() as connection:
        assert loaded_version(connection) == before
    assert QUESTION not in "".join(capfd.readouterr())  # what people wrote is not logged


@pytest.mark.timeout(200)
def test_a_process_that_is_late_goes_on_and_one_that_ends_is_told(engine: Engine, tmp_path: Path) -> None:
    model = tmp_path / "models" / "none.tar.gz"
    previews = Previews(answer_seconds=0.01)
    with pytest.raises(PreviewLate):
        previews.ask(model, DeskContent(), [QUESTION])
    patient = Previews(answer_seconds=150)
    with pytest.raises(PreviewFailed) as failure:
        patient.ask(model, DeskContent(), [QUESTION])
    assert not isinstance(failure.value, PreviewLate)
    previews.close()
    patient.close()
