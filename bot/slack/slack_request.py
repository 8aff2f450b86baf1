"""Slack's requests as typed records: who asks, where, and for what; nothing is called."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from typing import Any

from bot.conversations.jobs import Job
from bot.conversations.models import LONGEST_MESSAGE_ID
from bot.slack.mrkdwn import unescape
from bot.turns.namespaces import SLACK

Json = dict[str, Any]
CHANNEL = "slack"
LONGEST_TEXT = 12_000  # that is stored; the turn runner refuses what is too long to answer
LONGEST_URL = 1_000
_ID = re.compile(r"[A-Za-z0-9_-]{1,50}")
_TIME = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")
_ANSWER = re.compile(r"([0-9a-f]{32})(?::([0-9]{1,4}))?")
_SUBTYPES_OF_PEOPLE = frozenset({"", "file_share", "thread_broadcast"})


class UnreadableError(Exception):
    """A request that Slack would not send; the message says what is wrong with it."""


@dataclass(frozen=True)
class SlackRequest:
    """What is to be done: ``ask``, ``choice``, ``more``, ``home``, ``prompts``, ``help`` or ``thanks``.

    ``thread`` and ``clicked`` are Slack's time stamps of messages; ``answer`` is the id of the answer whose
    button was pressed, ``page`` the number of its message; only the user sees what goes to ``response_url``.
    """

    kind: str
    team: str
    user: str
    channel: str | None = None
    thread: str | None = None
    text: str = ""
    response_url: str | None = None
    clicked: str | None = None
    answer: str | None = None
    page: int = 0
    title: str | None = None

    @property
    def conversation(self) -> str:
        """Return the conversation's id: one per thread in a channel, else one per user."""
        if self.channel and self.thread and not self.response_url and not self.channel.startswith("D"):
            return f"{SLACK}{self.team}-{self.channel}-{self.thread}"
        return f"{SLACK}{self.team}-{self.user}"

    def job(self, *key: str) -> Job:
        """Return the job of this request, with an id made of its team and the parts of its key."""
        name = ":".join((self.team, *key))
        if len(name) > LONGEST_MESSAGE_ID or not name.isascii() or not name.isprintable():
            name = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()
        data = {field: value for field, value in asdict(self).items() if value is not None}
        return Job(name, CHANNEL, self.conversation, data)

    @classmethod
    def of(cls, job: Job) -> SlackRequest:
        """Return the request of a job."""
        return cls(**job.data)


@dataclass(frozen=True)
class Rating:
    """A rating of an answer: 1 or -1."""

    request: SlackRequest
    answer: str
    rating: int


def message(body: Json, *, bot_user: str | None = None) -> Job | None:
    """Return the job of a ``message`` or ``app_mention`` event; None if nobody asks the bot.

    Edits, deletions and messages of bots, our own too, ask nothing; in a channel only a mention does.
    """
    event = _object(body.get("event"))
    subtype = event.get("subtype") or ""
    if event.get("bot_id") or event.get("edited") or event.get("hidden"):
        return None
    if subtype not in _SUBTYPES_OF_PEOPLE or not event.get("user"):
        return None
    direct = event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
    if (event.get("type") == "app_mention") == direct:
        return None
    user, channel = _id(event, "user"), _id(event, "channel")
    bot_user = bot_user or _bot_user(body)
    if user == bot_user:
        return None
    sent = _time(event, "ts")
    started = _time(event, "thread_ts") if event.get("thread_ts") else None
    text = _text(event.get("text"), bot_user)
    thread = started if direct else started or sent
    return SlackRequest("ask", _team(body), user, channel, thread, text).job(_event_id(body))


def command(body: Json) -> Job:
    """Return the job of ``/career``: the question that follows it, or help if nothing does."""
    text = _text(body.get("text"), None, mention=False)
    kind = "ask" if text else "help"
    url = _url(body)
    if url is None:
        raise UnreadableError("a command has a response_url")
    request = SlackRequest(kind, _team(body), _id(body, "user_id"), _id(body, "channel_id"), None, text, url)
    return request.job(str(body.get("trigger_id") or url))


def home(body: Json) -> Job | None:
    """Return the job of an opened Home or Messages tab."""
    event = _object(body.get("event"))
    kinds = {"home": "home", "messages": "prompts"}
    kind = kinds.get(str(event.get("tab")))
    if kind is None:
        return None
    request = SlackRequest(
        kind, _team(body), _id(event, "user"), _id(event, "channel") if event.get("channel") else None
    )
    return request.job(_event_id(body))


