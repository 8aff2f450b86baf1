"""The Slack channel, over HTTP and Socket Mode: acknowledged once it is kept, answered in the background."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.process.metrics import SLACK_ACK_SECONDS
from bot.settings import SlackSettings, slack_settings
from bot.turns.runner import turn_runner

if TYPE_CHECKING:
    from bot.slack.service import SlackService

logger = logging.getLogger(__name__)
OnMessage = Callable[[UserMessage], Awaitable[Any]]


class SlackInput(InputChannel):
    """``POST /webhooks/slack/events``, a connection of Socket Mode, or both."""

    def __init__(self, settings: SlackSettings | None) -> None:
        """Take the settings; without any the channel has no routes and does nothing."""
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa mounts the channel and turns are counted."""
        return "slack"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        """Make the channel from the environment: secrets have no place in a file of the repository."""
        return cls(slack_settings())

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """Return the channel's routes."""
        routes = Blueprint("slack_channel", __name__)
        if self._settings is None:
            return routes
        # Only now: who has no Slack does without Bolt.
        from bot.slack.service import SlackService
        from bot.slack.verification import Signatures, SlackHttpError, check_form, read_body

        settings = self._settings
        services: list[SlackService] = []

        @routes.listener("after_server_start")
        async def start(app: Any, _: asyncio.AbstractEventLoop) -> None:
            service = SlackService(
                settings, lambda: app.ctx.agent.tracker_store, turn_runner(app), on_new_message
            )
            await service.start()
            services.append(service)

        @routes.listener("before_server_stop")
        async def stop(app: Any, _: asyncio.AbstractEventLoop) -> None:
            for service in services:
                await service.disconnect()
            await turn_runner(app).drain()
            while services:
                await services.pop().stop()

        if settings.signing_secret is None:
            return routes
        signatures = Signatures(settings.signing_secret)

        # Read as it comes, so that a body that is too large is refused before it is in memory.
        @routes.route("/events", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            began = time.perf_counter()
            if not services:
                return response.json({"error": "try again soon"}, status=503)
            try:
                body = await read_body(request.stream)
                headers = request.headers
                text = signatures.check(
                    body, headers.get("x-slack-request-timestamp"), headers.get("x-slack-signature")
                )
                check_form(text, headers.get("content-type") or "")
            except SlackHttpError as refusal:
                return response.json({"error": str(refusal)}, status=refusal.status)
            answer = await services[0].receive(text, dict(headers.items()))
            SLACK_ACK_SECONDS.observe(time.perf_counter() - began)
            return answer

        return routes
