"""Runs turns: each in a task of its own, in the order of arrival, with an answer even if it fails."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from sanic import Sanic

from bot.conversations import events, idempotency
from bot.conversations.idempotency import ConflictError
from bot.conversations.keyed_lock import KeyedLock
from bot.conversations.pending import PendingAnswer, pending_answer
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.turn_records import of_failure, turn_began
from bot.process.logging_config import MESSAGE_FIELD, conversation_tag
from bot.process.metrics import DUPLICATES, ERRORS, IN_FLIGHT, TURN_SECONDS, TURNS
from bot.process.phrases import phrase
from bot.turns.failed_turns import FailedTurns
from bot.turns.fair_queue import current_client
from bot.turns.message_text import MAX_CHARACTERS, as_text, clean
from bot.turns.messages import AnswerCollector, Incoming, Message, apology, reply

logger = logging.getLogger(__name__)
REPLY_SECONDS = 30.0  # after this the user is informed that it takes too long; the turn itself goes on …
TURN_SECONDS_LIMIT = 60.0  # … until here
DRAIN_SECONDS = 8.0  # less than the supervisor's patience
TRIES = 3  # of a turn whose conversation another process has changed meanwhile
CLAIM_SECONDS = 6.0  # for which a message stays claimed once the process that answers it is dead …
RENEW_SECONDS = 1.5  # … since one that lives renews its claim so often
POLL_SECONDS = 0.1  # while another process answers the same message

OnMessage = Callable[[UserMessage], Awaitable[Any]]


class TurnRunner:
    """Turns messages into turns for all channels of one process."""

    def __init__(self, store: Callable[[], ConversationTrackerStore]) -> None:
        """Start without turns under way.

        Args:
            store: gives the store once Rasa has loaded its agent.
        """
        self._store = store
        self._under_way: dict[tuple[str, str], asyncio.Task[list[Message]]] = {}
        self._order = KeyedLock()
        self._draining = False
        self._failed = FailedTurns(store)

    async def answer(self, incoming: Incoming, handle: OnMessage) -> list[Message]:
        """Return the replies to a message; at least one, within ``REPLY_SECONDS``.

        A client that leaves does not end the turn, and one that comes back with the same ``message_id`` gets
        the answer of the first time.
        """
        if len(incoming.text) > MAX_CHARACTERS:
            text = phrase("too_long", length=len(incoming.text), limit=MAX_CHARACTERS)
            return [self._recorded(incoming, reply(incoming.sender, text, "clarify"))]
        key = (incoming.sender, incoming.message_id or uuid.uuid4().hex)
        turn = self._under_way.get(key)
        if turn is not None:
            DUPLICATES.inc()
        elif self._draining:
            return [reply(incoming.sender, phrase("restarting"), "error")]
        else:
            turn = asyncio.create_task(self._turn(incoming, handle))
            self._under_way[key] = turn
            turn.add_done_callback(lambda _: self._under_way.pop(key, None))
        await asyncio.wait({turn}, timeout=REPLY_SECONDS)
        if turn.done():
            return turn.result()
        return [self._apology(incoming, "takes_long", "a turn takes too long")]

    @property
    def draining(self) -> bool:
        """Return whether no more messages are taken, since the server is about to end."""
        return self._draining

    async def drain(self) -> None:
        """Take no more messages, and wait a bounded time for the turns under way."""
        self._draining = True
        if self._under_way:
            _, late = await asyncio.wait(list(self._under_way.values()), timeout=DRAIN_SECONDS)
            if late:
                logger.error("%d turns were not finished in time", len(late))
        await self._failed.close()

    async def _turn(self, incoming: Incoming, handle: OnMessage) -> list[Message]:
        started = time.perf_counter()
        turn_began.set(time.time())  # this task has one turn
        with IN_FLIGHT.track_inprogress():
            try:
                async with self._order.hold(incoming.sender, TURN_SECONDS_LIMIT):
                    replies = await asyncio.wait_for(self._in_turn(incoming, handle), TURN_SECONDS_LIMIT)
            except (LockError, asyncio.TimeoutError):
                apologised = self._apology(incoming, "takes_long", "a turn was given up after its time")
                replies = [self._recorded(incoming, apologised)]
            except Exception:
                logger.exception("channel=%s a turn failed", incoming.channel)
                replies = [self._recorded(incoming, self._apology(incoming, "no_answer", "a turn failed"))]
        seconds = time.perf_counter() - started
        custom = replies[-1].get("custom") or {}
        outcome, topic = str(custom.get("outcome")), str(custom.get("topic"))
        TURNS.labels(incoming.channel, outcome).inc()
        TURN_SECONDS.labels(incoming.channel).observe(seconds)
        logger.info(
            "turn",
            extra={
                "channel": incoming.channel,
                "conversation": conversation_tag(incoming.sender),
                "outcome": outcome,
                "topic": topic,
                "milliseconds": round(1000 * seconds),
                MESSAGE_FIELD: incoming.text,
            },
        )
        return replies

    async def _in_turn(self, incoming: Incoming, handle: OnMessage) -> list[Message]:
        if incoming.message_id is None:
            return await self._run(incoming, handle, owner="")
        owner = uuid.uuid4().hex
        earlier = await self._claimed(incoming, owner)
        if earlier is not None:
            DUPLICATES.inc()
            return earlier or [self._apology(incoming, "no_answer", "an earlier turn gave no answer")]
        renewing = asyncio.create_task(self._renew_claim(incoming, owner))
        try:
            replies = await self._run(incoming, handle, owner)
        except BaseException:
            await self._give_up(incoming, owner)
            raise
        finally:
            renewing.cancel()
        return replies

    async def _claimed(self, incoming: Incoming, owner: str) -> list[Message] | None:
        """Claim the message; return the replies if it was answered before."""
        sender, message_id = incoming.sender, str(incoming.message_id)
        while True:
            found = await self._store().write(
                lambda c: idempotency.claim(c, sender, message_id, owner=owner, seconds=CLAIM_SECONDS)
            )
            if found is True:
                return None
            if found is not False:
                return list(found)
            await asyncio.sleep(POLL_SECONDS)

    async def _renew_claim(self, incoming: Incoming, owner: str) -> None:
        sender, message_id = incoming.sender, str(incoming.message_id)
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self._store().write(
                    lambda c: idempotency.renew(c, sender, message_id, owner=owner, seconds=CLAIM_SECONDS)
                )
            except Exception:
                logger.exception("a claim could not be renewed; another process may take the message over")

    async def _give_up(self, incoming: Incoming, owner: str) -> None:
        sender, message_id = incoming.sender, str(incoming.message_id)
        try:
            await self._store().write(lambda c: idempotency.release(c, sender, message_id, owner=owner))
        except Exception:
            logger.exception("a message could not be given up; it can be sent again once its claim ends")

    async def _run(self, incoming: Incoming, handle: OnMessage, owner: str) -> list[Message]:
        text = clean(incoming.text)
        if text.startswith("/") and not await self._is_offered(incoming.sender, text):
            text = as_text(text)
        for _ in range(TRIES - 1):
            try:
                replies = await self._try(incoming, text, handle, owner)
                break
            except ConflictError:
                ERRORS.labels("conflict").inc()
        else:
            replies = await self._try(incoming, text, handle, owner)
        if replies:
            return replies
        ERRORS.labels("silence").inc()
        return [self._apology(incoming, "no_answer", "a turn ended without an answer")]

    async def _try(self, incoming: Incoming, text: str, handle: OnMessage, owner: str) -> list[Message]:
        """Let Rasa answer once; what it made of the conversation is forgotten if that fails."""
        collector = AnswerCollector()
        message = UserMessage(
            text,
            collector,
            incoming.sender,
            input_channel=incoming.channel,
            message_id=incoming.message_id,
            metadata=incoming.metadata,
        )
        token = pending_answer.set(_pending(incoming, owner, collector))
        current_client.set(incoming.client or incoming.sender)  # this task has one turn
        try:
            await handle(message)
        except BaseException:
            self._store().discard(incoming.sender)
            raise
        finally:
            pending_answer.reset(token)
        return list(collector.messages)

    async def _is_offered(self, sender: str, payload: str) -> bool:
        return await self._store().read(lambda c: events.is_offered(c, sender, payload))

    def _apology(self, incoming: Incoming, key: str, reason: str) -> Message:
        ERRORS.labels(key).inc()
        return reply(incoming.sender, apology(key, reason, channel=incoming.channel), "error")

    def _recorded(self, incoming: Incoming, message: Message) -> Message:
        """Return a reply of the program itself, and let it be counted: no event of the turn is kept."""
        custom = message["custom"]
        self._failed.add(
            of_failure(
                incoming.sender,
                uuid.uuid4().hex,
                incoming.channel,
                outcome=custom["outcome"],
                answer_id=custom["id"],
            )
        )
        return message


def _pending(incoming: Incoming, owner: str, collector: AnswerCollector) -> PendingAnswer | None:
    if incoming.message_id is None:
        return None
    return PendingAnswer(incoming.message_id, owner, lambda: collector.messages)


def turn_runner(app: Sanic) -> TurnRunner:
    """Return the runner of a server, which all its channels share; made at the first call."""
    if not hasattr(app.ctx, "turns"):
        app.ctx.turns = TurnRunner(lambda: app.ctx.agent.tracker_store)
    runner: TurnRunner = app.ctx.turns
    return runner