def assistant_thread(body: Json) -> Job:
    """Return the job of a thread started in the older view of assistants."""
    thread = _object(_object(body.get("event")).get("assistant_thread"))
    request = SlackRequest(
        "prompts", _team(body), _id(thread, "user_id"), _id(thread, "channel_id"), _time(thread, "thread_ts")
    )
    return request.job(_event_id(body))


def press(body: Json) -> Job:
    """Return the job of a pressed button: of a choice, of a question, or of "Show more".

    In a message a button acts once, so a double click is answered once; in a Home tab until it is redrawn.
    """
    action, place = _action(body), _pressed_in(body)
    action_id, value = str(action.get("action_id")), action.get("value")
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise UnreadableError("a button has a value")
    title = str(_object(action.get("text") or {}).get("text") or "")
    if action_id == "more":
        answer, page = _answer(value)
        request = SlackRequest("more", **place, answer=answer, page=page)
        return request.job("more", *_message_of(body))
    of = _ANSWER.search(str(action.get("block_id")))
    kind = "choice" if action_id.startswith("choice") else "ask"
    request = SlackRequest(
        kind,
        **place,
        text=value,
        title=title or None,
        answer=of[1] if of else None,
        page=int(of[2] or 0) if of else 0,
    )
    view = body.get("view")
    if isinstance(view, dict):
        return request.job("home", str(view.get("id")), str(view.get("hash")), action_id)
    return request.job("choice", *_message_of(body))


def rating(body: Json) -> Rating:
    """Return the rating of a pressed thumb."""
    side, _, answer = str(_action(body).get("value")).partition(":")
    if side not in ("up", "down"):
        raise UnreadableError("a thumb is up or down")
    request = SlackRequest("thanks", **_pressed_in(body), text=side)
    return Rating(request, _answer(answer)[0], 1 if side == "up" else -1)


def trigger(body: Json) -> str:
    """Return Slack's id of one press."""
    return str(body.get("trigger_id") or _action(body).get("action_ts"))


def _pressed_in(body: Json) -> Json:
    """Return team, user and place of a press; in a Home tab the place is the direct message with the user."""
    container = _object(body.get("container") or {})
    user = _id(_object(body.get("user")), "id")
    place: Json = {"team": _team(body), "user": user}
    if isinstance(body.get("view"), dict):
        return {**place, "channel": user}
    shown = _object(body.get("message") or {})
    place["channel"] = _id(_object(body.get("channel") or {}), "id")
    place["clicked"] = _time(container, "message_ts")
    if container.get("is_ephemeral"):
        return {**place, "response_url": _url(body)}
    thread = shown.get("thread_ts") or container.get("thread_ts")
    return {**place, "thread": _time({"ts": thread}, "ts") if thread else None}


def _message_of(body: Json) -> tuple[str, str]:
    container = _object(body.get("container") or {})
    return _id(_object(body.get("channel") or {}), "id"), _time(container, "message_ts")


def _action(body: Json) -> Json:
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions:
        raise UnreadableError("a press has an action")
    return _object(actions[0])


def _answer(value: str) -> tuple[str, int]:
    found = _ANSWER.fullmatch(value)
    if not found:
        raise UnreadableError("no answer has such an id")
    return found[1], int(found[2] or 0)


def _team(body: Json) -> str:
    """Return the team in which the app is installed; of an installation for an organisation the user's."""
    team, user = body.get("team"), body.get("user")
    given = body.get("team_id") or (team.get("id") if isinstance(team, dict) else team)
    return _id({"team": given or (user.get("team_id") if isinstance(user, dict) else None)}, "team")


def _bot_user(body: Json) -> str | None:
    given = body.get("authorizations")
    first = given[0] if isinstance(given, list) and given and isinstance(given[0], dict) else {}
    found = first.get("user_id") if first.get("is_bot") else None
    return found if isinstance(found, str) else None


def _event_id(body: Json) -> str:
    found = body.get("event_id")
    if not isinstance(found, str) or not found:
        raise UnreadableError("an event has an event_id")
    return found


def _object(value: Any) -> Json:
    if not isinstance(value, dict):
        raise UnreadableError("an object is missing")
    return value


def _id(where: Json, name: str) -> str:
    value = where.get(name)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise UnreadableError(f"{name} is no id")
    return value


def _time(where: Json, name: str) -> str:
    value = where.get(name)
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise UnreadableError(f"{name} is no time stamp")
    return value


def _url(body: Json) -> str | None:
    value = body.get("response_url")
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_URL or not re.match(r"https?://", value):
        raise UnreadableError("response_url is no address")
    return value


def _text(value: Any, bot_user: str | None, *, mention: bool = True) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableError("a text is a string")
    # A command is not addressed by a mention, so a mention at its beginning is part of the question.
    return unescape(value[:LONGEST_TEXT], bot_user=bot_user if mention else "-")
