"""Resumes sent to the web channel: answered as messages, read one at a time, and never kept."""

from __future__ import annotations

import io
import logging
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from actions.person import Person
from actions.questions.message import DOCUMENT
from bot.conversations import user_data
from bot.process.logging_config import configure_logging
from bot.web import documents
from knowledge.settings import DATABASE_VARIABLE
from tests.bot.channels.conftest import serving
from tests.bot.web.files import docx_file, pdf_file
from tests.databases import sqlite_url
from tests.web_site import Visitor, WebSite, events

NAME = "xyzzyplugh"
RESUME = f"{NAME}\nRegistered Nurse, 2016 - present\nBachelor of Science in Nursing\nMicrosoft Excel, SQL"


@pytest.fixture(scope="module")
def site(dataset_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, sqlite_url(dataset_database))
        patch.setattr("bot.channels.web.starter_questions", list)
        documents._engine.cache_clear()
        with serving(WebSite(tmp_path_factory.mktemp("documents"))) as begun:
            yield begun
        documents._engine.cache_clear()


@pytest.fixture
def visitor(site: WebSite) -> Visitor:
    site.reset()
    new = Visitor(site.url)
    new.begin()
    return new


def send(visitor: Visitor, data: bytes, message_id: str | None = None, **headers: str) -> requests.Response:
    return visitor.post(f"document?message_id={message_id or uuid.uuid4().hex}", data, **headers)


def read_of(site: WebSite) -> Person:
    return Person.from_plain(site.agent.heard[-1].metadata[DOCUMENT])


@pytest.mark.parametrize(
    "data", [RESUME.encode(), pdf_file(*RESUME.splitlines()), docx_file(RESUME)], ids=["text", "pdf", "docx"]
)
def test_a_file_is_answered_as_a_message_and_what_it_says_goes_on(
    site: WebSite, visitor: Visitor, data: bytes
) -> None:
    told = events(send(visitor, data))
    assert [name for name, _data in told] == ["typing", "message", "done"]
    assert site.agent.texts == ["(a file)"]
    read = read_of(site)
    assert (read.occupation, read.education, read.field) == ("29-1141.00", 5, "nursing")
    assert {"sql", "microsoft excel"} == set(read.technologies)


def test_a_file_that_comes_again_is_answered_once(site: WebSite, visitor: Visitor) -> None:
    first, second = (send(visitor, RESUME.encode(), "message-1") for _time in range(2))
    assert events(first)[1] == events(second)[1]
    assert site.agent.texts == ["(a file)"]


def test_neither_the_file_nor_its_text_is_kept_or_logged(site: WebSite, visitor: Visitor) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    written = io.StringIO()
    configure_logging(written)
    try:
        send(visitor, RESUME.encode())
        send(visitor, pdf_file(NAME, "Registered Nurse"))
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    assert "turn" in written.getvalue()
    with site.agent.tracker_store.engine.connect() as connection:
        kept = user_data.export(connection, site.agent.heard[0].sender_id)
    assert "(a file)" in str(kept)
    assert [one["text"] for one in visitor.history() if one["from"] == "user"] == ["(a file)"] * 2
    for where in (written.getvalue(), str(kept), str(site.agent.heard[0].metadata)):
        assert NAME not in where


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", 415),
        (b"", 422),
        (b"x" * (documents.MAX_FILE + 1), 413),
        (pdf_file(""), 422),
    ],
    ids=["picture", "empty", "too large", "no text"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    site: WebSite, visitor: Visitor, data: bytes, status: int
) -> None:
    refused = send(visitor, data)
    assert refused.status_code == status
    assert refused.json()["error"]
    assert site.agent.heard == []


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("document", {}, 400),
        ("document?message_id=short", {}, 400),
        ("document?message_id=12345678", {"Authorization": ""}, 401),
        ("document?message_id=12345678", {"Origin": "https://evil.example"}, 403),
    ],
)
def test_a_file_needs_an_id_a_session_and_an_allowed_site(
    site: WebSite, visitor: Visitor, path: str, headers: dict[str, Any], status: int
) -> None:
    assert visitor.post(path, RESUME.encode(), **headers).status_code == status
    assert site.agent.heard == []


def test_files_are_read_one_at_a_time_and_too_many_are_asked_to_come_again(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way: list[int] = [0]
    most: list[int] = [0]
    real = documents._read

    def slow(text: str) -> Person:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.05)
        try:
            return real(text)
        finally:
            under_way[0] -= 1

    monkeypatch.setattr(documents, "_read", slow)
    visitors = [Visitor(site.url) for _one in range(documents.MAX_WAITING + 4)]
    for one in visitors:
        one.begin()
    with ThreadPoolExecutor(len(visitors)) as crowd:
        told = list(crowd.map(lambda one: send(one, RESUME.encode()), visitors))
    statuses = [one.status_code for one in told]
    assert most[0] == 1
    assert set(statuses) == {200, 429}
    assert statuses.count(200) >= documents.MAX_WAITING
    assert all(one.headers["Retry-After"] for one in told if one.status_code == 429)


def test_messages_are_answered_while_a_file_is_read(
    site: WebSite, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(0.8)\nprint('Registered Nurse, 2016')\n")
    monkeypatch.setattr(documents, "PROGRAM", slow)
    other = Visitor(site.url)
    other.begin()
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(send, visitor, pdf_file("x"))
        assert other.say("hello")[0]["text"] == "heard: hello"
        assert not reading.done()
        assert reading.result().status_code == 200
