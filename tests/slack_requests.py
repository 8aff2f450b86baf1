"""Requests as Slack makes them: real shapes, signed, over HTTP and as envelopes of Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

import requests

from tests.slack_api import BOT_ID, BOT_USER, TEAM

Json = dict[str, Any]
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
_numbers = itertools.count(1)


def number() -> int:
    return next(_numbers)


def time_stamp() -> str:
    return f"{int(time.time())}.{number():06}"


def event(inner: Json, event_id: str | None = None) -> Json:
    """Return the envelope of an event."""
    return {
        "token": "ZZZZZZWSxiZZZ2yIvs3peJ",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": "A0APP",
        "event": {"event_ts": inner.get("ts", "1"), **inner},
        "type": "event_callback",
        "event_id": event_id or f"Ev{number():010}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-eyJldCI6ImFwcF9tZW50aW9uIn0",
    }


def direct(text: str, user: str = "U0ADA", event_id: str | None = None, **more: Any) -> Json:
    """Return a direct message to the bot."""
    inner = {
        "user": user,
        "type": "message",
        "ts": time_stamp(),
        "client_msg_id": "8d7b5f2e-0000-4000-8000-000000000000",
        "text": text,
        "team": TEAM,
        "channel": f"D{user}",
        "channel_type": "im",
    }
    return event({**inner, **more}, event_id)


def mention(text: str, user: str = "U0ADA", event_id: str | None = None, **more: Any) -> Json:
    """Return a mention of the bot in a channel."""
    inner = {
        "user": user,
        "type": "app_mention",
        "ts": time_stamp(),
        "text": f"<@{BOT_USER}> {text}",
        "team": TEAM,
        "channel": "C0TALK",
    }
    return event({**inner, **more}, event_id)


def opened(tab: str, user: str = "U0ADA") -> Json:
    inner = {"type": "app_home_opened", "user": user, "channel": f"D{user}", "tab": tab}
    return event(inner)


def of_bot(text: str) -> Json:
    """Return what Slack tells of the bot's own message."""
    return direct(text, user=BOT_USER, bot_id=BOT_ID, app_id="A0APP", bot_profile={"id": BOT_ID})


def edited(text: str) -> Json:
    inner = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": "DU0ADA",
        "channel_type": "im",
        "ts": time_stamp(),
        "message": {
            "type": "message",
            "user": "U0ADA",
            "text": text,
            "ts": "1.2",
            "edited": {"user": "U0ADA"},
        },
        "previous_message": {"type": "message", "user": "U0ADA", "text": "before", "ts": "1.2"},
    }
    return event(inner)


def command(text: str, response_url: str, user: str = "U0ADA", channel: str = "C0TALK") -> Json:
    """Return the fields of a slash command."""
    return {
        "token": "ZZZZZZWSxiZZZ2yIvs3peJ",
        "team_id": TEAM,
        "team_domain": "tests",
        "channel_id": channel,
        "channel_name": "talk",
        "user_id": user,
        "user_name": "ada",
        "command": "/career",
        "text": text,
        "api_app_id": "A0APP",
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": f"{number()}.{TEAM}.abc",
    }


def press(element: Json, message: Json, response_url: str = "", user: str = "U0ADA", **more: Any) -> Json:
    """Return the press of a button of a message that the bot has posted."""
    ephemeral = bool(response_url) and "ts" not in message
    shown_at = message.get("ts") or "1700000001.000100"
    block = next(
        (block for block in message.get("blocks", []) if element in block.get("elements", [])),
        {"block_id": "feedback"},
    )
    body: Json = {
        "type": "block_actions",
        "user": {"id": user, "username": "ada", "name": "ada", "team_id": TEAM},
        "api_app_id": "A0APP",
        "token": "ZZZZZZWSxiZZZ2yIvs3peJ",
        "container": {
            "type": "message",
            "message_ts": shown_at,
            "channel_id": message.get("channel", "C0TALK"),
            "is_ephemeral": ephemeral,
        },
        "trigger_id": f"{number()}.{TEAM}.def",
        "team": {"id": TEAM, "domain": "tests"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": message.get("channel", "C0TALK"), "name": "talk"},
        "state": {"values": {}},
        "response_url": response_url or "http://127.0.0.1:1/unused",
        "actions": [
            {
                "block_id": block.get("block_id", "abc"),
                "action_ts": time_stamp(),
                **{name: element[name] for name in ("type", "action_id", "text", "value") if name in element},
            }
        ],
    }
    if not ephemeral:
        thread = {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
        body["message"] = {**message, "type": "message", "user": BOT_USER, "bot_id": BOT_ID, **thread}
    return {**body, **more}


def thumb(message: Json, side: str = "positive_button", **more: Any) -> Json:
    """Return the press of a thumb under an answer."""
    (block,) = [one for one in message["blocks"] if one["type"] == "context_actions"]
    (element,) = block["elements"]
    chosen = element[side]
    pressed = {"type": "feedback_buttons", "action_id": element["action_id"], "value": chosen["value"]}
    return press({**pressed, "text": chosen["text"]}, message, **more)


def home_press(element: Json, user: str = "U0ADA", version: str = "1.abc") -> Json:
    """Return the press of a button in the Home tab."""
    body = press(element, {}, user=user)
    for name in ("message", "channel", "response_url"):
        body.pop(name, None)
    body["container"] = {"type": "view", "view_id": "V0HOME"}
    body["view"] = {"id": "V0HOME", "type": "home", "hash": version, "team_id": TEAM, "blocks": []}
    return body


def signature(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """Return the headers by which Slack signs a body."""
    seconds = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{seconds}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": seconds, "X-Slack-Signature": f"v0={digest}"}


def encoded(body: Json) -> tuple[bytes, str]:
    """Return a body as Slack sends it, and its content type: events as JSON, all else as a form."""
    if body.get("type") in ("event_callback", "url_verification"):
        return json.dumps(body).encode(), "application/json"
    form = body if "command" in body else {"payload": json.dumps(body)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


class Sender:
    """Slack's side of HTTP."""

    def __init__(self, url: str) -> None:
        self.url = f"{url}/webhooks/slack/events"
        self.http = requests.Session()

    def send(self, body: Json, **headers: str) -> requests.Response:
        """Send a request, signed now."""
        raw, kind = encoded(body)
        return self.raw(raw, {"Content-Type": kind, **signature(raw), **headers})

    def raw(self, body: bytes, headers: dict[str, str]) -> requests.Response:
        return self.http.post(self.url, data=body, headers=headers, timeout=20)

    def again(self, body: Json, retry: int, reason: str) -> requests.Response:
        """Send a request as Slack does after one that failed in its eyes."""
        return self.send(body, **{"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason})
