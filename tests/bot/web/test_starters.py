"""The questions to begin with are about what is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.web import starters
from tests.databases import copied, load_into, sqlite_url


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starters, "_kept", (float("-inf"), []))


def test_they_are_those_of_the_texts_where_the_featured_occupation_has_them(
    shipped_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", copied(shipped_database, tmp_path))
    assert starters.starter_questions() == [
        "What does a machine learning engineer earn?",
        "Which industries employ machine learning engineers?",
        "Which certifications are there for machine learning engineers?",
    ]


def test_they_are_others_where_it_has_not(
    fixture_content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, own = tmp_path / "base", tmp_path / "own"
    shutil.copytree(fixture_content, base)
    own.mkdir()
    row = "{key: wright.what, source: almanac, topic: definition, text: They make wheels.}"
    duty = "{key: wright.duty, source: almanac, topic: duties, text: Turn a hub.}"
    (own / "wright.yml").write_text(
        "occupation: {key: wright, name: wheelwright, plural: wheelwrights, featured: true}\n"
        f"statements: [{row}, {duty}]\n",
        encoding="utf-8",
    )
    url = sqlite_url(tmp_path / "knowledge.db")
    load_into(url, base, own)
    monkeypatch.setenv("DATABASE_URL", url)
    assert starters.starter_questions() == ["What is a wheelwright?", "What does a wheelwright do?"]


def test_there_are_none_while_the_knowledge_base_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url(tmp_path / "empty.db"))
    assert starters.starter_questions() == []
