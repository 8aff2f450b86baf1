"""The page of the watch shows what is unusual and what was sent; an editor may send a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from bot.settings.alerts import SLACK_CHANNEL_VARIABLE, WEBHOOK_VARIABLE
from desk.queries.watch import Message, add_message, change_state, newest_messages
from tests.desk.conftest import Visitor
from tests.desk.watch.conftest import Hook


@pytest.fixture(autouse=True)
def without_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (WEBHOOK_VARIABLE, SLACK_CHANNEL_VARIABLE):
        monkeypatch.delenv(name, raising=False)


def test_it_shows_what_is_unusual_and_what_was_told(engine: Engine, reader: Visitor) -> None:
    now = datetime.now(timezone.utc).timestamp()
    with engine.begin() as connection:
        change_state(connection, "error", is_out=True, now=now)
        add_message(connection, Message("m1", now, "alert", "<b>too many</b>", {}), ["webhook"])
    page = reader.get("/desk/watch/").text
    assert page.count("Unusually high") == 1 and "Not known yet" in page
    assert "&lt;b&gt;too many&lt;/b&gt;" in page and "next try" in page
    assert WEBHOOK_VARIABLE in page and "Send a test" not in page


def test_an_editor_sends_a_test_and_a_reader_may_not(
    app: Flask,
    engine: Engine,
    editor: Visitor,
    reader: Visitor,
    hooks: Callable[[], Hook],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editor.post("/desk/watch/test")
    assert "nowhere to send" in editor.get("/desk/watch/").text
    monkeypatch.setenv(WEBHOOK_VARIABLE, hooks().url)
    assert "secret-path" not in editor.get("/desk/watch/").text
    assert reader.post("/desk/watch/test").status_code == 403
    assert editor.client.post("/desk/watch/test").status_code == 400  # without the form's token
    assert editor.post("/desk/watch/test").status_code == 303
    with engine.connect() as connection:
        (message,) = newest_messages(connection, limit=5)
    assert message.kind == "test" and [one.way for one in message.deliveries] == ["webhook"]
    assert "sent a test message" in editor.get("/desk/audit/").text
