"""What can be done beside asking: reasons of ratings, a person, sharing, facts of occupations, links."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from actions.answer import ContactBlock
from bot.conversations import feedback, questions
from bot.conversations.questions import Asked
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.slack.block_kit import Style, channel_name, context
from bot.slack.cards import card_blocks, card_text
from bot.slack.mrkdwn import escape, unescape
from bot.slack.publisher import SlackPublisher
from bot.slack.render import Pressed, shared
from bot.slack.retrying_client import OF_BLOCKS, MayGoOn, SlackRejectedError
from bot.slack.slack_request import SlackRequest
from bot.slack.texts import say
from bot.slack.views import contact_blocks, contact_message
from bot.turns.parsed_answer import parse_answer
from bot.web.occupation_card import occupation_card

logger = logging.getLogger(__name__)
Json = dict[str, Any]
Extra = Callable[[SlackRequest, str, MayGoOn], Awaitable[None]]
_PAGE = re.compile(r"/occupations/([A-Za-z0-9._-]{1,80})(/[^/]*)?/?$")


class Extras:
    """Does the jobs that ask the advisor nothing, each by the name of its kind."""

    def __init__(
        self,
        client: AsyncWebClient,
        publisher: SlackPublisher,
        store: Callable[[], ConversationTrackerStore],
    ) -> None:
        """Take the client of the workspace, and the store once Rasa has loaded its agent."""
        self._client, self._publisher, self._store = client, publisher, store
        self.kinds: dict[str, Extra] = {
            "reason": self.reason,
            "contact": self.contact,
            "contact_send": self.contact_send,
            "contact_cancel": self.contact_cancel,
            "share": self.share,
            "card": self.card,
            "unfurl": self.unfurl,
        }

    async def reason(self, request: SlackRequest, _: str, may_go_on: MayGoOn) -> None:
        """Store why an answer did not help, and thank for it."""
        give = partial(
            feedback.give,
            conversation_id=request.conversation,
            answer_id=str(request.answer),
            rating=-1,
            comment=None,
            reasons=(request.text,),
        )
        kept = await self._store().write(give)
        told = say("reason_thanks", reason=say(f"reason_{request.text}")) if kept else say("thanks_lost")
        await self._replace(request, told, may_go_on)

    async def contact(self, request: SlackRequest, _: str, may_go_on: MayGoOn) -> None:
        """Show what would be sent to people who can help; nothing is sent yet."""
        asked, channel = await self._asked(request), None
        if asked:
            channel = _channel_of(asked)
        if asked is None or channel is None:
            await self._publisher.only_to_user(request, say("rest_lost"), may_go_on=may_go_on)
            return
        blocks = contact_blocks(request, channel, asked.question)
        told = say("contact_preview", channel=escape(channel_name(channel)))
        await self._publisher.only_to_user(request, told, blocks, may_go_on=may_go_on)

    async def contact_send(self, request: SlackRequest, job: str, may_go_on: MayGoOn) -> None:
        """Send what was shown to the channel that the operator has named."""
        asked = await self._asked(request)
        channel = _channel_of(asked) if asked else None
        if asked is None or channel is None:
            await self._replace(request, say("rest_lost"), may_go_on)
            return
        question = asked.question if request.text == "whole" else ""
        name = escape(channel_name(channel))
        blocks = contact_message(request.user, question)
        text = "\n".join(block["text"]["text"] for block in blocks)
        try:
            await self._publisher.to_channel(channel, text, blocks, name=job, may_go_on=may_go_on)
        except SlackRejectedError as refusal:
            logger.error("channel=slack reason=%s the contact channel cannot be reached", refusal.code)
            await self._replace(request, say("contact_failed", channel=name, reason=refusal.code), may_go_on)
            return
        await self._replace(request, say("contact_sent", channel=name), may_go_on)

    async def contact_cancel(self, request: SlackRequest, _: str, may_go_on: MayGoOn) -> None:
        """Say that nothing was sent."""
        await self._replace(request, say("contact_cancelled"), may_go_on)

    async def share(self, request: SlackRequest, _: str, may_go_on: MayGoOn) -> None:
        """Post an answer in the channel where its user asked for it; the question only as they choose."""
        asked = await self._asked(request)
        if asked is None:
            await self._publisher.only_to_user(request, say("rest_lost"), may_go_on=may_go_on)
            return
        whole = request.text == "whole"
        if parse_answer(asked.reply).personal and not whole:
            return  # no such button was shown
        for style in Style:
            shown = shared(asked.reply, request.name or "", asked.question if whole else None, style=style)
            try:
                blocks = list(shown.blocks) or None
                await self._publisher.respond(request, shown.text, blocks, may_go_on=may_go_on, public=True)
                break
            except SlackRejectedError as refusal:
                if refusal.code not in OF_BLOCKS or style is Style.TEXT:
                    raise
        await self._publisher.mark(request, asked.reply, Pressed(shared=True), may_go_on=may_go_on)

    async def card(self, request: SlackRequest, job: str, may_go_on: MayGoOn) -> None:
        """Show the facts of an occupation below the answer that is about it."""
        card = await asyncio.to_thread(occupation_card, request.text)
        if card is None:
            await self._publisher.only_to_user(request, say("card_lost"), may_go_on=may_go_on)
            return
        text, blocks = card_text(card), card_blocks(card)
        await self._publisher.beside(request, text, blocks, name=job, may_go_on=may_go_on)

    async def unfurl(self, request: SlackRequest, _: str, may_go_on: MayGoOn) -> None:
        """Show below links to pages of occupations what these say; other links are left alone."""
        unfurls: Json = {}
        for url in request.text.split("\n"):
            plain = unescape(url, bot_user="-")
            key = _PAGE.search(urlsplit(plain).path)
            if key and (card := await asyncio.to_thread(occupation_card, key[1])):
                unfurls[url] = {"blocks": card_blocks(card, plain)}
        if not unfurls:
            return
        place: Json = {"channel": request.channel, "ts": request.clicked}
        if request.unfurl:
            name, _, source = request.unfurl.partition(" ")
            place = {"unfurl_id": name, "source": source}
        await self._publisher.quietly(
            "chat.unfurl", lambda: self._client.chat_unfurl(unfurls=unfurls, **place), may_go_on
        )

    async def _asked(self, request: SlackRequest) -> Asked | None:
        look = partial(
            questions.answer_of, conversation_id=request.conversation, answer_id=str(request.answer)
        )
        return await self._store().read(look)

    async def _replace(self, request: SlackRequest, text: str, may_go_on: MayGoOn) -> None:
        """Put a note in the place of what was pressed and only its user sees."""
        if not request.response_url:
            return
        await self._publisher.respond(request, text, [context(text)], may_go_on=may_go_on, replace=True)


def _channel_of(asked: Asked) -> str | None:
    blocks = [one for one in parse_answer(asked.reply).blocks if isinstance(one, ContactBlock)]
    return next((one.channel for one in blocks if one.channel), None)
