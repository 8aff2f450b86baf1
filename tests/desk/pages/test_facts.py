"""Editors write, change and withdraw facts at the desk; readers look on; nobody loses anything."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from bot.conversations.database import create_conversations_engine, migrate
from bot.settings import DeskSettings
from desk import passwords
from desk.application import create_app
from desk.queries import accounts, audit, drafts
from desk.roles import ROLES, Role
from knowledge.content import read_content
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url
from tests.desk.asked import ADDRESS, WHO, ask
from tests.desk.conftest import PASSWORD, SECRET, Visitor, signed_in
from tests.desk.content.forms import HOURS, NURSE, statement

DRAFT = re.compile(r"/desk/facts/drafts/([0-9a-f]{32})")
ODD = (
    "'; DROP TABLE desk_draft; --",
    "<script>alert(1)</script>",
    "{{ 7191 * 7 }}",
    "- !!python/name:os.system",
)


@pytest.fixture(scope="module")
def app(dataset_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The desk over databases of its own, and an empty folder of content."""
    folder = tmp_path_factory.mktemp("facts")
    patch = pytest.MonkeyPatch()
    patch.setenv("ADVISOR_DESK_DIR", str(folder / "desk"))
    shutil.copyfile(dataset_database, folder / "knowledge.db")
    conversations = create_conversations_engine(sqlite_url(folder / "conversations.db"))
    migrate(conversations)
    with conversations.begin() as connection:
        for role in ROLES:
            accounts.add(connection, role.value, role, passwords.hashed(PASSWORD))
        accounts.add(connection, "second", Role.EDITOR, passwords.hashed(PASSWORD))
    knowledge = create_knowledge_engine(sqlite_url(folder / "knowledge.db"))
    yield create_app(DeskSettings(secret=SECRET), conversations=conversations, knowledge=knowledge)
    conversations.dispose()
    knowledge.dispose()
    patch.undo()


@pytest.fixture(scope="module")
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["desk databases"].conversations
    return found


@pytest.fixture(scope="module")
def editor(app: Flask) -> Visitor:
    return signed_in(app, Role.EDITOR)


@pytest.fixture(scope="module")
def second(app: Flask) -> Visitor:
    made = Visitor(app)
    assert made.sign_in("second").status_code == 303
    return made


@pytest.fixture(scope="module")
def reader(app: Flask) -> Visitor:
    return signed_in(app, Role.READER)


def draft_of(response: TestResponse) -> str:
    found = DRAFT.search(response.headers.get("Location", "") or response.text)
    assert found, response.text
    return found[1]


def saved(editor: Visitor, **fields: str) -> str:
    return draft_of(editor.post("/desk/facts/drafts", **{**statement(), "action": "save", **fields}))


