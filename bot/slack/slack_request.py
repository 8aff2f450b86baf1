"""Slack's requests as typed records: who asks, where, and for what; nothing is called."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from bot.conversations.jobs import Job
from bot.conversations.models import LONGEST_MESSAGE_ID
from bot.slack.request_fields import (
    ANSWER,
    LONGEST_TEXT,
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
    time_of,
    url_of,
)
from bot.turns.namespaces import SLACK

Json = dict[str, Any]
CHANNEL = "slack"
_SUBTYPES_OF_PEOPLE = frozenset({"", "file_share", "thread_broadcast"})


@dataclass(frozen=True)
class SlackRequest:
    """What is to be done: ``kind`` names a method of the worker or of ``bot.slack.extras``.

    ``thread`` and ``clicked`` are Slack's time stamps of messages; ``answer`` is the id of the answer whose
    button was pressed, ``page`` the number of its message; only the user sees what goes to ``response_url``.
    ``asked_in``: the conversation of that answer, where the press itself does not tell it. ``name``: what the
    user is called. ``unfurl``: an id and a source that stand for a message that is not sent yet.
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
    asked_in: str | None = None
    name: str | None = None
    unfurl: str | None = None

    @property
    def conversation(self) -> str:
        """Return the conversation's id: one per thread in a channel, else one per user."""
        if self.asked_in:
            return self.asked_in
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

    @property
    def is_private(self) -> bool:
        """Return whether it is the conversation of its user alone."""
        return self.conversation == f"{SLACK}{self.team}-{self.user}"

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
    event = object_of(body.get("event"))
    subtype = event.get("subtype") or ""
    if event.get("bot_id") or event.get("edited") or event.get("hidden"):
        return None
    if subtype not in _SUBTYPES_OF_PEOPLE or not event.get("user"):
        return None
    direct = event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
    if (event.get("type") == "app_mention") == direct:
        return None
    user, channel = id_of(event, "user"), id_of(event, "channel")
    bot_user = bot_user or bot_user_of(body)
    if user == bot_user:
        return None
    sent = time_of(event, "ts")
    started = time_of(event, "thread_ts") if event.get("thread_ts") else None
    text = text_of(event.get("text"), bot_user)
    thread = started if direct else started or sent
    return SlackRequest("ask", team_of(body), user, channel, thread, text).job(event_id_of(body))


def command(body: Json) -> Job:
    """Return the job of ``/career``: the question that follows it, or help if nothing does."""
    text = text_of(body.get("text"), None, mention=False)
    kind = "ask" if text else "help"
    url = url_of(body)
    if url is None:
        raise UnreadableError("a command has a response_url")
    request = SlackRequest(
        kind, team_of(body), id_of(body, "user_id"), id_of(body, "channel_id"), None, text, url
    )
    return request.job(str(body.get("trigger_id") or url))


def home(body: Json) -> Job | None:
    """Return the job of an opened Home or Messages tab."""
    event = object_of(body.get("event"))
    kinds = {"home": "home", "messages": "prompts"}
    kind = kinds.get(str(event.get("tab")))
    if kind is None:
        return None
    request = SlackRequest(
        kind, team_of(body), id_of(event, "user"), id_of(event, "channel") if event.get("channel") else None
    )
    return request.job(event_id_of(body))


def assistant_thread(body: Json) -> Job:
    """Return the job of a thread started in the older view of assistants."""
    thread = object_of(object_of(body.get("event")).get("assistant_thread"))
    request = SlackRequest(
        "prompts",
        team_of(body),
        id_of(thread, "user_id"),
        id_of(thread, "channel_id"),
        time_of(thread, "thread_ts"),
    )
    return request.job(event_id_of(body))


def press(body: Json) -> Job:
    """Return the job of a pressed button: of a choice, of a question, or of "Show more".

    In a message a button acts once, so a double click is answered once; in a Home tab until it is redrawn.
    """
    action, place = action_of(body), pressed_in(body)
    action_id, value = str(action.get("action_id")), action.get("value")
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise UnreadableError("a button has a value")
    title = str(object_of(action.get("text") or {}).get("text") or "")
    if action_id == "more":
        answer, page = answer_of(value)
        request = SlackRequest("more", **place, answer=answer, page=page)
        return request.job("more", *message_of(body))
    of = ANSWER.search(str(action.get("block_id")))
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
    return request.job("choice", *message_of(body))


def rating(body: Json) -> Rating:
    """Return the rating of a pressed thumb."""
    side, _, answer = str(action_of(body).get("value")).partition(":")
    if side not in ("up", "down"):
        raise UnreadableError("a thumb is up or down")
    request = SlackRequest("thanks", **pressed_in(body), text=side)
    return Rating(request, answer_of(answer)[0], 1 if side == "up" else -1)


def trigger(body: Json) -> str:
    """Return Slack's id of one press."""
    return str(body.get("trigger_id") or action_of(body).get("action_ts"))
