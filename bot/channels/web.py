"""The channel of the website widget: signed sessions, known sites, bounded requests, over the turn runner.

Every request is a POST, so that browsers always send the origin of the page.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.lock_store import LockError
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import ended_sessions, feedback, idempotency, questions, user_data
from bot.conversations.transcript import transcript
from bot.settings import StorageSettings, WebSettings
from bot.turns.messages import Incoming, Message
from bot.turns.runner import turn_runner
from bot.web.client_address import client_of
from bot.web.documents import Documents
from bot.web.occupation_card import occupation_card
from bot.web.redis_token_bucket import RedisBuckets, rate_limiter
from bot.web.replies import after, event, headers, refused, shown
from bot.web.requests import (
    WebRequestError,
    allowed_origin,
    bearer,
    feedback_of,
    message_id_of,
    message_of,
    occupation_of,
    read_json,
    share_of,
    typed_of,
)
from bot.web.secret import session_secret
from bot.web.sessions import Session, SessionError, Sessions
from bot.web.shared_answers.links import SharedAnswer, SharedLinks
from bot.web.starters import starter_questions
from bot.web.suggestions import suggestions
from bot.web.token_bucket import RateLimiter

logger = logging.getLogger(__name__)
OnMessage = Callable[[UserMessage], Awaitable[Any]]
Handler = Callable[[Request, str], Awaitable[HTTPResponse | None]]
PREFLIGHT_SECONDS = 600
RETRY_SECONDS = 5  # while the database is down
ANY_ORIGIN = "*"  # may read why it is refused, and nothing else


class WebInput(InputChannel):
    """``POST /web/`` and the name of a method of this class that begins with ``_``, such as ``session``."""

    def __init__(self, settings: WebSettings, *, secret: bytes, redis_url: str | None = None) -> None:
        """Set up.

        Args:
            settings: of the channel.
            secret: signs sessions.
            redis_url: where all servers count requests together; each for itself without one.
        """
        self._settings = settings
        self._sessions = Sessions(secret, 3600.0 * settings.session_hours)
        self._links = SharedLinks(secret)
        self._shared = RedisBuckets(redis_url, secret) if redis_url else None
        self._of_sessions = rate_limiter("session", settings.session_rate, self._shared)
        self._of_addresses = rate_limiter("address", settings.address_rate, self._shared)
        self._of_lookups = rate_limiter("lookup", settings.address_rate, self._shared)
        self._documents = Documents()

    @classmethod
    def name(cls) -> str:
        """Return the name under which turns of the widget are counted."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """Make the channel from the environment: secrets have no place in a file of the repository."""
        settings = WebSettings.read()
        return cls(settings, secret=session_secret(settings), redis_url=StorageSettings.read().redis_url)

    def url_prefix(self) -> str:
        """Return the path of the channel."""
        return f"/{self.name()}"

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """Return the channel's routes."""
        routes = Blueprint("web_channel", __name__)
        handlers: dict[str, Handler] = {
            "session": self._session,
            "message": partial(self._message, on_new_message),
            "document": partial(self._document, on_new_message),
            "history": self._history,
            "feedback": self._feedback,
            "share": self._share,
            "export": self._export,
            "erase": self._erase,
        }
        for path, handler in handlers.items():
            self._add(routes, path, handler, self._of_addresses)
        # Who types asks often, and must not be refused what he writes for it.
        for path, lookup in {"suggest": self._suggest, "card": self._card}.items():
            self._add(routes, path, lookup, self._of_lookups)

        @routes.listener("before_server_start")
        async def lend(app: Any, _loop: Any) -> None:
            app.ctx.shared_links = self._links  # to the pages of answers, which are beside the channel

        @routes.listener("after_server_stop")
        async def close(_app: Any, _loop: Any) -> None:
            if self._shared:
                await self._shared.close()

        return routes

    def _add(self, routes: Blueprint, path: str, handler: Handler, limiter: RateLimiter) -> None:
        # Read as it comes, so that a body that is too large is refused before it is in memory.
        @routes.route(f"/{path}", methods=["POST"], name=path, stream=True)
        async def asked(request: Request) -> HTTPResponse | None:
            return await self._guarded(handler, request, limiter)

        @routes.route(f"/{path}", methods=["OPTIONS"], name=f"{path}_preflight")
        async def may_ask(request: Request) -> HTTPResponse:
            return self._preflight(request)

    def _preflight(self, request: Request) -> HTTPResponse:
        # Any site may ask, and only an allowed one is answered: were it refused here, the browser would keep
        # the reason from the page.
        try:
            origin = allowed_origin(request, self._settings.origins)
        except WebRequestError:
            origin = ANY_ORIGIN
        allowed = {
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "authorization, content-type, last-event-id",
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        }
        return response.empty(headers={**headers(origin), **allowed})

    async def _guarded(self, handler: Handler, request: Request, limiter: RateLimiter) -> HTTPResponse | None:
        origin = ANY_ORIGIN
        try:
            origin = allowed_origin(request, self._settings.origins)
            await _take(limiter, client_of(request))
            return await handler(request, origin)
        except WebRequestError as refusal:
            return refused(refusal, origin)
        except SQLAlchemyError:
            logger.exception("channel=web a database does not answer")
            down = WebRequestError(503, "the advisor cannot reach its memory; try again soon", RETRY_SECONDS)
            return refused(down, origin)

    async def _read_session(self, request: Request, origin: str) -> Session:
        token = bearer(request)
        if token is None:
            raise WebRequestError(401, "a session is needed")
        try:
            session = self._sessions.read(token, origin)
        except SessionError as error:
            raise WebRequestError(401, str(error)) from None
        if await _store(request).read(partial(ended_sessions.is_ended, conversation_id=session.conversation)):
            raise WebRequestError(401, "the session is over")
        return session

    async def _session(self, request: Request, origin: str) -> HTTPResponse:
        """Renew the session that is given, or issue a new one; ``{"new": true}`` ends the given one."""
        body = await read_json(request)
        known = None
        if bearer(request) is not None:
            try:
                known = await self._read_session(request, origin)
            except WebRequestError:
                logger.info("channel=web a session was not renewed")
        if known and body.get("new") is True:
            await _store(request).write(partial(ended_sessions.end, conversation_id=known.conversation))
            known = None
        session = self._sessions.renewed(known) if known else self._sessions.begin(origin)
        answer = {
            "token": self._sessions.token(session),
            "ends_at": session.ends_at,
            "renewed": known is not None,
            "starters": await asyncio.to_thread(starter_questions),
        }
        # The titles take half a second to be made once, which is over before the first words are written.
        asyncio.get_running_loop().run_in_executor(None, suggestions, "")
        return response.json(answer, headers=headers(origin))

    async def _message(self, on_new_message: OnMessage, request: Request, origin: str) -> HTTPResponse | None:
        """Answer as server-sent events: ``typing``, each ``message``, ``done``.

        A client that lost the connection sends the message again under its id and gets the same answer, from
        the event after ``Last-Event-ID`` on.
        """
        session = await self._read_session(request, origin)
        await _take(self._of_sessions, session.conversation)
        text, message_id = message_of(await read_json(request))
        incoming = Incoming(
            session.conversation, text, self.name(), message_id=message_id, client=client_of(request)
        )
        await self._answer(on_new_message, request, origin, incoming)
        return None

    async def _document(
        self, on_new_message: OnMessage, request: Request, origin: str
    ) -> HTTPResponse | None:
        """Answer a resume, which is the body, as a message is answered; its id is in the query."""
        session = await self._read_session(request, origin)
        await _take(self._of_sessions, session.conversation)
        message_id = message_id_of(request.args.get("message_id"))
        sent = Incoming(
            session.conversation, "", self.name(), message_id=message_id, client=client_of(request)
        )
        incoming = await self._documents.incoming(request, sent)
        await self._answer(on_new_message, request, origin, incoming)
        return None

    async def _answer(
        self, on_new_message: OnMessage, request: Request, origin: str, incoming: Incoming
    ) -> None:
        stream = await request.respond(
            content_type="text/event-stream", headers={**headers(origin), "X-Accel-Buffering": "no"}
        )
        await stream.send(event("typing", {}))
        replies = await turn_runner(request.app).answer(incoming, on_new_message)
        for reply in after(replies, request.headers.get("last-event-id")):
            await stream.send(event("message", shown(reply)))
        final = await self._is_final(request, incoming, replies)
        await stream.send(event("done", {"failed": not final}))
        await stream.eof()

    async def _is_final(self, request: Request, incoming: Incoming, replies: list[Message]) -> bool:
        """Return whether the answer is final: after an apology of the runner the message may come again."""
        if (replies[-1].get("custom") or {}).get("outcome") != "error":
            return True
        answered = partial(
            idempotency.is_answered,
            conversation_id=incoming.sender,
            message_id=str(incoming.message_id),
        )
        try:
            return bool(await _store(request).read(answered))
        except SQLAlchemyError:
            logger.warning("channel=web it could not be read whether a message is answered")
            return False

    async def _history(self, request: Request, origin: str) -> HTTPResponse:
        session = await self._read_session(request, origin)
        await _take(self._of_sessions, session.conversation)
        await read_json(request)
        messages = await _store(request).read(partial(transcript, conversation_id=session.conversation))
        return response.json({"messages": messages}, headers=headers(origin))

    async def _feedback(self, request: Request, origin: str) -> HTTPResponse:
        session = await self._read_session(request, origin)
        await _take(self._of_sessions, session.conversation)
        given = feedback_of(await read_json(request))

        def give(connection: Connection) -> bool:
            return feedback.give(
                connection,
                session.conversation,
                given.answer_id,
                given.rating,
                given.comment,
                given.reasons,
            )

        if not await _store(request).write(give):
            raise WebRequestError(404, "there is no such answer in this conversation")
        return response.json({"rating": given.rating}, headers=headers(origin))

    async def _share(self, request: Request, origin: str) -> HTTPResponse:
        """Return the address of a page that shows an answer, below the server's root."""
        session = await self._read_session(request, origin)
        await _take(self._of_sessions, session.conversation)
        answer_id, whole = share_of(await read_json(request))
        found = {"conversation_id": session.conversation, "answer_id": answer_id}
        asked = await _store(request).read(partial(questions.answer_of, **found))
        at = await _store(request).read(partial(questions.answered_at, **found))
        if asked is None or at is None:
            raise WebRequestError(404, "there is no such answer in this conversation")
        if asked.reply["custom"].get("personal") and not whole:
            raise WebRequestError(400, "this answer repeats what its person said; 'whole' must allow that")
        token, ends_at = self._links.token(SharedAnswer(answer_id, int(at), whole))
        return response.json({"path": f"a/{token}", "ends_at": ends_at}, headers=headers(origin))

    async def _export(self, request: Request, origin: str) -> HTTPResponse:
        """Return all that is stored on the session's conversation."""
        session = await self._read_session(request, origin)
        await _take(self._of_sessions, session.conversation)
        await read_json(request)
        stored = await _store(request).read(partial(user_data.export, conversation_id=session.conversation))
        return response.json(stored or {}, headers=headers(origin))

    async def _erase(self, request: Request, origin: str) -> HTTPResponse:
        """Delete all that is stored on the session's conversation, between two turns, and end the session."""
        session = await self._read_session(request, origin)
        await _take(self._of_sessions, session.conversation)
        await read_json(request)
        agent = request.app.ctx.agent
        try:
            async with agent.lock_store.lock(session.conversation):
                await agent.tracker_store.write(
                    partial(ended_sessions.end, conversation_id=session.conversation)
                )
                rows = await agent.tracker_store.erase(session.conversation)
        except LockError:
            raise WebRequestError(503, "an answer is under way; try again soon", RETRY_SECONDS) from None
        if not await agent.tracker_store.clear_traces():
            logger.warning("channel=web the write-ahead log still has a conversation that was erased")
        return response.json({"erased_rows": rows}, headers=headers(origin))

    async def _suggest(self, request: Request, origin: str) -> HTTPResponse:
        """Return what somebody who types may be about to write."""
        typed = typed_of(await read_json(request))
        found = await asyncio.to_thread(suggestions, typed)
        return response.json({"suggestions": [asdict(one) for one in found]}, headers=headers(origin))

    async def _card(self, request: Request, origin: str) -> HTTPResponse:
        """Return the facts of an occupation."""
        card = await asyncio.to_thread(occupation_card, occupation_of(await read_json(request)))
        if card is None:
            raise WebRequestError(404, "there is no such occupation")
        return response.json(card, headers=headers(origin))


async def _take(limiter: RateLimiter, key: str) -> None:
    seconds = await limiter.take(key)
    if seconds:
        raise WebRequestError(429, "that is too fast; try again in a moment", seconds)


def _store(request: Request) -> Any:
    return request.app.ctx.agent.tracker_store
