"""Checks the set-up of Slack (``make slack-check``) and says in plain sentences what is missing."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import json
import re
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import SettingError, SlackSettings, slack_settings
from bot.slack.retrying_client import code
from bot.slack.scopes import APP_SCOPES, BOT_SCOPES
from bot.slack.texts import say

SECONDS = 10
UNREACHED = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
PATH = "/webhooks/slack/events"


@dataclass(frozen=True)
class Finding:
    """The result of one check; ``good`` is None if it could not be made."""

    good: bool | None
    text: str


async def findings(settings: SlackSettings, url: str | None) -> AsyncIterator[Finding]:
    """Check each token, the scopes, and the endpoint; Slack reaches the advisor at ``url``."""
    async for found in _bot_token(settings):
        yield found
    if settings.app_token:
        yield await _app_token(settings)
    if settings.signing_secret:
        yield await _endpoint(settings.signing_secret, url)


async def _bot_token(settings: SlackSettings) -> AsyncIterator[Finding]:
    client = AsyncWebClient(settings.bot_token, base_url=settings.api_url, timeout=SECONDS)
    try:
        identity = await client.auth_test()
    except SlackApiError as error:
        yield Finding(False, say("check_bot_refused", reason=code(error)))
        return
    except UNREACHED as error:
        yield Finding(False, say("check_unreached", url=settings.api_url, reason=type(error).__name__))
        return
    yield Finding(True, say("check_bot", user=identity.get("user"), team=identity.get("team")))
    headers = {name.lower(): value for name, value in identity.headers.items()}
    has = {one.strip() for one in headers.get("x-oauth-scopes", "").split(",")}
    missing = [
        say("check_scope", scope=scope, why=why) for scope, why in BOT_SCOPES.items() if scope not in has
    ]
    if missing:
        yield Finding(False, say("check_scopes_missing", scopes=", ".join(missing)))
    else:
        yield Finding(True, say("check_scopes", count=len(BOT_SCOPES)))


async def _app_token(settings: SlackSettings) -> Finding:
    client = AsyncWebClient(base_url=settings.api_url, timeout=SECONDS)
    try:
        await client.apps_connections_open(app_token=str(settings.app_token))
    except SlackApiError as error:
        (scope,) = APP_SCOPES
        return Finding(False, say("check_app_refused", reason=code(error), scope=scope))
    except UNREACHED as error:
        return Finding(False, say("check_unreached", url=settings.api_url, reason=type(error).__name__))
    return Finding(True, say("check_app"))


async def _endpoint(secret: str, url: str | None) -> Finding:
    if not re.fullmatch(r"[0-9A-Za-z]{32}", secret):
        return Finding(False, say("check_secret_form"))
    if url is None:
        return Finding(None, say("check_secret"))
    address = url.rstrip("/") + PATH
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(SECONDS)) as http:
            signed = await _challenged(http, address, secret)
            forged = await _challenged(http, address, "another secret")
    except UNREACHED as error:
        return Finding(False, say("check_way_in_unreached", address=address, reason=type(error).__name__))
    if (signed, forged) == (200, 401):
        return Finding(True, say("check_way_in", address=address))
    if signed == 404:
        return Finding(False, say("check_way_in_nothing", address=address))
    return Finding(False, say("check_way_in_wrong", address=address, signed=signed, forged=forged))


async def _challenged(http: aiohttp.ClientSession, address: str, secret: str) -> int:
    body = json.dumps({"type": "url_verification", "challenge": "check", "token": ""})
    seconds = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{seconds}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": seconds,
        "X-Slack-Signature": f"v0={digest}",
    }
    async with http.post(address, data=body, headers=headers) as answer:
        return int(answer.status)


async def _print(settings: SlackSettings, url: str | None) -> int:
    signs = {True: "✓", False: "✗", None: "–"}
    wrong = 0
    async for found in findings(settings, url):
        print(signs[found.good], found.text)
        wrong += found.good is False
    print(say("check_bad", count=wrong) if wrong else say("check_good"))
    return 1 if wrong else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Check; return 0 if nothing is wrong, 1 if something is, 2 if Slack is not set up at all."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.slack.check", description="Check the set-up of Slack."
    )
    parser.add_argument("--url", help="where Slack reaches the advisor, such as https://advisor.example.com")
    url = parser.parse_args(arguments).url
    try:
        settings = slack_settings()
    except SettingError as problem:
        print(f"✗ {problem}")
        return 1
    if settings is None:
        print(say("check_unset"))
        return 2
    return asyncio.run(_print(settings, url))


if __name__ == "__main__":
    sys.exit(main())
