"""The running parts of the Slack channel in one process, their start and stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import aiohttp
from sanic import response
from sanic.response import HTTPResponse
from slack_bolt.adapter.sanic.async_handler import to_sanic_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings import SlackSettings
from bot.slack.app import Identity, slack_app
from bot.slack.connection_log import BriefLog
from bot.slack.extras import Extras
from bot.slack.publisher import SlackPublisher
from bot.slack.retrying_client import RetryingClient
from bot.slack.tabs import Tabs
from bot.slack.worker import Worker
from bot.turns.runner import OnMessage, TurnRunner

logger = logging.getLogger(__name__)
CALL_SECONDS = 10  # of one HTTP request to Slack
PING_SECONDS = 5.0  # between signs of life of Socket Mode, and between tries to connect


class SlackService:
    """Client, app, worker and, where it is wanted, the connection of Socket Mode."""

    def __init__(
        self,
        settings: SlackSettings,
        store: Callable[[], ConversationTrackerStore],
        runner: TurnRunner,
        on_message: OnMessage,
    ) -> None:
        """Take what the parts need; call it in the server's loop."""
        self._settings = settings
        self._http = aiohttp.ClientSession(trust_env=True, cookie_jar=aiohttp.DummyCookieJar())
        # Retries are decided in retrying_client.py alone.
        self._client = AsyncWebClient(
            token=settings.bot_token,
            base_url=settings.api_url,
            session=self._http,
            timeout=CALL_SECONDS,
            retry_handlers=[],
        )
        publisher = SlackPublisher(self._client, RetryingClient())
        tabs, extras = Tabs(self._client, publisher), Extras(self._client, publisher, store)
        self._worker = Worker(store, runner, on_message, publisher, tabs, extras)
        self._identity = Identity(self._client)
        self._app = slack_app(self._client, self._worker, self._identity)
        self._socket: AsyncSocketModeHandler | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin with open jobs and connect; nothing here waits for Slack."""
        self._worker.start()
        self._tasks.append(asyncio.create_task(self._identity.learn()))
        if self._settings.app_token:
            socket_log = logging.getLogger("bot.slack.socket")
            socket_log.filters = [BriefLog()]
            client = AsyncWebClient(base_url=self._settings.api_url, timeout=CALL_SECONDS)
            self._socket = AsyncSocketModeHandler(
                self._app,
                self._settings.app_token,
                web_client=client,
                logger=socket_log,
                ping_interval=PING_SECONDS,
            )
            # It reconnects by itself.
            self._tasks.append(asyncio.create_task(self._socket.connect_async()))

    async def receive(self, text: str, headers: dict[str, str]) -> HTTPResponse:
        """Return the response to a request over HTTP whose signature was checked."""
        try:
            request = AsyncBoltRequest(body=text, headers=dict(headers))
            answer: HTTPResponse = to_sanic_response(await self._app.async_dispatch(request))
        except Exception as error:  # noqa: BLE001 - our listeners raise nothing, and what Bolt stumbles over …
            logger.warning("channel=slack a request could not be read: %s", type(error).__name__)
            return response.json({"error": "this cannot be read"}, status=400)  # … Slack does not send
        return answer

    async def disconnect(self) -> None:
        """Take nothing more by Socket Mode."""
        for task in self._tasks:
            task.cancel()
        if self._socket:
            await self._socket.close_async()
            self._socket = None

    async def stop(self) -> None:
        """Finish what is nearly done, and give back connections."""
        await self._worker.stop()
        await self._http.close()
