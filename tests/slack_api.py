"""A stand-in for Slack: a real HTTP server with the Web API, response_url and the WebSocket of Socket Mode.

It records every call, refuses what Slack's limits refuse, and can be told to answer slowly, wrongly or never.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import WSMsgType, web

from tests.slack_limits import block_faults, faults, view_faults

Json = dict[str, Any]
BOT_TOKEN, APP_TOKEN = "xoxb-of-the-tests", "xapp-of-the-tests"
BOT_USER, BOT_ID, TEAM = "U0BOT", "B0BOT", "T0TEAM"
SCOPES = "app_mentions:read,assistant:write,chat:write,commands,im:history,links:read,links:write"


@dataclass(frozen=True)
class Call:
    """One call that came."""

    method: str
    body: Json
    at: float
    refused: str | None = None


@dataclass(frozen=True)
class Answer:
    """What is answered instead of what Slack would; ``lost`` and ``held`` come after the work is done."""

    error: str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    lost: bool = False
    held: float = 0.0  # seconds
    body: str | None = None


class SlackStandIn:
    """The running stand-in."""

    def __init__(self, port: int = 0) -> None:
        self.calls: list[Call] = []
        self.scripted: dict[str, deque[Answer]] = defaultdict(deque)
        self.always: dict[str, Answer] = {}
        self.messages: list[Json] = []  # what people see, the newest last
        self.acknowledged: list[Json] = []  # envelopes of Socket Mode
        self.connections: list[web.WebSocketResponse] = []
        self.scopes = SCOPES
        self.tokens = {BOT_TOKEN, APP_TOKEN}
        self._number = 0
        self._port = port
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(timeout=5)
        self.url = f"http://127.0.0.1:{self._port}/api/"
        self.response_url = f"http://127.0.0.1:{self._port}/respond/1"

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=10_000_000)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/api/{method}", self._api)
        app.router.add_post("/respond/{number}", self._respond)
        app.router.add_get("/socket", self._socket)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        self._ready.set()
        await self._stopping.wait()
        for one in self.connections:
            await one.close()
        await runner.cleanup()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(timeout=5)

    # What tests say and ask.

    def answers(self, method: str, *answers: Answer) -> None:
        """Answer the next calls of a method so."""
        self.scripted[method].extend(answers)

    def of(self, method: str) -> list[Call]:
        return [call for call in list(self.calls) if call.method == method]

    def said(self, channel: str | None = None) -> list[Json]:
        """Return the messages that people see."""
        return [one for one in list(self.messages) if channel in (None, one["channel"])]

    def push(self, envelope: Json) -> None:
        """Send an envelope over Socket Mode."""
        sending = self.connections[-1].send_str(json.dumps(envelope))
        asyncio.run_coroutine_threadsafe(sending, self._loop).result(5)

    # What the app calls.

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await _body(request)
        answer = (
            self.scripted[method].popleft() if self.scripted[method] else self.always.get(method, Answer())
        )
        if answer.seconds:
            await asyncio.sleep(answer.seconds)
        if answer.error or answer.status != 200:
            return self._refuse(method, body, answer)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return self._refuse(method, body, Answer("invalid_auth"))
        work = getattr(self, f"_{method.replace('.', '_')}", None)
        done: Json | str = work(body) if work else {}
        if isinstance(done, str):
            return self._refuse(method, body, Answer(done))
        self.calls.append(Call(method, body, time.monotonic()))
        if answer.held:
            await asyncio.sleep(answer.held)
        if answer.lost and request.transport:
            request.transport.close()
        return web.json_response({"ok": True, **done}, headers={"X-OAuth-Scopes": self.scopes})

    def _refuse(self, method: str, body: Json, answer: Answer) -> web.Response:
        self.calls.append(Call(method, body, time.monotonic(), answer.error or str(answer.status)))
        if answer.body is not None:
            return web.Response(text=answer.body, status=answer.status, headers=answer.headers)
        told = {"ok": False, "error": answer.error or "internal_error"}
        return web.json_response(told, status=answer.status, headers=answer.headers)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        answer = self.scripted["response_url"].popleft() if self.scripted["response_url"] else Answer()
        if answer.error or answer.status != 200:
            return self._refuse("response_url", body, answer)
        wrong = faults(body)
        if wrong:
            return self._refuse(
                "response_url", body, Answer("invalid_blocks", status=400, body="invalid_blocks")
            )
        self.calls.append(Call("response_url", body, time.monotonic()))
        return web.Response(text="ok")

    def _auth_test(self, _: Json) -> Json:
        return {"team": "Tests", "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "url": "https://x/"}

    def _chat_postMessage(self, body: Json) -> Json | str:  # noqa: N802
        if faults(body):
            return "invalid_blocks"
        self._number += 1
        ts = f"1700000000.{self._number:06}"
        self.messages.append({**body, "ts": ts})
        return {"ts": ts, "channel": body["channel"]}

    def _chat_postEphemeral(self, body: Json) -> Json | str:  # noqa: N802
        return "invalid_blocks" if faults(body) else {}

    def _chat_unfurl(self, body: Json) -> Json | str:
        wrong = [one for shown in body["unfurls"].values() for one in block_faults(shown["blocks"], most=50)]
        return "cannot_unfurl_url" if wrong or not body["unfurls"] else {}

    def _chat_update(self, body: Json) -> Json | str:
        return "invalid_blocks" if faults(body) else {"ts": body["ts"], "channel": body["channel"]}

    def _views_publish(self, body: Json) -> Json | str:
        return "invalid_arguments" if view_faults(body["view"]) else {"view": {}}

    def _assistant_threads_setSuggestedPrompts(self, body: Json) -> Json | str:  # noqa: N802
        return {} if 1 <= len(body["prompts"]) <= 4 else "invalid_arguments"

    def _conversations_history(self, body: Json) -> Json:
        return {"messages": self.said(body["channel"])[::-1]}

    def _conversations_replies(self, body: Json) -> Json | str:
        if not body["channel"].startswith("D") and "channels:history" not in self.scopes:
            return "missing_scope"
        return {"messages": [one for one in self.said(body["channel"]) if one.get("thread_ts") == body["ts"]]}

    def _apps_connections_open(self, _: Json) -> Json:
        return {"url": f"ws://127.0.0.1:{self._port}/socket"}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                self.acknowledged.append({**json.loads(message.data), "at": time.monotonic()})
        return socket


async def _body(request: web.Request) -> Json:
    """Return the arguments of a call, of which some are JSON in a form."""
    if request.content_type == "application/json":
        return dict(await request.json())
    raw = (await request.text()) or request.query_string
    read = {name: values[0] for name, values in parse_qs(raw, keep_blank_values=True).items()}
    return {name: _json_or_text(value) if value[:1] in "[{" else value for name, value in read.items()}


def _json_or_text(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


@contextmanager
def slack_stand_in(port: int = 0) -> Iterator[SlackStandIn]:
    stand_in = SlackStandIn(port)
    try:
        yield stand_in
    finally:
        stand_in.close()


def waited_for(condition: Callable[[], object], seconds: float = 10.0) -> bool:
    """Wait until something holds; False when it does not in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.005)
    return False
