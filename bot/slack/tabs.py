"""The Home tab, suggested prompts, help and thanks: what Slack is told beside answers."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.mrkdwn import escape
from bot.slack.pieces import context
from bot.slack.posting import Posting
from bot.slack.sending import MayGoOn, RefusedError
from bot.slack.tasks import Task
from bot.slack.texts import say
from bot.slack.views import help_blocks, help_text, home_view, prompts
from bot.web.starters import starter_questions

logger = logging.getLogger(__name__)
Json = dict[str, Any]


class Tabs:
    """Shows starter questions, which come from the knowledge base."""

    def __init__(self, client: AsyncWebClient, posting: Posting) -> None:
        """Take the client of the workspace."""
        self._client, self._posting = client, posting

    async def home(self, task: Task, may_go_on: MayGoOn) -> None:
        """Show the Home tab of a user."""
        view = home_view(await asyncio.to_thread(starter_questions))
        await self._posting.quietly(
            "views.publish", lambda: self._client.views_publish(user_id=task.user, view=view), may_go_on
        )

    async def prompts(self, task: Task, may_go_on: MayGoOn) -> None:
        """Suggest questions in a direct message; ``thread_ts`` is for the older view of assistants alone."""
        suggested = prompts(await asyncio.to_thread(starter_questions))
        if not suggested or not task.channel:
            return
        place: Json = {"channel_id": task.channel}
        if task.thread:
            place["thread_ts"] = task.thread
        await self._posting.quietly(
            "assistant.threads.setSuggestedPrompts",
            lambda: self._client.assistant_threads_setSuggestedPrompts(
                prompts=suggested, title=say("prompts_title"), **place
            ),
            may_go_on,
        )

    async def help(self, task: Task, may_go_on: MayGoOn) -> None:
        """Say how the command is used.

        Raises:
            RefusedError, TakenOverError: see :class:`bot.slack.sending.Sending`.
        """
        starters = await asyncio.to_thread(starter_questions)
        await self._posting.only_to_user(
            task, help_text(starters), help_blocks(starters), may_go_on=may_go_on
        )

    async def helped(self, task: Task, may_go_on: MayGoOn) -> None:
        """Replace the help by the question that was pressed in it.

        Raises:
            TakenOverError: see :class:`bot.slack.sending.Sending`.
        """
        chosen = say("chosen", title=task.title)
        try:
            await self._posting.only_to_user(
                task, escape(chosen), [context(escape(chosen))], may_go_on=may_go_on, replace=True
            )
        except RefusedError as refusal:
            logger.warning("channel=slack reason=%s the help could not be replaced", refusal.code)

    async def thanks(self, task: Task, may_go_on: MayGoOn) -> None:
        """Thank for a thumb, so that only its user sees it.

        Raises:
            RefusedError, TakenOverError: see :class:`bot.slack.sending.Sending`.
        """
        text = say(f"thanks_{task.text}")
        if task.response_url:
            await self._posting.only_to_user(task, text, may_go_on=may_go_on)
            return
        await self._posting.quietly(
            f"chat.postEphemeral {task.channel}",
            lambda: self._client.chat_postEphemeral(
                channel=str(task.channel), user=task.user, text=text, thread_ts=task.thread
            ),
            may_go_on,
        )
