"""Calls the action server: bounded, over pooled connections, with an apology if it fails.

Rasa's own client waits 300 seconds, connects anew for each call, and leaves the user without a reply.
"""

from __future__ import annotations

import asyncio
import logging
import time
from json import loads
from typing import Any, Optional

import aiohttp
from rasa.utils.endpoints import EndpointConfig

from bot.process.metrics import CIRCUIT_OPEN, ERRORS, stage
from bot.turns.fair_queue import FairQueue
from bot.turns.messages import apology, own_answer

logger = logging.getLogger(__name__)
CALL_SECONDS = 6.0  # longer than the action server bounds itself
CONNECT_SECONDS = 3.0  # a burst of messages may keep this process from seeing an answer for longer than one
FAILURES = 3  # in a row, after which the action server is left alone …
REST_SECONDS = 2.0  # … for so long; then one call tries it again
MAX_ANSWER_BYTES = 2_000_000  # the longest answers have some 50 kB
AT_ONCE = 16  # calls; the rest wait here, where their time has not begun, and two servers do not overrun one
OF_A_CLIENT = 4  # calls of one client among them; more than FAILURES, so that a crowd soon hears of a failure


class Circuit:
    """A circuit breaker: users need not wait for a server that has just failed several times in a row."""

    def __init__(self) -> None:
        """Start closed: calls go through."""
        self._failures = 0
        self._rests_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are not even tried; False for the one call that tries again."""
        if self._failures < FAILURES:
            return False
        now = time.monotonic()
        if now < self._rests_until:
            return True
        self._rests_until = now + REST_SECONDS  # the others wait for the outcome of this one
        return False

    @property
    def rests(self) -> bool:
        """Whether every call is refused at the moment."""
        return self._failures >= FAILURES and time.monotonic() < self._rests_until

    def record(self, *, worked: bool) -> None:
        """Note how a call ended."""
        self._failures = 0 if worked else self._failures + 1
        if self._failures >= FAILURES:
            self._rests_until = time.monotonic() + REST_SECONDS
        CIRCUIT_OPEN.set(self._failures >= FAILURES)


class ActionServer(EndpointConfig):
    """The action server as Rasa's actions call it."""

    def __init__(self, url: str) -> None:
        """Prepare; nothing connects yet.

        Args:
            url: where actions are called, such as http://127.0.0.1:5055/webhook.
        """
        super().__init__(url, enable_selective_domain=True)
        self.circuit = Circuit()
        self._slots = FairQueue(AT_ONCE, OF_A_CLIENT)
        self._session: Optional[aiohttp.ClientSession] = None

    async def request(self, *_: Any, json: Any = None, **__: Any) -> Any:
        """Run an action; if that fails in any way, return an apology in the form of an action's result."""
        action = str((json or {}).get("next_action"))
        async with self._slots.place():
            return await self._request(action, json)

    async def _request(self, action: str, call: Any) -> Any:
        with stage("action"):
            if self.circuit.is_open:
                return self._sorry(f"action={action} is not called: the action server failed before")
            try:
                result = await self._call(call)
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
                self.circuit.record(worked=False)
                return self._sorry(f"action={action} failed: {type(error).__name__} {error}")
            self.circuit.record(worked=True)
            return result

    async def _call(self, call: dict[str, Any]) -> Any:
        try:
            return await self._post(call)
        except (aiohttp.ServerDisconnectedError, ConnectionResetError):
            # A kept connection that the server has closed meanwhile; actions only read, so once more.
            return await self._post(call)

    async def _post(self, call: dict[str, Any]) -> Any:
        async with self._opened().post(self.url, json=call) as response:
            if response.status != 200:
                raise ValueError(f"status {response.status}")
            return loads(await _read(response))

    async def is_ready(self) -> bool:
        """Return whether the action server says that it is ready, and would be called."""
        if self.circuit.rests:
            return False
        url = str(self.url).rsplit("/", 1)[0] + "/ready"
        try:
            async with self._opened().get(url, timeout=aiohttp.ClientTimeout(total=2)) as response:
                return bool(response.status == 200)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=CALL_SECONDS, sock_connect=CONNECT_SECONDS)
            # Idle connections are given up before the server does it.
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=4.0)
            # Neither cookies nor compressed answers, a few bytes of which may stand for gigabytes.
            self._session = aiohttp.ClientSession(
                timeout=timeout,
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                headers={"Accept-Encoding": "identity"},
            )
        return self._session

    def _sorry(self, reason: str) -> dict[str, Any]:
        ERRORS.labels("action_server").inc()
        text = apology("no_answer", reason, channel="actions")
        return {"events": [], "responses": [own_answer(text, "error")]}


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Return the body of an answer.

    Raises:
        ValueError: it is larger than any result of an action.
    """
    body = bytearray()
    async for part in response.content.iter_any():
        body += part
        if len(body) > MAX_ANSWER_BYTES:
            raise ValueError(f"an answer of more than {MAX_ANSWER_BYTES} bytes")
    return bytes(body)
