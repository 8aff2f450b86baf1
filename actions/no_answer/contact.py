"""How to reach the people who run the advisor: shown when asked for, and offered to whom it does not help."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answer import Block, ButtonsBlock, ContactBlock
from actions.composition.compose import Reply
from actions.messages import message
from actions.state import ConversationState
from actions.thresholds import MISSES_UNTIL_CONTACT
from knowledge.settings import OperatorSettings

SLACK = "slack"  # the surface whose people can be reached in a channel
_MAIL = re.compile(r"[^\s@:?&/]+@[^\s@:?&/]+\.[^\s@:?&/]+")
_PAGE = re.compile(r"https?://\S+")


def with_contact(reply: Reply, surface: str, *, privately: bool = False) -> Reply:
    """Return a reply that says how to reach a person; the same where the operator has named no way.

    Args:
        reply: to somebody who asked for one.
        surface: the name of the channel that they write in.
        privately: whether a channel that others read will not do.
    """
    return _shown(reply, contact_block(message("contact.asked"), surface, privately=privately))


def offered_after_misses(reply: Reply, before: ConversationState, surface: str) -> Reply:
    """Return a reply that counts turns without an answer, and offers a person after some, once.

    Args:
        reply: what is said to the turn.
        before: the conversation before it.
        surface: the name of the channel that they write in.
    """
    missed = before.missed + 1 if reply.answer.outcome in ("unknown", "clarify") else 0
    shown = before.contact_shown or reply.state.contact_shown
    reply = replace(reply, state=replace(reply.state, missed=missed, contact_shown=shown))
    if shown or missed < MISSES_UNTIL_CONTACT:
        return reply
    return _shown(reply, contact_block(message("contact.offered"), surface))


def contact_block(text: str, surface: str, *, privately: bool = False) -> ContactBlock | None:
    """Return how to reach a person from a surface, behind a text; None without a way."""
    settings = OperatorSettings.read()
    if settings.contact_channel and surface == SLACK and not privately:
        return ContactBlock(text, settings.contact_channel, channel=settings.contact_channel)
    if not settings.contact:
        return None
    link = f"mailto:{settings.contact}" if _MAIL.fullmatch(settings.contact) else settings.contact
    is_link = link != settings.contact or _PAGE.fullmatch(link)
    return ContactBlock(text, settings.contact, link=link if is_link else None)


def _shown(reply: Reply, block: ContactBlock | None) -> Reply:
    """Return a reply with the block before its choices."""
    if block is None:
        return reply
    choices: list[Block] = [one for one in reply.answer.blocks if isinstance(one, ButtonsBlock)]
    others: list[Block] = [one for one in reply.answer.blocks if not isinstance(one, ButtonsBlock)]
    answer = replace(reply.answer, blocks=(*others, block, *choices))
    return Reply(answer, replace(reply.state, contact_shown=True))
