"""The Rasa server's calls of the action server: bounded, and never without an answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import web
from rasa.core.actions.action import RemoteAction

from bench.advisor import free_port
from bot.action_client import client as action_client
from bot.action_client.client import AT_ONCE, FAILURES, ActionServer, Circuit
from bot.rasa_runtime import patches

CALL = {"next_action": "action_salary", "tracker": {}}
RESULT: dict[str, Any] = {"events": [], "responses": [{"text": "hello", "custom": {}}]}


class Server:
    """An action server that does what a test wants."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.headers: list[Mapping[str, str]] = []
        self.more: dict[str, Any] = {}
        self.compresses = False
        self.status, self.seconds = 200, 0.0
        self.at_once = self.most_at_once = 0
        self.port = free_port()
        self.runner: web.AppRunner | None = None

    async def answer(self, request: web.Request) -> web.Response:
        self.calls.append(await request.json())
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.at_once -= 1
        self.headers.append(request.headers)
        answer = web.json_response({**RESULT, **self.more}, status=self.status)
        answer.set_cookie("seen", "yes")
        if self.compresses:
            answer.enable_compression(web.ContentCoding.deflate)
        return answer

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/webhook", self.answer)
        app.router.add_get("/ready", lambda _: web.json_response({}, status=self.status))
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        if self.runner:
            await self.runner.cleanup()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def client(server: Server) -> AsyncIterator[ActionServer]:
    made = ActionServer(f"http://127.0.0.1:{server.port}/webhook")
    yield made
    await made.close()


def is_apology(result: Any) -> bool:
    (response,) = result["responses"]
    return "sorry" in response["text"] and response["custom"]["outcome"] == "error" and result["events"] == []


async def test_it_gives_back_what_the_action_server_says(server: Server, client: ActionServer) -> None:
    for _ in range(3):
        assert await client.request(json=CALL) == RESULT
    assert server.calls == [CALL] * 3
    assert await client.is_ready()


async def test_it_keeps_no_cookies(server: Server) -> None:
    # Of an address a cookie jar keeps none anyway.
    client = ActionServer(f"http://localhost:{server.port}/webhook")
    for _ in range(2):
        assert await client.request(json=CALL) == RESULT
    await client.close()
    assert [headers.get("Cookie") for headers in server.headers] == [None, None]


@pytest.mark.parametrize("compresses", [False, True])
async def test_an_answer_without_end_is_an_apology(
    server: Server, client: ActionServer, compresses: bool
) -> None:
    server.more, server.compresses = {"x": "y" * 5_000_000}, compresses
    assert is_apology(await client.request(json=CALL))


@pytest.mark.parametrize("status", [400, 404, 500, 503])
async def test_a_refusal_becomes_an_apology(
    server: Server, client: ActionServer, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    server.status = status
    result = await client.request(json=CALL)
    assert is_apology(result)
    reference = result["responses"][0]["text"].rsplit(" ", 1)[1]
    assert f"reference={reference}" in caplog.text
    assert not await client.is_ready()


async def test_an_action_that_hangs_is_given_up(
    server: Server, client: ActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_client, "CALL_SECONDS", 0.3)
    server.seconds = 5
    started = time.monotonic()
    assert is_apology(await client.request(json=CALL))
    assert time.monotonic() - started < 2


async def test_a_crowd_waits_for_its_turn_and_the_time_of_a_call_begins_with_it(
    server: Server, client: ActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_client, "CALL_SECONDS", 0.5)
    server.seconds = 0.1
    results = await asyncio.gather(*(client.request(json=CALL) for _ in range(10 * AT_ONCE)))
    assert results == [RESULT] * 10 * AT_ONCE  # which takes a second at the least, twice the time of a call
    assert server.most_at_once == AT_ONCE and not client.circuit.is_open


async def test_a_crowd_before_a_server_that_hangs_does_not_wait_for_it_one_after_the_other(
    server: Server, client: ActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_client, "CALL_SECONDS", 0.3)
    server.seconds = 5
    started = time.monotonic()
    results = await asyncio.gather(*(client.request(json=CALL) for _ in range(5 * AT_ONCE)))
    assert all(map(is_apology, results)) and time.monotonic() - started < 1.5


async def test_a_server_that_is_down_is_soon_not_called_and_used_again_once_it_is_up(
    server: Server, client: ActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_client, "REST_SECONDS", 0.3)
    await server.stop()
    for _ in range(FAILURES + 5):
        assert is_apology(await client.request(json=CALL))
    assert client.circuit.is_open
    assert not await client.is_ready()
    await server.start()
    assert is_apology(await client.request(json=CALL))
    assert server.calls == []
    await asyncio.sleep(0.35)
    assert await client.request(json=CALL) == RESULT
    assert await client.request(json=CALL) == RESULT


async def test_it_is_not_ready_while_it_would_not_be_called(server: Server, client: ActionServer) -> None:
    server.status = 500
    for _ in range(FAILURES):
        assert is_apology(await client.request(json=CALL))
    server.status = 200
    assert not await client.is_ready() and is_apology(await client.request(json=CALL))
    client.circuit._rests_until = 0.0
    assert await client.is_ready() and await client.request(json=CALL) == RESULT


async def test_a_server_that_restarts_between_two_calls_is_called_anew(
    server: Server, client: ActionServer
) -> None:
    assert await client.request(json=CALL) == RESULT
    await server.stop()
    await server.start()
    assert await client.request(json=CALL) == RESULT


def test_one_call_at_a_time_tries_a_resting_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_client, "REST_SECONDS", 0.05)
    circuit = Circuit()
    for _ in range(FAILURES):
        assert not circuit.is_open
        circuit.record(worked=False)
    assert circuit.is_open
    time.sleep(0.06)
    assert [circuit.is_open for _ in range(3)] == [False, True, True]
    circuit.record(worked=True)
    assert not circuit.is_open


def test_an_action_is_called_with_what_it_reads_and_its_result_is_checked() -> None:
    from fastjsonschema import JsonSchemaValueException
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    patches.apply()
    tracker = DialogueStateTracker.from_events("ada", [UserUttered("hi"), SlotSet("topic", "salary")])
    action = RemoteAction("action_salary", ActionServer("http://127.0.0.1:9/webhook"))
    call = action._action_call_format(tracker, Domain.empty())
    assert call["tracker"]["latest_message"]["text"] == "hi"
    assert call["tracker"]["slots"] == {"topic": "salary"}
    assert call["tracker"]["events"] == [] and "domain" not in call
    assert action._validate_action_result(RESULT)
    with pytest.raises(JsonSchemaValueException):
        action._validate_action_result({"events": [{"no": "event"}]})


def test_the_patches_refuse_another_version_of_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasa.__version__", "3.7.0")
    with pytest.raises(RuntimeError, match=r"3\.7\.0"):
        patches.apply()
