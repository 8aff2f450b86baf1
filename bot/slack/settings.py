"""Settings of the Slack channel, from the environment; without any of them there is no such channel."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from bot.settings import SettingError

BOT_TOKEN_VARIABLE = "ADVISOR_SLACK_BOT_TOKEN"  # noqa: S105 - the name, not the secret
SIGNING_SECRET_VARIABLE = "ADVISOR_SLACK_SIGNING_SECRET"  # noqa: S105 - the name, not the secret
APP_TOKEN_VARIABLE = "ADVISOR_SLACK_APP_TOKEN"  # noqa: S105 - the name, not the secret
API_URL_VARIABLE = "ADVISOR_SLACK_API_URL"
API_URL = "https://slack.com/api/"
SHORTEST_SECRET = 16


@dataclass(frozen=True)
class SlackSettings:
    """How Slack is reached. ``signing_secret``: for events over HTTP; ``app_token``: for Socket Mode."""

    bot_token: str
    signing_secret: str | None = None
    app_token: str | None = None
    api_url: str = API_URL


def slack_settings() -> SlackSettings | None:
    """Read the environment; None where nothing of Slack is set.

    Raises:
        SettingError: something is missing or has a wrong form; the message says what to do.
    """
    bot, secret, app = (
        os.environ.get(name, "").strip()
        for name in (BOT_TOKEN_VARIABLE, SIGNING_SECRET_VARIABLE, APP_TOKEN_VARIABLE)
    )
    if not (bot or secret or app):
        return None
    if not bot:
        raise SettingError(
            f"{BOT_TOKEN_VARIABLE} is missing: copy the Bot User OAuth Token (xoxb-…) from the page "
            "“OAuth & Permissions” of your Slack app, or unset all ADVISOR_SLACK_ variables."
        )
    if not bot.startswith("xoxb-"):
        raise SettingError(
            f"{BOT_TOKEN_VARIABLE} must begin with xoxb-: take the Bot User OAuth Token, not another one."
        )
    if not (secret or app):
        raise SettingError(
            f"Slack has no way in yet: set {SIGNING_SECRET_VARIABLE} (page “Basic Information”) for events "
            f"over HTTP, or {APP_TOKEN_VARIABLE} (xapp-…, the same page) for Socket Mode."
        )
    if app and not app.startswith("xapp-"):
        raise SettingError(
            f"{APP_TOKEN_VARIABLE} must begin with xapp-: make an app-level token on “Basic Information”."
        )
    if secret and len(secret) < SHORTEST_SECRET:
        raise SettingError(
            f"{SIGNING_SECRET_VARIABLE} is too short: copy the Signing Secret from “Basic Information”."
        )
    return SlackSettings(bot, secret or None, app or None, _api_url())


def _api_url() -> str:
    given = os.environ.get(API_URL_VARIABLE, "").strip()
    if not given:
        return API_URL
    if not re.fullmatch(r"https?://[^\s/]+/(.*/)?", given):
        raise SettingError(
            f"{API_URL_VARIABLE} is {given!r}; it must be like {API_URL}, with a / at its end."
        )
    return given
