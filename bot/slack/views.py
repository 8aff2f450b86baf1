"""Views that are not answers: the Home tab, the help of the command, and suggested prompts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.slack import limits
from bot.slack.block_kit import button, section
from bot.slack.mrkdwn import cut, escape
from bot.slack.texts import say

Json = dict[str, Any]


def home_view(starters: Sequence[str]) -> Json:
    """Return the Home tab: what the advisor is, questions to begin with, and how to ask."""
    title = {"type": "plain_text", "text": say("home_title"), "emoji": True}
    blocks: list[Json] = [{"type": "header", "text": title}, section(say("home_lead"))]
    if starters:
        blocks += [section(say("home_try")), *_questions(starters)]
    return {"type": "home", "blocks": [*blocks, {"type": "divider"}, section(say("home_how"))]}


def help_blocks(starters: Sequence[str]) -> list[Json]:
    """Return what the command says when nothing follows it."""
    return [section(say("help")), *_questions(starters)]


def prompts(starters: Sequence[str]) -> list[Json]:
    """Return suggested prompts, at most as many as Slack takes."""
    return [{"title": cut(one, limits.BUTTON_TEXT), "message": one} for one in starters[: limits.PROMPTS]]


def help_text(starters: Sequence[str]) -> str:
    """Return the help for where no blocks are shown."""
    return "\n".join([say("help"), *(f"• {escape(one)}" for one in starters)])


def _questions(starters: Sequence[str]) -> list[Json]:
    """Return one button a line, as questions are long."""
    return [
        {"type": "actions", "elements": [button(one, one, f"ask_{place}")]}
        for place, one in enumerate(starters)
        if len(one) <= limits.BUTTON_VALUE
    ]