def actions(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [one.action for one in audit.entries(connection)]


def test_the_form_is_prefilled_by_the_query_string(editor: Visitor) -> None:
    asked = "\"what's\" a <b>nurse's</b> shift?"
    page = editor.get(
        "/desk/facts/new",
        query_string={"occupation": NURSE, "topic": "working_hours", "question": asked},
    ).text
    assert f'name="occupation" value="{NURSE}"' in page
    assert '<option value="working_hours" selected>Working hours</option>' in page
    assert "<b>" not in page and "&lt;b&gt;nurse&#39;s&lt;/b&gt; shift?" in page


def test_a_fact_is_published_from_the_form_and_withdrawn(
    editor: Visitor, reader: Visitor, engine: Engine
) -> None:
    refused = editor.post("/desk/facts/drafts", **{**statement(as_of="20x5", unit="x"), "action": "publish"})
    assert refused.status_code == 400
    assert 'id="wrong-as_of"' in refused.text and "is not a year" in refused.text
    assert 'value="20x5"' in refused.text  # what was typed is kept
    draft = draft_of(refused)

    form = {**statement(), "version": "1", "action": "publish"}
    done = editor.post(f"/desk/facts/drafts/{draft}", **form)
    assert done.status_code == 303, done.text
    page = reader.get(done.headers["Location"])
    assert page.status_code == 200 and HOURS in page.text and "Withdraw" not in page.text
    assert editor.get(f"/desk/facts/drafts/{draft}").status_code == 404  # it is a draft no more
    assert HOURS in {one.text for one in read_content().statements}

    archive = zipfile.ZipFile(io.BytesIO(reader.get("/desk/facts/export.zip").data))
    assert sorted(archive.namelist()) == ["occupations/registered_nurse.yml", "sources.yml"]
    assert HOURS in archive.read("occupations/registered_nurse.yml").decode()

    key = done.headers["Location"].rsplit("/", 1)[1]
    page = editor.get(f"/desk/facts/item/{key}").text
    version = re.search(r'name="version" value="(\w+)"', page)
    assert version
    stale = editor.post(f"/desk/facts/item/{key}/withdraw", version="0123456789abcdef")
    assert stale.status_code == 409 and "faster" in stale.text
    gone = editor.post(f"/desk/facts/item/{key}/withdraw", version=version[1])
    assert gone.status_code == 303
    assert HOURS not in {one.text for one in read_content().statements}
    assert {"draft_saved", "fact_published", "fact_withdrawn", "content_exported"} <= set(actions(engine))


def test_of_two_editors_with_one_draft_open_the_slower_sees_both_and_decides(
    editor: Visitor, second: Visitor
) -> None:
    draft = saved(editor, text="One.")
    path = f"/desk/facts/drafts/{draft}"
    assert (
        second.post(path, **{**statement(), "text": "Two.", "version": "1", "action": "save"}).status_code
        == 303
    )
    slower = editor.post(path, **{**statement(), "text": "Three.", "version": "1", "action": "save"})
    assert slower.status_code == 409
    assert "second has saved this draft" in slower.text
    assert "Two." in slower.text and "Three." in slower.text
    assert "Two." in editor.get(path).text  # theirs is kept until the editor decides
    version = re.search(r'name="version" value="(\d+)"', slower.text)
    assert version
    kept = editor.post(path, **{**statement(), "text": "Three.", "version": version[1], "action": "save"})
    assert kept.status_code == 303 and "Three." in editor.get(path).text
    assert editor.post(path, version="2", action="delete").status_code == 409
    assert editor.post(path, version="3", action="delete").status_code == 303


def test_words_of_a_person_become_a_question_only_if_the_editor_adopts_them(
    editor: Visitor, engine: Engine
) -> None:
    ask(engine)
    asked = {"asked": "how long  is a shift?", "turn": ADDRESS, "action": "save"}
    plain, adopted = saved(editor, **asked), saved(editor, **asked, adopt="yes")
    with engine.connect() as connection:
        assert [
            (one.form["questions"], one.asked, one.conversation_id)
            for draft in (plain, adopted)
            if (one := drafts.get(connection, draft))
        ] == [
            ("", "how long  is a shift?", WHO),
            ("how long is a shift?", "how long  is a shift?", WHO),
        ]


@pytest.mark.parametrize("odd", ODD)
def test_what_is_typed_into_a_field_is_text_and_nothing_else(editor: Visitor, odd: str) -> None:
    fields = {name: odd for name, value in statement().items() if name not in ("kind", "key", "questions")}
    refused = editor.post("/desk/facts/drafts", **{**statement(), **fields, "action": "publish"})
    assert refused.status_code == 400  # no occupation, topic or year is called so
    assert "<script>alert" not in refused.text and "50337" not in refused.text
    page = editor.get(f"/desk/facts/drafts/{draft_of(refused)}").text
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["../../../etc/passwd", "..%2f..%2fsources.yml", "x'%20OR%201=1", "%00"])
def test_ids_lead_nowhere_else(editor: Visitor, path: str) -> None:
    for place in ("item", "drafts"):
        assert editor.get(f"/desk/facts/{place}/{path}").status_code in (404, 400)
    assert editor.post(f"/desk/facts/item/{path}/withdraw", version="").status_code in (303, 404, 400, 409)
    assert editor.get("/desk/facts/questions", query_string={"row": path}).status_code == 404


def test_a_reader_may_look_and_change_nothing(reader: Visitor, editor: Visitor) -> None:
    draft = saved(editor)
    assert reader.get("/desk/facts/").status_code == 200
    for path in ("/desk/facts/new", f"/desk/facts/drafts/{draft}", "/desk/facts/questions?row=salary.senior"):
        assert reader.get(path).status_code == 403
    for path in (
        "/desk/facts/drafts",
        f"/desk/facts/drafts/{draft}",
        "/desk/facts/item/salary.senior/change",
        "/desk/facts/item/salary.senior/withdraw",
    ):
        assert reader.post(path, **statement(), action="publish").status_code == 403
    without_token = editor.client.post(
        f"/desk/facts/drafts/{draft}", data={"action": "delete"}, environ_base=editor.environment
    )
    assert without_token.status_code == 400
    assert editor.get(f"/desk/facts/drafts/{draft}").status_code == 200


def test_questions_for_a_fact_of_another_folder_have_a_form_of_their_own(editor: Visitor) -> None:
    page = editor.get("/desk/facts/questions", query_string={"row": "salary.senior"})
    assert page.status_code == 200 and 'name="text"' not in page.text
    empty = {"item": "salary.senior", "key": "salary.senior", "kind": "questions", "base": ""}
    refused = editor.post("/desk/facts/drafts", **empty, questions="", action="publish")
    assert refused.status_code == 400 and "write a question" in refused.text
    done = editor.post("/desk/facts/drafts", **empty, questions="what do old hands make?", action="publish")
    assert done.status_code == 303, done.text
    (asked,) = [one for one in read_content().questions if one.row == "salary.senior"]
    assert "what do old hands make?" in asked.questions
