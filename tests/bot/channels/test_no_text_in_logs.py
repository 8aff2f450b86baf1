"""While the database is locked or slow, the log says so, and says nothing of who wrote what."""

from __future__ import annotations

import io
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.rest import RestInput
from bot.conversations import database, tracker_store
from bot.process.logging_config import configure_logging
from tests.bot.channels.conftest import serving
from tests.web_site import Visitor, WebSite

WORD = "xyzzyplugh"
SENDER = "ada@example.org"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_MS", 100)
    monkeypatch.setattr(tracker_store, "GIVE_UP_SECONDS", 0.1)
    monkeypatch.setattr("bot.channels.web.starter_questions", list)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    written = io.StringIO()
    configure_logging(written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)


def test_a_locked_database_is_logged_without_text_and_senders(tmp_path: Path, log: io.StringIO) -> None:
    with serving(WebSite(tmp_path, beside=[RestInput()])) as site:
        visitor = Visitor(site.url)
        visitor.begin()
        assert visitor.say(WORD) and site.say(WORD, SENDER)
        conversations = {message.sender_id for message in site.agent.heard}
        other = sqlite3.connect(site.agent.tracker_store.engine.url.database)
        other.execute("BEGIN IMMEDIATE")
        site.say(WORD, SENDER)
        site.send(sender=SENDER, message=WORD, message_id=WORD)
        visitor.send(WORD)
        visitor.post("feedback", {"answer_id": "a" * 32, "rating": 1, "comment": WORD})
        other.close()
    assert "database is locked" in log.getvalue() and "turn" in log.getvalue()
    for hidden in (WORD, SENDER, *conversations):
        assert hidden not in log.getvalue()
