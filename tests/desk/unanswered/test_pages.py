"""What was asked in vain is listed with names hidden, and leads to its turns and to the missing fact."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from bot.conversations import user_data
from desk.queries.unanswered import group, groups
from desk.unanswered.job import group_unanswered
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url
from tests.desk.conftest import Visitor
from tests.desk.unanswered.asked import NOW, ask

BONUS = "My name is Ada Lovelace, do ML engineers get a bonus? <script>alert(1)</script>"
ENGINEER = "machine learning engineer"


@pytest.fixture
def asked(engine: Engine, shipped_database: Path) -> str:
    """Two groups; gives the id of the first one's conversation."""
    knowledge = create_knowledge_engine(sqlite_url(shipped_database))
    with engine.begin() as connection:
        first = ask(connection, BONUS, occupation=ENGINEER)
        ask(connection, "are dogs allowed at work", days_ago=2)
        ask(connection, "are dogs allowed at work", days_ago=40)
    group_unanswered(engine, knowledge, now=NOW)
    knowledge.dispose()
    return first


def group_of(engine: Engine, occupation: str | None) -> str:
    with engine.connect() as connection:
        return next(one.id for one in groups(connection, limit=9) if one.occupation == occupation)


def test_groups_are_listed_without_names_and_as_text(reader: Visitor, asked: str) -> None:
    page = reader.get("/desk/unanswered/").text
    assert "2 groups" in page and "are dogs allowed at work" in page
    assert "Lovelace" not in page and "[name]" in page
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "as before" in page and "new" in page


def test_a_group_shows_its_cell_its_nearest_facts_and_its_turns(
    engine: Engine, reader: Visitor, asked: str
) -> None:
    with engine.connect() as connection:
        found = group(connection, group_of(engine, "machine_learning_engineer"))
    assert found is not None
    page = reader.get(f"/desk/unanswered/{found.id}").text
    assert "machine learning engineer × " in page.casefold() and "Lovelace" not in page
    assert found.facts and all(key in page for key in found.facts)
    assert "Write the missing fact" not in page
    turn = page.split("/desk/conversations/", 1)[1].split('"', 1)[0]
    shown = reader.get(f"/desk/conversations/{turn}")
    assert shown.status_code == 200 and "Lovelace" not in shown.text


def test_a_group_leads_an_editor_to_the_form_of_the_missing_fact(
    app: Flask, engine: Engine, editor: Visitor, asked: str
) -> None:
    if "facts.new" not in app.view_functions:
        pytest.skip("this desk has no form for facts")
    page = editor.get(f"/desk/unanswered/{group_of(engine, 'machine_learning_engineer')}").text
    link = page.split('class="button" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    given = parse_qs(urlsplit(link).query)
    assert given["occupation"] == ["machine_learning_engineer"] and given["topic"] == ["salary"]
    assert "Lovelace" not in given["question"][0]
    assert editor.get(link).status_code == 200


def test_a_group_whose_conversations_are_erased_shows_no_text(
    engine: Engine, reader: Visitor, asked: str
) -> None:
    group = group_of(engine, "machine_learning_engineer")
    with engine.begin() as connection:
        user_data.erase(connection, asked)
    assert "bonus" not in reader.get("/desk/unanswered/").text
    page = reader.get(f"/desk/unanswered/{group}")
    assert page.status_code == 200 and "have been erased" in page.text


def test_what_is_no_group_is_not_found(reader: Visitor) -> None:
    for name in ("0" * 32, "' OR 1=1 --", "../x"):
        assert reader.get(f"/desk/unanswered/{name}").status_code == 404
    assert "Nothing is grouped yet" in reader.get("/desk/unanswered/").text
    for page in ("9", "-1", "99999999999999999999", "x"):
        assert reader.get(f"/desk/unanswered/?page={page}").status_code == 200
