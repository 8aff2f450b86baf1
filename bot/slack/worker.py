"""Works off jobs: one after the other in a conversation, each once, whichever process has accepted it."""

from __future__ import annotations

import asyncio
import logging
import re
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import feedback, idempotency, jobs, questions
from bot.conversations.jobs import Job
from bot.conversations.keyed_lock import KeyedLock
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.process.metrics import DUPLICATES, ERRORS
from bot.slack.extras import Extra, Extras
from bot.slack.publisher import SlackPublisher
from bot.slack.render import Pressed
from bot.slack.retrying_client import GIVE_UP_SECONDS, MayGoOn, SlackRejectedError, TakenOverError
from bot.slack.slack_request import CHANNEL, Rating, SlackRequest
from bot.slack.tabs import Tabs
from bot.slack.texts import say
from bot.turns.messages import Incoming, Message, apology, reply
from bot.turns.namespaces import SLACK
from bot.turns.runner import OnMessage, TurnRunner

logger = logging.getLogger(__name__)
LEASE_SECONDS = 20.0  # after this, the jobs of a dead process are taken over …
BEAT_SECONDS = 5.0  # … at the next heartbeat
ACCEPT_SECONDS = 2.5  # Slack waits 3 for an acknowledgement
TURNS_AT_ONCE = 8  # more would only wait in the action server, which then turns them away
TRY_AGAIN_SECONDS = (1.0, 4.0)  # after a turn that failed
MAX_FAILURES = 3  # of one job, after which its user gets an apology
LAST_QUESTIONS = 5  # of a user in their Home tab
STOP_SECONDS = 1.0  # after the turns under way are finished


_PRIVATE = re.compile(rf"{SLACK}(?P<team>[A-Za-z0-9]+)-(?P<user>[A-Za-z0-9]+)")


async def _always() -> bool:
    return True


class Restarting(Exception):
    """The server is about to stop; the next one does the rest."""


