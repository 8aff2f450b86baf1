"""Views that are not answers: the Home tab, the help of the command, and suggested prompts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversations.feedback import REASONS
from bot.slack import limits
from bot.slack.block_kit import button, channel_name, section
from bot.slack.extra_presses import answer_and_conversation
from bot.slack.mrkdwn import cut, cut_escaped, escape
from bot.slack.slack_request import SlackRequest
from bot.slack.texts import say

Json = dict[str, Any]


def home_view(starters: Sequence[str], topics: Sequence[str] = ()) -> Json:
    """Return the Home tab: what the advisor is, what was asked last, questions to begin with, how to ask."""
    title = {"type": "plain_text", "text": say("home_title"), "emoji": True}
    blocks: list[Json] = [{"type": "header", "text": title}, section(say("home_lead"))]
    if topics:
        blocks += [section(say("home_topics")), *_questions(topics, "ask_again")]
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


def reason_blocks(request: SlackRequest) -> list[Json]:
    """Return the question why an answer did not help."""
    value = answer_and_conversation(str(request.answer), request.conversation)
    asked = [button(say(f"reason_{one}"), value, f"reason_{one}") for one in REASONS]
    return [
        section(say("thanks_down")),
        section(say("reasons_title")),
        {"type": "actions", "elements": asked},
    ]


def contact_blocks(request: SlackRequest, channel: str, question: str) -> list[Json]:
    """Return what would be sent to people who can help, and the choice to send it."""
    value = answer_and_conversation(str(request.answer), request.conversation)
    name = escape(channel_name(channel))
    buttons = [button(say("contact_send"), value, "contact_send")]
    if question:
        buttons.append(button(say("contact_send_bare"), value, "contact_send_bare"))
    buttons.append(button(say("contact_cancel"), value, "contact_cancel"))
    return [
        section(say("contact_preview", channel=name)),
        {"type": "divider"},
        *contact_message(request.user, question),
        {"type": "divider"},
        {"type": "actions", "elements": buttons},
    ]


def contact_message(user: str, question: str) -> list[Json]:
    """Return what is sent: who wants to talk to a person, and what they asked, unless that is left out."""
    told = [section(say("contact_message", user=user))]
    if question:
        asked = say("contact_question", question=cut_escaped(question, limits.SECTION // 2))
        told.append(section(asked))
    return told


def _questions(starters: Sequence[str], name: str = "ask") -> list[Json]:
    """Return one button a line, as questions are long."""
    return [
        {"type": "actions", "elements": [button(one, one, f"{name}_{place}")]}
        for place, one in enumerate(starters)
        if len(one) <= limits.BUTTON_VALUE
    ]
