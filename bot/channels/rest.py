"""Rasa's REST channel over the turn runner: every message gets an answer or a clear 4xx."""

from __future__ import annotations

import json
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.channels.request_body import BadRequestError, is_json, read_body
from bot.turns.messages import Incoming
from bot.turns.namespaces import is_reserved
from bot.turns.runner import turn_runner
from bot.web.client_address import client_of

MAX_BODY = 1_000_000  # bytes
OnMessage = Callable[[UserMessage], Awaitable[Any]]


class RestInput(InputChannel):
    """``POST /webhooks/rest/webhook`` with ``{"sender": …, "message": …}``, as Rasa clients expect it."""

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa mounts the channel."""
        return "rest"

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """Return the channel's routes."""
        routes = Blueprint(f"{self.name()}_webhook", __name__)

        @routes.route("/", methods=["GET"])
        async def health(_request: Request) -> BaseHTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> BaseHTTPResponse:
            if len(request.body) > MAX_BODY:
                return response.json({"error": f"send at most {MAX_BODY} bytes"}, status=413)
            if not is_json(request.content_type):
                # What a page of another site can send without asking first is never this type.
                return response.json({"error": "send the header Content-Type: application/json"}, status=415)
            try:
                body = read_body(request.json)
                if is_reserved(body.sender or ""):
                    raise BadRequestError("'sender' must not begin like the ids of the web page or Slack")
            except (BadRequestError, InvalidUsage) as error:
                reason = str(error) if isinstance(error, BadRequestError) else "the body is not valid JSON"
                return response.json({"error": reason}, status=400)
            incoming = Incoming(
                sender=body.sender or uuid.uuid4().hex,
                text=body.text,
                channel=self.name(),
                metadata=body.metadata,
                message_id=body.message_id,
                client=client_of(request),
            )
            messages = await turn_runner(request.app).answer(incoming, on_new_message)
            if request.args.get("stream", "").lower() != "true":
                return response.json(messages)
            lines = "".join(json.dumps(message) + "\n" for message in messages)
            return response.text(lines, content_type="text/event-stream")

        return routes
