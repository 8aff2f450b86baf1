"""The Home tab, suggested prompts, help and thanks: what the app shows besides answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.block_kit import context
from bot.slack.mrkdwn import escape
from bot.slack.publisher import SlackPublisher
from bot.slack.retrying_client import MayGoOn, SlackRejectedError
from bot.slack.slack_request import SlackRequest
from bot.slack.texts import say
from bot.slack.views import help_blocks, help_text, home_view, prompts, reason_blocks
from bot.web.starters import starter_questions

logger = logging.getLogger(__name__)
Json = dict[str, Any]


class Tabs:
    """Shows starter questions, which come from the knowledge base."""

    def __init__(self, client: AsyncWebClient, publisher: SlackPublisher) -> None:
        """Take the client of the workspace."""
        self._client, self._publisher = client, publisher

    async def home(self, request: SlackRequest, topics: Sequence[str], may_go_on: MayGoOn) -> None:
        """Show the Home tab of a user, with the questions that they asked last, the newest first."""
        view = home_view(await asyncio.to_thread(starter_questions), topics)
        await self._publisher.quietly(
            "views.publish", lambda: self._client.views_publish(user_id=request.user, view=view), may_go_on
        )

    async def prompts(self, request: SlackRequest, may_go_on: MayGoOn) -> None:
        """Suggest questions in a direct message; ``thread_ts`` is for the older view of assistants alone."""
        suggested = prompts(await asyncio.to_thread(starter_questions))
        if not suggested or not request.channel:
            return
        place: Json = {"channel_id": request.channel}
        if request.thread:
            place["thread_ts"] = request.thread
        await self._publisher.quietly(
            "assistant.threads.setSuggestedPrompts",
            lambda: self._client.assistant_threads_setSuggestedPrompts(
                prompts=suggested, title=say("prompts_title"), **place
            ),
            may_go_on,
        )

    async def help(self, request: SlackRequest, may_go_on: MayGoOn) -> None:
        """Explain how the command is used.

        Raises:
            SlackRejectedError, TakenOverError: see :class:`bot.slack.retrying_client.RetryingClient`.
        """
        starters = await asyncio.to_thread(starter_questions)
        await self._publisher.respond(
            request, help_text(starters), help_blocks(starters), may_go_on=may_go_on
        )

    async def helped(self, request: SlackRequest, may_go_on: MayGoOn) -> None:
        """Replace the help by the question that was pressed in it.

        Raises:
            TakenOverError: see :class:`bot.slack.retrying_client.RetryingClient`.
        """
        chosen = say("chosen", title=request.title)
        try:
            await self._publisher.respond(
                request, escape(chosen), [context(escape(chosen))], may_go_on=may_go_on, replace=True
            )
        except SlackRejectedError as refusal:
            logger.warning("channel=slack reason=%s the help could not be replaced", refusal.code)

    async def thanks(self, request: SlackRequest, may_go_on: MayGoOn) -> None:
        """Thank for a rating, so that only its user sees it, and ask why an answer did not help.

        Raises:
            SlackRejectedError, TakenOverError: see :class:`bot.slack.retrying_client.RetryingClient`.
        """
        text = say(f"thanks_{request.text}")
        why = reason_blocks(request) if request.text == "down" and request.answer else None
        await self._publisher.only_to_user(request, text, why, may_go_on=may_go_on)
