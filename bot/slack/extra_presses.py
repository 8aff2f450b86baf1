"""Reads what is pressed and shared beside questions and answers: reasons, a person, sharing, facts, links."""

from __future__ import annotations

from typing import Any

from bot.conversations.feedback import REASONS
from bot.conversations.jobs import Job
from bot.slack.mrkdwn import unescape
from bot.slack.request_fields import (
    ANSWER,
    LONGEST_URL,
    UnreadableError,
    action_of,
    answer_of,
    bot_user_of,
    event_id_of,
    id_of,
    message_of,
    object_of,
    pressed_in,
    team_of,
    text_of,
)
from bot.slack.slack_request import SlackRequest
from bot.turns.namespaces import SLACK

Json = dict[str, Any]
MOST_LINKS = 10  # of one message
LONGEST_NAME = 100


def answer_and_conversation(answer: str, conversation: str) -> str:
    """Return the value of a button that is pressed elsewhere than below its answer."""
    return f"{answer} {conversation}"


def reason(body: Json) -> Job:
    """Return the job of a reason why an answer does not help."""
    name = str(action_of(body).get("action_id")).removeprefix("reason_")
    if name not in REASONS:
        raise UnreadableError("there is no such reason")
    return _about_answer(body, "reason", text=name).job("reason", *message_of(body))


def contact(body: Json) -> Job:
    """Return the job of showing what would be sent to a person, of sending it, or of not sending it."""
    name = str(action_of(body).get("action_id"))
    if name == "contact":
        of = ANSWER.search(str(action_of(body).get("block_id")))
        if not of:
            raise UnreadableError("no answer has such a button")
        request = SlackRequest("contact", **pressed_in(body), answer=of[1])
        return request.job("contact", *message_of(body), str(body.get("trigger_id")))
    kinds = {
        "contact_send": ("contact_send", "whole"),
        "contact_send_bare": ("contact_send", "bare"),
        "contact_cancel": ("contact_cancel", ""),
    }
    kind, text = kinds[name]
    return _about_answer(body, kind, text=text).job("contact", *message_of(body))


def share(body: Json) -> Job:
    """Return the job of an answer that its user shares in the channel, perhaps with the question."""
    action = action_of(body)
    answer, page = answer_of(str(action.get("value")))
    whole = action.get("action_id") == "share_whole"
    user = object_of(body.get("user"))
    name = user.get("name") or user.get("username") or ""
    request = SlackRequest(
        "share",
        **pressed_in(body),
        answer=answer,
        page=page,
        text="whole" if whole else "bare",
        name=unescape(str(name)[:LONGEST_NAME]),
    )
    if not request.response_url:
        raise UnreadableError("only what its user alone sees can be shared")
    return request.job("share", *message_of(body))


def card(body: Json) -> Job:
    """Return the job of showing the facts of an occupation."""
    key = action_of(body).get("value")
    if not isinstance(key, str) or len(key) > LONGEST_NAME:
        raise UnreadableError("a button has a value")
    request = SlackRequest("card", **pressed_in(body), text=key)
    return request.job("card", *message_of(body), key)


def links(body: Json) -> Job | None:
    """Return the job of links in a message of somebody else."""
    event = object_of(body.get("event"))
    shared = event.get("links")
    if not isinstance(shared, list) or event.get("user") == bot_user_of(body):
        return None
    urls = [one.get("url") for one in shared[:MOST_LINKS] if isinstance(one, dict)]
    kept = [
        text_of(url, None, mention=False) for url in urls if isinstance(url, str) and len(url) <= LONGEST_URL
    ]
    if not kept:
        return None
    sent = str(event.get("message_ts") or "")
    later = event.get("source") if event.get("unfurl_id") else None
    request = SlackRequest(
        "unfurl",
        team_of(body),
        id_of(event, "user"),
        id_of(event, "channel"),
        text="\n".join(kept),
        clicked=sent,
        unfurl=f"{event.get('unfurl_id')} {later}" if later else None,
    )
    return request.job(event_id_of(body))


def _about_answer(body: Json, kind: str, *, text: str) -> SlackRequest:
    """Return a press whose value names an answer and its conversation, which has to be one of this team."""
    answer, _, conversation = str(action_of(body).get("value")).partition(" ")
    team = team_of(body)
    if not conversation.startswith(f"{SLACK}{team}-"):
        raise UnreadableError("no answer has such an id")
    place = pressed_in(body)
    return SlackRequest(kind, **place, answer=answer_of(answer)[0], asked_in=conversation, text=text)