class Worker:
    """Accepts jobs and does them."""

    def __init__(
        self,
        store: Callable[[], ConversationTrackerStore],
        runner: TurnRunner,
        on_message: OnMessage,
        publisher: SlackPublisher,
        tabs: Tabs,
        extras: Extras,
    ) -> None:
        """Take what jobs need; ``store`` returns the store once Rasa has loaded its agent."""
        self._store, self._runner, self._on_message = store, runner, on_message
        self._publisher, self._tabs = publisher, tabs
        self._owner = uuid.uuid4().hex
        self._order = KeyedLock()
        self._turns = asyncio.Semaphore(TURNS_AT_ONCE)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._failures: Counter[str] = Counter()
        self._showing: set[asyncio.Task[None]] = set()
        self._beat: asyncio.Task[None] | None = None
        self._doing: dict[str, Callable[[Job, SlackRequest], Awaitable[None]]] = {
            "ask": self._ask,
            "choice": self._ask,
            "more": self._more,
            "home": self._home,
            "prompts": self._prompts,
            "help": self._help,
            "thanks": self._thanks,
        }
        for kind, work in extras.kinds.items():
            self._doing[kind] = partial(self._extra, work)

    async def accept(self, job: Job) -> None:
        """Store a job and begin it; return once it is stored, so that it can be acknowledged.

        Raises:
            SQLAlchemyError, asyncio.TimeoutError: it could not be stored in time.
        """
        keep = partial(jobs.accept, job=job, owner=self._owner, seconds=LEASE_SECONDS)
        if await asyncio.wait_for(self._store().write(keep), ACCEPT_SECONDS):
            self._begin(job)
        else:
            DUPLICATES.inc()

    async def rate(self, rating: Rating, key: str) -> None:
        """Store a rating, and thank for it.

        Raises:
            SQLAlchemyError, asyncio.TimeoutError: it could not be stored in time.
        """
        request = replace(rating.request, answer=rating.answer)
        give = partial(
            feedback.give,
            conversation_id=request.conversation,
            answer_id=rating.answer,
            rating=rating.rating,
            comment=None,
        )
        if not await asyncio.wait_for(self._store().write(give), ACCEPT_SECONDS):
            request = replace(request, text="lost")
        await self.accept(request.job("thanks", key))

    def start(self) -> None:
        """Begin to look for open jobs."""
        self._store().on_erased.append(self.erased)
        self._beat = asyncio.create_task(self._heartbeat())

    async def stop(self) -> None:
        """Finish what is nearly done, and release the other jobs to the next process."""
        if self._beat:
            self._beat.cancel()
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=STOP_SECONDS)
        for running in (*self._running.values(), *self._showing):
            running.cancel()
        try:
            await self._store().write(partial(jobs.release, channel=CHANNEL, owner=self._owner))
        except SQLAlchemyError:
            logger.warning("channel=slack open jobs could not be released; they are taken over later")

    async def _heartbeat(self) -> None:
        # The only server of its database: every other owner of open jobs is gone.
        at_once = not self._store().shared
        while True:
            try:
                await self._look(at_once=at_once)
                at_once = False
            except Exception:
                logger.exception("channel=slack open jobs cannot be read")
            await asyncio.sleep(BEAT_SECONDS)

    async def _look(self, *, at_once: bool) -> None:
        mine: dict[str, Any] = {"channel": CHANNEL, "owner": self._owner}
        await self._store().write(partial(jobs.renew_leases, seconds=LEASE_SECONDS, **mine))
        taken = await self._store().write(
            partial(jobs.take_over, seconds=LEASE_SECONDS, at_once=at_once, **mine)
        )
        if taken:
            logger.info("channel=slack %d jobs of an earlier process are taken over", len(taken))
        for job in await self._store().read(partial(jobs.open_jobs, **mine)):
            self._begin(job)

    def _begin(self, job: Job) -> None:
        if job.id in self._running or self._runner.draining:
            return
        running = asyncio.create_task(self._do(job))
        self._running[job.id] = running
        running.add_done_callback(lambda _: self._running.pop(job.id, None))

    async def _do(self, job: Job) -> None:
        try:
            async with self._order.hold(job.conversation_id, GIVE_UP_SECONDS):
                request = SlackRequest.of(job)
                await self._doing[request.kind](job, request)
        except (TakenOverError, Restarting):
            return
        except (SQLAlchemyError, asyncio.TimeoutError) as error:
            logger.warning("channel=slack a job could not be done yet: %s", type(error).__name__)
            return  # the next look finds it
        except SlackRejectedError as refusal:
            ERRORS.labels("slack_refused").inc()
            logger.error("channel=slack reason=%s Slack refuses an answer", refusal.code)
        except Exception:
            self._failures[job.id] += 1
            logger.exception("channel=slack failure=%d a job failed", self._failures[job.id])
            if self._failures[job.id] < MAX_FAILURES:
                return
            await self._apologise(job)
        await self._finish(job)

    async def _finish(self, job: Job) -> None:
        self._failures.pop(job.id, None)
        try:
            await self._store().write(partial(jobs.finish, job_id=job.id, owner=self._owner))
        except SQLAlchemyError:
            logger.exception("channel=slack a finished job could not be recorded")

    async def _apologise(self, job: Job) -> None:
        text = apology("no_answer", "a job failed again and again", channel=CHANNEL)
        try:
            await self._say(job, SlackRequest.of(job), reply(job.conversation_id, text, "error"))
        except Exception:
            logger.exception("channel=slack an apology could not be sent")

    async def _ask(self, job: Job, request: SlackRequest) -> None:
        if request.answer and request.title and (found := await self._found(job, request)):
            await self._mark(job, request, found, Pressed(request.title))
        if request.kind == "ask" and request.response_url and request.title:
            await self._tabs.helped(request, self._may_go_on(job))
        if request.channel == request.user:
            await self._home(job, request)  # so that it can be pressed again
        for index, message in enumerate(await self._answer(job, request)):
            await self._say(job, request, message, index)
        if request.is_private:
            self._show_home_soon(request)

    async def _answer(self, job: Job, request: SlackRequest) -> list[Message]:
        """Let the bot answer, once more after a failed turn; the last apology is final."""
        incoming = Incoming(job.conversation_id, request.text, CHANNEL, message_id=job.id)
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
            partial(
                idempotency.is_answered, conversation_id=incoming.sender, message_id=str(incoming.message_id)
            )
        )

    async def _more(self, job: Job, request: SlackRequest) -> None:
        found = await self._found(job, request)
        if found is None:
            await self._say(job, request, {"text": say("rest_lost")})
            return
        await self._say(job, request, found, request.page, number=request.page)
        before = replace(request, page=max(0, request.page - 1))
        await self._mark(job, before, found, Pressed(more=True))

    async def _mark(self, job: Job, request: SlackRequest, found: Message, pressed: Pressed) -> None:
        try:
            await self._publisher.mark(request, found, pressed, may_go_on=self._may_go_on(job))
        except SlackRejectedError as refusal:
            logger.warning("channel=slack reason=%s a pressed button could not be marked", refusal.code)

    async def _found(self, job: Job, request: SlackRequest) -> Message | None:
        look = partial(
            feedback.find_answer, conversation_id=job.conversation_id, answer_id=str(request.answer)
        )
        return await self._store().read(look)

    async def _say(
        self, job: Job, request: SlackRequest, message: Message, index: int = 0, number: int = 0
    ) -> None:
        await self._publisher.answer(
            request,
            message,
            name=f"{job.id}:{index}",
            number=number,
            may_go_on=self._may_go_on(job),
            since=job.sent_from,
        )

    async def _extra(self, work: Extra, job: Job, request: SlackRequest) -> None:
        await work(request, job.id, self._may_go_on(job))

    async def _home(self, job: Job, request: SlackRequest) -> None:
        await self._show_home(request, self._may_go_on(job))

    async def _show_home(self, request: SlackRequest, may_go_on: MayGoOn) -> None:
        private = f"{SLACK}{request.team}-{request.user}"
        asked = partial(questions.last_questions, conversation_id=private, most=LAST_QUESTIONS)
        await self._tabs.home(request, await self._store().read(asked), may_go_on)

    def _show_home_soon(self, request: SlackRequest) -> None:
        """Show what was asked last in the Home tab, for which no next question waits."""
        showing = asyncio.create_task(self._try_to_show_home(request))
        self._showing.add(showing)
        showing.add_done_callback(self._showing.discard)

    async def _try_to_show_home(self, request: SlackRequest) -> None:
        try:
            await self._show_home(request, _always)
        except Exception:
            logger.exception("channel=slack a Home tab could not be brought up to date")

    def erased(self, conversation_id: str) -> None:
        """Show the Home tab of a user whose conversation was erased without what it held."""
        if private := _PRIVATE.fullmatch(conversation_id):
            self._show_home_soon(SlackRequest("home", private["team"], private["user"]))

    async def _prompts(self, job: Job, request: SlackRequest) -> None:
        await self._tabs.prompts(request, self._may_go_on(job))

    async def _help(self, job: Job, request: SlackRequest) -> None:
        await self._tabs.help(request, self._may_go_on(job))

    async def _thanks(self, job: Job, request: SlackRequest) -> None:
        await self._tabs.thanks(request, self._may_go_on(job))

    def _may_go_on(self, job: Job) -> Callable[[], Awaitable[bool]]:
        begin = partial(jobs.begin_sending, job_id=job.id, owner=self._owner, seconds=LEASE_SECONDS)
        return lambda: self._store().write(begin)
