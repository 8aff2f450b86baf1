"""Rasa's REST channel with guards: every message gets an answer or a clear 4xx, and no turn is lost."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.channels.guard import MAX_CHARACTERS, BadRequestError, as_text, clean, read_body, was_offered
from bot.phrases import phrase

logger = logging.getLogger(__name__)
REPLY_SECONDS = 30.0  # after this the user hears that it takes too long; the turn itself goes on
MAX_BODY = 1_000_000  # bytes
DRAIN_SECONDS = 8.0  # less than the supervisor's patience
OnMessage = Callable[[UserMessage], Awaitable[Any]]
Message = dict[str, Any]


class AnswerCollector(CollectingOutputChannel):
    """Collects each reply as one message with its text and its blocks; Rasa's own would part them."""

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Keep a reply."""
        kept = {key: message[key] for key in ("text", "custom") if message.get(key)}
        if kept:
            self.messages.append({"recipient_id": recipient_id, **kept})


class RestInput(InputChannel):
    """``POST /webhooks/rest/webhook`` with ``{"sender": …, "message": …}``, as Rasa clients expect it."""

    def __init__(self) -> None:
        """Start without turns under way."""
        self._turns: set[asyncio.Task[None]] = set()

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa mounts the channel."""
        return "rest"

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """Return the channel's routes."""
        routes = Blueprint(f"{self.name()}_webhook", __name__)

        @routes.listener("before_server_stop")
        async def drain(*_: Any) -> None:
            if self._turns:
                await asyncio.wait(self._turns, timeout=DRAIN_SECONDS)

        @routes.route("/", methods=["GET"])
        async def health(_request: Request) -> BaseHTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> BaseHTTPResponse:
            if len(request.body) > MAX_BODY:
                return response.json({"error": f"send at most {MAX_BODY} bytes"}, status=413)
            try:
                sender, text, metadata = read_body(request.json)
            except (BadRequestError, InvalidUsage) as error:
                told = str(error) if isinstance(error, BadRequestError) else "the body is not valid JSON"
                return response.json({"error": told}, status=400)
            messages = await self._answer(request, on_new_message, sender or uuid.uuid4().hex, text, metadata)
            if request.args.get("stream", "").lower() != "true":
                return response.json(messages)
            lines = "".join(json.dumps(message) + "\n" for message in messages)
            return response.text(lines, content_type="text/event-stream")

        return routes

    async def _answer(
        self, request: Request, on_new_message: OnMessage, sender: str, typed: str, metadata: Message
    ) -> list[Message]:
        if len(typed) > MAX_CHARACTERS:
            text = phrase("too_long", length=len(typed), limit=MAX_CHARACTERS)
            return [reply(sender, text, "clarify")]
        text = clean(typed)
        if text.startswith("/") and not await self._offered(request, sender, text):
            text = as_text(text)
        collector = AnswerCollector()
        turn = asyncio.create_task(self._run(on_new_message, collector, sender, text, metadata))
        self._turns.add(turn)
        turn.add_done_callback(self._turns.discard)
        # A client that leaves does not end the turn: the tracker is saved at its end.
        await asyncio.wait({turn}, timeout=REPLY_SECONDS)
        if not turn.done():
            return [self._apology(sender, "a turn takes too long")]
        return list(collector.messages)

    async def _offered(self, request: Request, sender: str, payload: str) -> bool:
        try:
            tracker = await request.app.ctx.agent.tracker_store.retrieve(sender)
        except Exception:
            logger.exception("channel=%s the conversation could not be read", self.name())
            return False
        return tracker is not None and was_offered(payload, [event.as_dict() for event in tracker.events])

    async def _run(
        self, on_new_message: OnMessage, collector: AnswerCollector, sender: str, text: str, metadata: Message
    ) -> None:
        message = UserMessage(text, collector, sender, input_channel=self.name(), metadata=metadata)
        try:
            await on_new_message(message)
        except Exception:
            logger.exception("channel=%s a turn failed", self.name())
        if not collector.messages:
            collector.messages.append(self._apology(sender, "a turn ended without an answer"))

    def _apology(self, sender: str, reason: str) -> Message:
        reference = uuid.uuid4().hex[:8]
        logger.error("reference=%s channel=%s %s", reference, self.name(), reason)
        return reply(sender, phrase("no_answer", reference=reference), "error")


def reply(sender: str, text: str, outcome: str) -> Message:
    """Return a message of the channel itself in the form of the answer contract."""
    block = {"type": "text", "text": text}
    custom = {"outcome": outcome, "topic": None, "role": None, "blocks": [block], "id": uuid.uuid4().hex}
    return {"recipient_id": sender, "text": text, "custom": custom}
