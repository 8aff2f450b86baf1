"""The conversation loop of the terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from io import StringIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.console import message_lines, record_messages, replies, wrapped
from bot.process.phrases import phrase


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Any], Awaitable[str]]]:
    servers: list[TestServer] = []

    async def start(handler: Any) -> str:
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", handler)
        server = TestServer(app)
        servers.append(server)
        await server.start_server()
        return str(server.make_url("")).rstrip("/")

    yield start
    for server in servers:
        await server.close()


async def ask(url: str, text: str = "salary?") -> list[str]:
    async with aiohttp.ClientSession() as session:
        return await replies(session, url, "me", text)


async def test_it_prints_the_text_and_not_the_data_beside_it(serve: Any) -> None:
    async def handler(request: web.Request) -> web.Response:
        assert await request.json() == {"sender": "me", "message": "salary?"}
        return web.json_response([{"text": "Three figures."}, {"custom": {"outcome": "answered"}}])

    assert await ask(await serve(handler)) == ["Three figures."]


async def test_a_reply_without_text_is_an_apology(serve: Any) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.json_response([])

    assert await ask(await serve(handler)) == [phrase("shell_no_reply")]


async def test_a_refused_message_does_not_end_the_conversation(serve: Any) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.json_response({"error": "too long"}, status=413)

    assert await ask(await serve(handler)) == [wrapped(phrase("shell_refused", status=413))]


async def test_a_server_that_is_gone_does_not_end_the_conversation() -> None:
    assert "did not answer" in (await ask("http://127.0.0.1:1"))[0]


def test_buttons_are_listed_by_their_titles() -> None:
    message: dict[str, Any] = {"text": "Which?", "buttons": [{"title": "Salary", "payload": "/salary"}]}
    assert message_lines(message) == ["Which?", "  - Salary"]
    message["buttons"] = [{"title": "", "payload": "/a"}, {"payload": "/b"}, *message["buttons"]]
    assert message_lines(message) == ["Which?", "  - Salary"]


async def test_it_reads_until_stop(
    serve: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.json_response([{"text": f"You said {(await request.json())['message']}."}])

    monkeypatch.setattr("sys.stdin", StringIO("hello\n/stop\nnever read\n"))
    assert await record_messages("me", await serve(handler)) == 1
    printed = capsys.readouterr().out
    assert phrase("shell_banner") in printed and "You said hello." in printed
