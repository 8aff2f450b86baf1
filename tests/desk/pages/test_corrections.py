"""An editor says what is right for a message; it goes with the person, a phrase that was adopted stays."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection, Engine
from werkzeug.test import TestResponse

from bot.conversations import corrections, user_data
from desk.queries import drafts, phrases
from tests.desk.asked import ADDRESS, ASKED, AT, TURN, WHO, ask
from tests.desk.conftest import Visitor

MARK = f"/desk/corrections/{ADDRESS}"


@pytest.fixture(autouse=True)
def asked(engine: Engine) -> None:
    ask(engine)


def given(connection: Connection) -> tuple[str, str, str, int] | None:
    found = corrections.of_turn(connection, WHO, TURN)
    return (found.verdict, found.target, found.account, found.version) if found else None


def mark(editor: Visitor, **values: str) -> TestResponse:
    return editor.post(MARK, **{"version": "0", **values})


def test_a_message_is_shown_with_the_facts_nearest_to_it(editor: Visitor) -> None:
    page = editor.get(MARK)
    assert page.status_code == 200
    assert "&lt;i&gt;senior&lt;/i&gt;" in page.text and "<i>" not in page.text
    assert 'value="salary.senior"' in page.text and "<option>outlook</option>" in page.text


@pytest.mark.parametrize(
    ("values", "target", "leads_to"),
    [
        ({"verdict": "fact", "fact": "salary.senior"}, "salary.senior", "facts/questions?row=salary.senior"),
        ({"verdict": "intent", "intent": "salary"}, "salary", "training/?intent=salary"),
        ({"verdict": "nobody"}, "", "facts/new?occupation=machine_learning_engineer&amp;topic=salary"),
    ],
)
def test_what_is_right_is_noted_and_leads_on(
    editor: Visitor, engine: Engine, values: dict[str, str], target: str, leads_to: str
) -> None:
    response = mark(editor, **values)
    assert response.status_code == 303, response.text
    with engine.connect() as connection:
        assert given(connection) == (values["verdict"], target, "editor", 1)
    assert f"/desk/{leads_to}" in editor.get(response.headers["Location"]).text


def test_what_is_not_the_advisors_is_refused(editor: Visitor, engine: Engine) -> None:
    for values in (
        {"verdict": "intent", "intent": "'; DROP TABLE turn; --"},
        {"verdict": "fact", "fact": "salary.senior", "other_fact": "../../x"},
        {"verdict": "everybody"},
        {"verdict": "fact"},
    ):
        assert mark(editor, **values).status_code == 400
    with engine.connect() as connection:
        assert given(connection) is None


def test_of_two_editors_the_slower_sees_what_the_first_said(editor: Visitor, engine: Engine) -> None:
    assert mark(editor, verdict="nobody").status_code == 303
    slower = mark(editor, verdict="intent", intent="salary")
    assert (
        slower.status_code == 409 and "Another editor" in slower.text and "nobody can answer" in slower.text
    )
    assert mark(editor, verdict="intent", intent="salary", version="1").status_code == 303
    with engine.connect() as connection:
        assert given(connection) == ("intent", "salary", "editor", 2)


def test_words_go_with_the_person_and_what_editors_made_of_them_stays(
    editor: Visitor, engine: Engine
) -> None:
    mark(editor, verdict="nobody")
    with engine.begin() as connection:
        draft = drafts.begin(connection, {"text": "Mine."}, "editor", asked=ASKED, conversation_id=WHO)
        phrases.add(connection, "salary", ASKED, "editor")
        exported = user_data.export(connection, WHO)
        assert exported is not None
        assert [one["text"] for one in exported["corrections"]] == [ASKED, ASKED]
        user_data.erase(connection, WHO)
        assert corrections.latest(connection) == []
        kept = drafts.get(connection, draft)
        assert kept is not None and (kept.asked, kept.conversation_id, kept.form) == (
            None,
            None,
            {"text": "Mine."},
        )
        assert [one.text for one in phrases.waiting(connection)] == [ASKED]
    assert mark(editor, verdict="nobody").status_code == 404


def test_old_conversations_take_their_corrections_with_them(editor: Visitor, engine: Engine) -> None:
    mark(editor, verdict="nobody")
    with engine.begin() as connection:
        assert user_data.erase_inactive(connection, WHO, before=AT + 1)
        assert corrections.latest(connection) == []


def test_a_reader_sees_the_list_and_marks_nothing(reader: Visitor, editor: Visitor, engine: Engine) -> None:
    mark(editor, verdict="nobody")
    page = reader.get("/desk/corrections/")
    assert "&lt;i&gt;senior" in page.text and MARK not in page.text
    assert reader.get(MARK).status_code == 403
    assert mark(reader, verdict="intent", intent="salary", version="1").status_code == 403
    with engine.connect() as connection:
        assert given(connection) == ("nobody", "", "editor", 1)
