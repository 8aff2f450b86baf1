"""Sends alerts and digests: by a webhook, and to a channel of Slack by the token that the bot has there.

A message is tried again, ever more rarely, and given up after some hours; the page of the watch shows it in
any case. A try is noted before it is made, so two processes do not send the same message at once; should one
die in between, it is sent again under the same id.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Mapping

import requests
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.engine import Engine

from bot.settings import SettingError, SlackSettings
from bot.settings.alerts import SLACK_CHANNEL_VARIABLE, AlertSettings
from bot.settings.slack import BOT_TOKEN_VARIABLE
from desk.queries.watch import Delivery, Message, claim, due, note_try

logger = logging.getLogger(__name__)
WEBHOOK, SLACK = "webhook", "slack"
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 10.0
LEASE_SECONDS = 120.0  # longer than a try can last
PAUSES = (60.0, 300.0, 1800.0, 7200.0, 21600.0)  # seconds before each further try
SIGNATURE = "X-Advisor-Signature"
Send = Callable[[Message], None]


class NotDelivered(Exception):
    """A try has failed; the message says why, without addresses and secrets."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        """``for_good``: another try would fail in the same way."""
        super().__init__(problem)
        self.for_good = for_good


def senders(settings: AlertSettings) -> dict[str, Send]:
    """Return a function for each way that is set, which raises :class:`NotDelivered`.

    Raises:
        SettingError: a channel of Slack is named, and Slack is not set up.
    """
    found: dict[str, Send] = {}
    if url := settings.webhook:
        secret = settings.webhook_secret
        found[WEBHOOK] = lambda message: post(url, message, secret=secret)
    if channel := settings.slack_channel:
        slack = SlackSettings.read()
        if not slack.bot_token:
            raise SettingError(f"{SLACK_CHANNEL_VARIABLE} is set, and {BOT_TOKEN_VARIABLE} is missing.")
        client = WebClient(slack.bot_token, base_url=slack.api_url, timeout=int(ANSWER_SECONDS))
        found[SLACK] = lambda message: say_in_slack(client, channel, message)
    return found


def deliver(engine: Engine, ways: Mapping[str, Send], *, now: float) -> int:
    """Send what is due; return how many messages have arrived.

    Args:
        engine: of the conversations' database.
        ways: of :func:`senders`; what is due in another way waits.
        now: seconds since 1970.

    Raises:
        SQLAlchemyError: the database failed.
    """
    with engine.connect() as connection:
        waiting = [one for one in due(connection, now=now) if one[1].way in ways]
    arrived = 0
    for message, delivery in waiting:
        with engine.begin() as connection:
            mine = claim(connection, delivery, until=now + LEASE_SECONDS)
        if mine:
            arrived += _try(engine, message, delivery, ways[delivery.way], now)
    return arrived


def _try(engine: Engine, message: Message, delivery: Delivery, send: Send, now: float) -> bool:
    delivered_at, next_try, problem = now, None, None
    try:
        send(message)
    except NotDelivered as failure:
        problem = str(failure)
        logger.warning("a message of the watch was not delivered by %s: %s", delivery.way, problem)
        again = not failure.for_good and delivery.tries < len(PAUSES)
        next_try = now + PAUSES[delivery.tries] if again else None
    with engine.begin() as connection:
        note_try(
            connection,
            delivery,
            delivered_at=None if problem else delivered_at,
            next_try=next_try,
            problem=problem,
        )
    return problem is None


def post(url: str, message: Message, *, secret: str | None = None) -> None:
    """Send a message to a webhook as JSON: ``id``, ``kind``, ``text``, ``at``, ``details``.

    Redirects are not followed, so that figures go nowhere else. With a secret, a header holds the HMAC-SHA256
    of the body.

    Raises:
        NotDelivered: it was not taken.
    """
    body = json.dumps(
        {
            "id": message.id,
            "kind": message.kind,
            "text": message.text,
            "at": message.made_at,
            "details": message.details,
        }
    ).encode()
    headers = {"Content-Type": "application/json", "User-Agent": "career-advisor"}
    if secret:
        headers[SIGNATURE] = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    try:
        answer = requests.post(
            url,
            data=body,
            headers=headers,
            timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            allow_redirects=False,
            stream=True,  # nobody reads what it answers
        )
        status = answer.status_code
        answer.close()
    except requests.RequestException as error:
        raise NotDelivered(type(error).__name__) from None
    if 300 <= status < 400:
        raise NotDelivered(f"it redirects ({status}), which is not followed", for_good=True)
    if not 200 <= status < 300:
        passing = status >= 500 or status in (408, 425, 429)
        raise NotDelivered(f"it answered {status}", for_good=not passing)


def say_in_slack(client: WebClient, channel: str, message: Message) -> None:
    """Say a message in a channel of Slack.

    Raises:
        NotDelivered: it was not taken.
    """
    try:
        client.chat_postMessage(channel=channel, text=message.text, unfurl_links=False)
    except SlackApiError as error:
        code = str(error.response.get("error") or error.response.status_code)
        raise NotDelivered(f"Slack answered {code}") from None
    except (SlackClientError, OSError) as error:
        raise NotDelivered(type(error).__name__) from None
