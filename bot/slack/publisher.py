"""Publishes answers in Slack, in the place where the question was asked."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.block_kit import Style
from bot.slack.render import Page, Pressed, page
from bot.slack.retrying_client import OF_BLOCKS, MayGoOn, RetryingClient, SlackRejectedError, code, passes
from bot.slack.slack_request import SlackRequest

logger = logging.getLogger(__name__)
Json = dict[str, Any]
EVENT_TYPE = "career_advisor_answer"  # of a message's metadata, by which it is recognised
SHORT_PATIENCE = 60.0  # seconds, for what is not essential
HISTORY_LIMIT = 50  # messages


class SlackPublisher:
    """Sends pages; each message is recognised by the job that it answers."""

    def __init__(self, client: AsyncWebClient, calls: RetryingClient) -> None:
        """Take the client of the workspace."""
        self._client = client
        self._calls = calls

    async def answer(
        self,
        request: SlackRequest,
        reply: Mapping[str, Any],
        *,
        name: str,
        number: int = 0,
        may_go_on: MayGoOn,
        since: float | None = None,
        styles: Sequence[Style] = tuple(Style),
    ) -> None:
        """Post a reply where it was asked for, in a plainer style if Slack refuses its blocks.

        Args:
            request: says where.
            reply: what to post.
            name: unique name of this message, so that it is not sent twice.
            number: index of the message among those that the reply becomes.
            may_go_on: returns whether this process still has the job.
            since: seconds since 1970; from then on an earlier process may have posted it.
            styles: what to try, the richest first.

        Raises:
            SlackRejectedError, TakenOverError: see :class:`RetryingClient`.
        """
        for tried, style in enumerate(styles):
            shown = page(reply, number, style=style, shareable=_is_shareable(request))
            try:
                await self._say(request, shown, f"{name}:{shown.number}", may_go_on, since)
            except SlackRejectedError as refusal:
                if refusal.code not in OF_BLOCKS or style is Style.TEXT:
                    raise
                logger.warning("channel=slack reason=%s blocks are refused, sent plainer", refusal.code)
                continue
            if not shown.last and not shown.more:
                await self.answer(
                    request,
                    reply,
                    name=name,
                    number=shown.number + 1,
                    may_go_on=may_go_on,
                    since=since,
                    styles=styles[tried:],
                )
            return

    async def _say(
        self, request: SlackRequest, shown: Page, name: str, may_go_on: MayGoOn, since: float | None
    ) -> None:
        blocks = list(shown.blocks) or None
        if request.response_url:
            try:
                return await self.respond(request, shown.text, blocks, may_go_on=may_go_on)
            except SlackRejectedError as refusal:
                if refusal.code in OF_BLOCKS:
                    raise
                logger.warning("channel=slack reason=%s the answer goes by direct message", refusal.code)
                return await self._post(request.user, None, shown.text, blocks, name, may_go_on, since)
        channel = request.channel or request.user
        try:
            return await self._post(channel, request.thread, shown.text, blocks, name, may_go_on, since)
        except SlackRejectedError as refusal:
            if refusal.code in OF_BLOCKS or channel == request.user:
                raise
            # The channel or thread is gone or closed; the user still gets the answer.
            logger.warning("channel=slack reason=%s the answer goes by direct message", refusal.code)
            return await self._post(request.user, None, shown.text, blocks, name, may_go_on, since)

    async def _post(
        self,
        channel: str,
        thread: str | None,
        text: str,
        blocks: Sequence[Json] | None,
        name: str,
        may_go_on: MayGoOn,
        since: float | None,
    ) -> None:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"name": name}}

        async def make() -> bool:
            await self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread,
                text=text,
                blocks=blocks,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            )
            return True

        async def was_done() -> bool | None:
            return await self._is_there(channel, thread, name)

        await self._calls.call(
            f"chat.postMessage {channel}",
            make,
            may_go_on=may_go_on,
            was_done=was_done,
            lost=since is not None,
        )

    async def _is_there(self, channel: str, thread: str | None, name: str) -> bool | None:
        """Return whether a message of this name has been posted; None if not, or if that cannot be read."""
        ask: Json = {"channel": channel, "limit": HISTORY_LIMIT, "include_all_metadata": True}
        try:
            if thread:
                found = await self._client.conversations_replies(ts=thread, **ask)
            else:
                found = await self._client.conversations_history(**ask)
        except SlackApiError as error:
            if passes(error):
                raise
            logger.warning("channel=slack reason=%s earlier messages cannot be read", code(error))
            return None
        names = [
            ((one.get("metadata") or {}).get("event_payload") or {}).get("name")
            for one in found.get("messages") or []
        ]
        return True if name in names else None

    async def only_to_user(
        self, request: SlackRequest, text: str, blocks: Sequence[Json] | None = None, *, may_go_on: MayGoOn
    ) -> None:
        """Post what only the user sees, beside what they have pressed.

        Raises:
            SlackRejectedError, TakenOverError: see :class:`RetryingClient`.
        """
        if request.response_url:
            return await self.respond(request, text, blocks, may_go_on=may_go_on)
        await self.quietly(
            f"chat.postEphemeral {request.channel}",
            lambda: self._client.chat_postEphemeral(
                channel=str(request.channel),
                user=request.user,
                text=text,
                blocks=blocks,
                thread_ts=request.thread,
            ),
            may_go_on,
        )
        return None

    async def beside(
        self, request: SlackRequest, text: str, blocks: Sequence[Json], *, name: str, may_go_on: MayGoOn
    ) -> None:
        """Post something that is no answer where a button was pressed, as visible as that is.

        Raises:
            SlackRejectedError, TakenOverError: see :class:`RetryingClient`.
        """
        await self._say(request, Page(text, tuple(blocks)), name, may_go_on, None)

    async def to_channel(
        self, channel: str, text: str, blocks: Sequence[Json], *, name: str, may_go_on: MayGoOn
    ) -> None:
        """Post something that is no answer in a channel, once.

        Raises:
            SlackRejectedError, TakenOverError: see :class:`RetryingClient`.
        """
        await self._post(channel, None, text, blocks, name, may_go_on, None)

    async def respond(
        self,
        request: SlackRequest,
        text: str,
        blocks: Sequence[Json] | None = None,
        *,
        may_go_on: MayGoOn,
        replace: bool = False,
        public: bool = False,
    ) -> None:
        """Post at the address that came with a command or a press: to its user, or where it was ``public``.

        Raises:
            SlackRejectedError, TakenOverError: see :class:`RetryingClient`.
        """
        hook = AsyncWebhookClient(str(request.response_url), session=self._client.session)

        async def make() -> None:
            answer = await hook.send(
                text=text,
                blocks=blocks,
                response_type="in_channel" if public else "ephemeral",
                replace_original=replace,
            )
            if answer.status_code != 200:
                data = {"ok": False, "error": answer.body.strip()[:100] or f"http_{answer.status_code}"}
                raise SlackApiError(
                    "the address refuses it", _Answer(answer.status_code, answer.headers, data)
                )

        await self._calls.call(f"response_url {request.user}", make, may_go_on=may_go_on)

    async def mark(
        self, request: SlackRequest, reply: Mapping[str, Any], pressed: Pressed, *, may_go_on: MayGoOn
    ) -> None:
        """Replace a pressed button in a message by a note."""
        shown = page(reply, request.page, pressed=pressed, shareable=_is_shareable(request))
        if request.response_url:
            await self.respond(request, shown.text, list(shown.blocks), may_go_on=may_go_on, replace=True)
            return
        await self.quietly(
            f"chat.update {request.channel}",
            lambda: self._client.chat_update(
                channel=str(request.channel),
                ts=str(request.clicked),
                text=shown.text,
                blocks=list(shown.blocks),
            ),
            may_go_on,
        )

    async def quietly(self, key: str, make: Callable[[], Awaitable[Any]], may_go_on: MayGoOn) -> bool:
        """Make a call that nobody waits for; only log a refusal. Return whether it succeeded."""
        try:
            await self._calls.call(key, make, may_go_on=may_go_on, patience=SHORT_PATIENCE)
        except SlackRejectedError as refusal:
            logger.warning("channel=slack call=%s reason=%s refused", key, refusal.code)
            return False
        return True


def _is_shareable(request: SlackRequest) -> bool:
    """Return whether only the user sees the answer, in a channel that others read."""
    return bool(request.response_url) and not (request.channel or "D").startswith("D")


class _Answer:
    """An answer of a response_url in the form that errors of the Web API have."""

    def __init__(self, status_code: int, headers: Mapping[str, str], data: Json) -> None:
        self.status_code, self.headers, self.data = status_code, headers, data
