"""Does what was accepted: one thing after the other in a conversation, once, whatever process began it."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import feedback, inbox, web
from bot.conversations.inbox import Work
from bot.conversations.keyed_lock import KeyedLock
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.process.metrics import DUPLICATES, ERRORS
from bot.slack.posting import Posting
from bot.slack.render import Pressed
from bot.slack.sending import GIVE_UP_SECONDS, RefusedError, TakenOverError
from bot.slack.tabs import Tabs
from bot.slack.tasks import CHANNEL, Rating, Task
from bot.slack.texts import say
from bot.turns.messages import Incoming, Message, apology, reply
from bot.turns.runner import OnMessage, TurnRunner

logger = logging.getLogger(__name__)
LEASE_SECONDS = 20.0  # after this, what a dead process left is taken over …
BEAT_SECONDS = 5.0  # … at the next look
ACCEPT_SECONDS = 2.5  # Slack waits 3 for an acknowledgement
TURNS_AT_ONCE = 8  # more would only wait in the action server, which then turns them away
TRY_AGAIN_SECONDS = (1.0, 4.0)  # after a turn that failed
MOST_FAULTS = 3  # of one work, after which its user gets an apology
STOP_SECONDS = 1.0  # after the turns under way are finished


class Restarting(Exception):
    """The server is about to end; what is left is done by the next one."""


class Worker:
    """Accepts work and does it."""

    def __init__(
        self,
        store: Callable[[], ConversationTrackerStore],
        runner: TurnRunner,
        on_message: OnMessage,
        posting: Posting,
        tabs: Tabs,
    ) -> None:
        """Take what work needs; ``store`` is there once Rasa has loaded its agent."""
        self._store, self._runner, self._on_message = store, runner, on_message
        self._posting, self._tabs = posting, tabs
        self._owner = uuid.uuid4().hex
        self._order = KeyedLock()
        self._turns = asyncio.Semaphore(TURNS_AT_ONCE)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._faults: Counter[str] = Counter()
        self._beat: asyncio.Task[None] | None = None
        self._doing: dict[str, Callable[[Work, Task], Awaitable[None]]] = {
            "ask": self._ask,
            "choice": self._ask,
            "more": self._more,
            "home": self._home,
            "prompts": self._prompts,
            "help": self._help,
            "thanks": self._thanks,
        }

    async def accept(self, work: Work) -> None:
        """Keep work and begin it; return once it is kept, so that it can be acknowledged.

        Raises:
            SQLAlchemyError, asyncio.TimeoutError: it could not be kept in time.
        """
        keep = partial(inbox.accept, work=work, owner=self._owner, seconds=LEASE_SECONDS)
        if await asyncio.wait_for(self._store().write(keep), ACCEPT_SECONDS):
            self._begin(work)
        else:
            DUPLICATES.inc()

    async def rate(self, rating: Rating, key: str) -> None:
        """Keep a thumb, and thank for it.

        Raises:
            SQLAlchemyError, asyncio.TimeoutError: it could not be kept in time.
        """
        task = rating.task
        give = partial(
            feedback.give,
            conversation_id=task.conversation,
            answer_id=rating.answer,
            rating=rating.rating,
            comment=None,
        )
        if not await asyncio.wait_for(self._store().write(give), ACCEPT_SECONDS):
            task = replace(task, text="lost")
        await self.accept(task.work("thanks", key))

    def start(self) -> None:
        """Begin to look for what is left to do."""
        self._beat = asyncio.create_task(self._keep_up())

    async def stop(self) -> None:
        """Finish what is nearly done, and leave the rest to the next process."""
        if self._beat:
            self._beat.cancel()
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=STOP_SECONDS)
        for task in list(self._running.values()):
            task.cancel()
        try:
            await self._store().write(partial(inbox.release, channel=CHANNEL, owner=self._owner))
        except SQLAlchemyError:
            logger.warning("channel=slack what is left could not be released; it is taken over later")

    async def _keep_up(self) -> None:
        # The only server of its database: whoever owned open work is gone.
        at_once = not self._store().shared
        while True:
            try:
                await self._look(at_once=at_once)
                at_once = False
            except Exception:
                logger.exception("channel=slack what is left to do cannot be read")
            await asyncio.sleep(BEAT_SECONDS)

    async def _look(self, *, at_once: bool) -> None:
        whose: dict[str, Any] = {"channel": CHANNEL, "owner": self._owner}
        await self._store().write(partial(inbox.keep, seconds=LEASE_SECONDS, **whose))
        taken = await self._store().write(
            partial(inbox.take_over, seconds=LEASE_SECONDS, at_once=at_once, **whose)
        )
        if taken:
            logger.info("channel=slack %d messages of an earlier process are answered", len(taken))
        for work in await self._store().read(partial(inbox.open_work, **whose)):
            self._begin(work)

    def _begin(self, work: Work) -> None:
        if work.id in self._running or self._runner.draining:
            return
        running = asyncio.create_task(self._do(work))
        self._running[work.id] = running
        running.add_done_callback(lambda _: self._running.pop(work.id, None))

    async def _do(self, work: Work) -> None:
        try:
            async with self._order.hold(work.conversation_id, GIVE_UP_SECONDS):
                task = Task.of(work)
                await self._doing[task.kind](work, task)
        except (TakenOverError, Restarting):
            return
        except (SQLAlchemyError, asyncio.TimeoutError) as error:
            logger.warning("channel=slack work could not be done yet: %s", type(error).__name__)
            return  # the next look finds it
        except RefusedError as refusal:
            ERRORS.labels("slack_refused").inc()
            logger.error("channel=slack reason=%s an answer is refused by Slack", refusal.code)
        except Exception:
            self._faults[work.id] += 1
            logger.exception("channel=slack fault=%d work failed", self._faults[work.id])
            if self._faults[work.id] < MOST_FAULTS:
                return
            await self._apologise(work)
        await self._finish(work)

    async def _finish(self, work: Work) -> None:
        self._faults.pop(work.id, None)
        try:
            await self._store().write(partial(inbox.finish, work_id=work.id, owner=self._owner))
        except SQLAlchemyError:
            logger.exception("channel=slack that work is done could not be kept")

    async def _apologise(self, work: Work) -> None:
        text = apology("no_answer", "work failed again and again", channel=CHANNEL)
        try:
            await self._say(work, Task.of(work), reply(work.conversation_id, text, "error"))
        except Exception:
            logger.exception("channel=slack an apology could not be sent")

    async def _ask(self, work: Work, task: Task) -> None:
        if task.answer and task.title and (found := await self._found(work, task)):
            await self._mark(work, task, found, Pressed(task.title))
        if task.kind == "ask" and task.response_url and task.title:
            await self._tabs.helped(task, self._may_go_on(work))
        if task.channel == task.user:
            await self._tabs.home(task, self._may_go_on(work))  # so that it can be pressed again
        for place, told in enumerate(await self._answer(work, task)):
            await self._say(work, task, told, place)

    async def _answer(self, work: Work, task: Task) -> list[Message]:
        """Let the bot answer, again after a turn that failed; the last apology stands."""
        incoming = Incoming(work.conversation_id, task.text, CHANNEL, message_id=work.id)
        for pause in (*TRY_AGAIN_SECONDS, None):
            async with self._turns:
                if self._runner.draining:
                    raise Restarting
                replies = await self._runner.answer(incoming, self._on_message)
            if pause is None or await self._is_final(incoming, replies):
                break
            await asyncio.sleep(pause)
        return replies

    async def _is_final(self, incoming: Incoming, replies: list[Message]) -> bool:
        outcome = (replies[-1].get("custom") or {}).get("outcome")
        if outcome != "error":
            return True
        return await self._store().read(
            partial(web.is_answered, conversation_id=incoming.sender, message_id=str(incoming.message_id))
        )

    async def _more(self, work: Work, task: Task) -> None:
        found = await self._found(work, task)
        if found is None:
            await self._say(work, task, {"text": say("rest_lost")})
            return
        await self._say(work, task, found, task.page, number=task.page)
        before = replace(task, page=max(0, task.page - 1))
        await self._mark(work, before, found, Pressed(more=True))

    async def _mark(self, work: Work, task: Task, found: Message, pressed: Pressed) -> None:
        try:
            await self._posting.mark(task, found, pressed, may_go_on=self._may_go_on(work))
        except RefusedError as refusal:
            logger.warning("channel=slack reason=%s what was pressed could not be marked", refusal.code)

    async def _found(self, work: Work, task: Task) -> Message | None:
        look = partial(feedback.find_answer, conversation_id=work.conversation_id, answer_id=str(task.answer))
        return await self._store().read(look)

    async def _say(self, work: Work, task: Task, told: Message, place: int = 0, number: int = 0) -> None:
        await self._posting.answer(
            task,
            told,
            name=f"{work.id}:{place}",
            number=number,
            may_go_on=self._may_go_on(work),
            since=work.sent_from,
        )

    async def _home(self, work: Work, task: Task) -> None:
        await self._tabs.home(task, self._may_go_on(work))

    async def _prompts(self, work: Work, task: Task) -> None:
        await self._tabs.prompts(task, self._may_go_on(work))

    async def _help(self, work: Work, task: Task) -> None:
        await self._tabs.help(task, self._may_go_on(work))

    async def _thanks(self, work: Work, task: Task) -> None:
        await self._tabs.thanks(task, self._may_go_on(work))

    def _may_go_on(self, work: Work) -> Callable[[], Awaitable[bool]]:
        begin = partial(inbox.begin_sending, work_id=work.id, owner=self._owner, seconds=LEASE_SECONDS)
        return lambda: self._store().write(begin)
