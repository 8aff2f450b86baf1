"""Reads the fields of Slack's requests, each checked; what Slack would not send is refused."""

from __future__ import annotations

import re
from typing import Any

from bot.slack.mrkdwn import unescape

Json = dict[str, Any]
LONGEST_TEXT = 12_000  # that is stored; the turn runner refuses what is too long to answer
LONGEST_URL = 1_000
_ID = re.compile(r"[A-Za-z0-9_-]{1,50}")
_TIME = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")
ANSWER = re.compile(r"([0-9a-f]{32})(?::([0-9]{1,4}))?")


class UnreadableError(Exception):
    """A request that Slack would not send; the message says what is wrong with it."""


def pressed_in(body: Json) -> Json:
    """Return team, user and place of a press; in a Home tab the place is the direct message with the user."""
    container = object_of(body.get("container") or {})
    user = id_of(object_of(body.get("user")), "id")
    place: Json = {"team": team_of(body), "user": user}
    if isinstance(body.get("view"), dict):
        return {**place, "channel": user}
    shown = object_of(body.get("message") or {})
    place["channel"] = id_of(object_of(body.get("channel") or {}), "id")
    place["clicked"] = time_of(container, "message_ts")
    if container.get("is_ephemeral"):
        return {**place, "response_url": url_of(body)}
    thread = shown.get("thread_ts") or container.get("thread_ts")
    return {**place, "thread": time_of({"ts": thread}, "ts") if thread else None}


def message_of(body: Json) -> tuple[str, str]:
    """Return channel and time stamp of the message that holds a pressed button."""
    container = object_of(body.get("container") or {})
    return id_of(object_of(body.get("channel") or {}), "id"), time_of(container, "message_ts")


def action_of(body: Json) -> Json:
    """Return the pressed element.

    Raises:
        UnreadableError: it is none.
    """
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions:
        raise UnreadableError("a press has an action")
    return object_of(actions[0])


def answer_of(value: str) -> tuple[str, int]:
    """Return an answer's id, and the number of its message.

    Raises:
        UnreadableError: it is none.
    """
    found = ANSWER.fullmatch(value)
    if not found:
        raise UnreadableError("no answer has such an id")
    return found[1], int(found[2] or 0)


def team_of(body: Json) -> str:
    """Return the team in which the app is installed; of an installation for an organisation the user's."""
    team, user = body.get("team"), body.get("user")
    given = body.get("team_id") or (team.get("id") if isinstance(team, dict) else team)
    return id_of({"team": given or (user.get("team_id") if isinstance(user, dict) else None)}, "team")


def bot_user_of(body: Json) -> str | None:
    """Return the bot's own user as an event names it; None where it does not."""
    given = body.get("authorizations")
    first = given[0] if isinstance(given, list) and given and isinstance(given[0], dict) else {}
    found = first.get("user_id") if first.get("is_bot") else None
    return found if isinstance(found, str) else None


def event_id_of(body: Json) -> str:
    """Return the id under which an event comes again.

    Raises:
        UnreadableError: it is none.
    """
    found = body.get("event_id")
    if not isinstance(found, str) or not found:
        raise UnreadableError("an event has an event_id")
    return found


def object_of(value: Any) -> Json:
    """Return a value that has to be an object.

    Raises:
        UnreadableError: it is none.
    """
    if not isinstance(value, dict):
        raise UnreadableError("an object is missing")
    return value


def id_of(where: Json, name: str) -> str:
    """Return a field that has to be an id of Slack.

    Raises:
        UnreadableError: it is none.
    """
    value = where.get(name)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise UnreadableError(f"{name} is no id")
    return value


def time_of(where: Json, name: str) -> str:
    """Return a field that has to be a time stamp of a message.

    Raises:
        UnreadableError: it is none.
    """
    value = where.get(name)
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise UnreadableError(f"{name} is no time stamp")
    return value


def url_of(body: Json) -> str | None:
    """Return the address that takes what only the user sees; None without one."""
    value = body.get("response_url")
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_URL or not re.match(r"https?://", value):
        raise UnreadableError("response_url is no address")
    return value


def text_of(value: Any, bot_user: str | None, *, mention: bool = True) -> str:
    """Return what a user typed."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableError("a text is a string")
    # A command is not addressed by a mention, so a mention at its beginning is part of the question.
    return unescape(value[:LONGEST_TEXT], bot_user=bot_user if mention else "-")
