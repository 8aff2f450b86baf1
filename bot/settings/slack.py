"""Settings of the Slack channel; without any of them there is no such channel."""

from __future__ import annotations

from typing import Any, Optional

from pydantic import root_validator

from knowledge.settings import EnvironmentSettings, SettingError, setting

BOT_TOKEN_VARIABLE = "ADVISOR_SLACK_BOT_TOKEN"  # noqa: S105 - the name, not the secret
SIGNING_SECRET_VARIABLE = "ADVISOR_SLACK_SIGNING_SECRET"  # noqa: S105 - the name, not the secret
APP_TOKEN_VARIABLE = "ADVISOR_SLACK_APP_TOKEN"  # noqa: S105 - the name, not the secret
API_URL_VARIABLE = "ADVISOR_SLACK_API_URL"
API_URL = "https://slack.com/api/"
SHORTEST_SECRET = 16


class SlackSettings(EnvironmentSettings):
    """How Slack is reached. ``signing_secret``: for events over HTTP; ``app_token``: for Socket Mode."""

    bot_token: Optional[str] = setting(
        None,
        BOT_TOKEN_VARIABLE,
        "a Bot User OAuth Token, from the page “OAuth & Permissions” of your Slack app: "
        "it must begin with xoxb-",
        secret=True,
        regex=r"^xoxb-[!-~]+$",
    )
    signing_secret: Optional[str] = setting(
        None,
        SIGNING_SECRET_VARIABLE,
        "the Signing Secret, from the page “Basic Information” of your Slack app; this is too short, or has "
        "spaces in it",
        secret=True,
        min_length=SHORTEST_SECRET,
        regex=r"^[!-~]+$",
    )
    app_token: Optional[str] = setting(
        None,
        APP_TOKEN_VARIABLE,
        "an app-level token, from the page “Basic Information” of your Slack app: it must begin with xapp-",
        secret=True,
        regex=r"^xapp-[!-~]+$",
    )
    api_url: str = setting(
        API_URL,
        API_URL_VARIABLE,
        f"like {API_URL}, with a / at its end",
        regex=r"^https?://[^\s/@]+/(\S*/)?$",
    )

    @root_validator(skip_on_failure=True)
    def _are_complete(cls, values: dict[str, Any]) -> dict[str, Any]:
        bot, secret, app = values["bot_token"], values["signing_secret"], values["app_token"]
        if (secret or app) and not bot:
            raise SettingError(
                f"{BOT_TOKEN_VARIABLE} is missing: copy the Bot User OAuth Token (xoxb-…) from the page "
                "“OAuth & Permissions” of your Slack app, or unset all ADVISOR_SLACK_ variables."
            )
        if bot and not (secret or app):
            raise SettingError(
                f"Slack has no way in yet: set {SIGNING_SECRET_VARIABLE} (page “Basic Information”) for "
                f"events over HTTP, or {APP_TOKEN_VARIABLE} (xapp-…, the same page) for Socket Mode."
            )
        return values


def slack_settings() -> SlackSettings | None:
    """Read the environment; None if nothing of Slack is set.

    Raises:
        SettingError: something is missing or wrong; the message says what to do.
    """
    settings = SlackSettings.read()
    return settings if settings.bot_token else None
