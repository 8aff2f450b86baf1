"""Retries calls of Slack's Web API until they succeed, or Slack says that they never will."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.process.metrics import ERRORS

logger = logging.getLogger(__name__)
CALL_SECONDS = 15  # after which a call counts as lost
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
TOKEN_PAUSE = 10.0  # while an operator has to do something
GIVE_UP_SECONDS = 3600.0
# Temporary errors.
PASSING = frozenset(
    {
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "ratelimited",
    }
    | {"rate_limited", "message_limit_exceeded"}
)
# What an operator can fix while the message waits.
OF_TOKENS = frozenset(
    {"token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive", "missing_scope"}
    | {"org_login_required", "ekm_access_denied", "no_permission", "not_allowed_token_type"}
)
OF_BLOCKS = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "only_one_table_allowed"}
    | {"invalid_attachments", "invalid_arguments", "cannot_parse_attachment"}
)

T = TypeVar("T")
MayGoOn = Callable[[], Awaitable[bool]]


class SlackRejectedError(Exception):
    """Slack refuses a call for good; ``code`` is its error code."""

    def __init__(self, code: str) -> None:
        """Keep Slack's code."""
        super().__init__(code)
        self.code = code


class TakenOverError(Exception):
    """Another process has this job now."""


class RetryingClient:
    """Retries calls with back-off, and lets those wait that Slack has rate-limited."""

    def __init__(self) -> None:
        """Begin without waits."""
        self._not_before: dict[str, float] = {}

    async def call(
        self,
        key: str,
        make: Callable[[], Awaitable[T]],
        *,
        may_go_on: MayGoOn,
        was_done: Callable[[], Awaitable[T | None]] | None = None,
        lost: bool = False,
        patience: float = GIVE_UP_SECONDS,
    ) -> T:
        """Return what a call returns.

        Args:
            key: calls with the same key wait together when Slack rate-limits them.
            make: makes the call.
            may_go_on: returns whether this process still has the job; asked before each try.
            was_done: finds what an earlier try did whose response was lost.
            lost: whether there may have been such a try already.
            patience: seconds after which to give up.

        Raises:
            SlackRejectedError: Slack refuses it for good, or it was given up.
            TakenOverError: another process has the job.
        """
        began, pause = time.monotonic(), FIRST_PAUSE
        while True:
            await asyncio.sleep(max(0.0, self._not_before.get(key, 0.0) - time.monotonic()))
            if not await may_go_on():
                raise TakenOverError(key)
            try:
                if lost and was_done and (found := await was_done()) is not None:
                    return found
                return await asyncio.wait_for(make(), CALL_SECONDS)
            except SlackApiError as error:
                wait = self._wait(key, error, pause)
                lost = lost or status(error) >= 500
                reason = code(error)
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError, SlackRequestError) as error:
                wait, lost, reason = pause, True, type(error).__name__
            ERRORS.labels("slack").inc()
            if time.monotonic() - began + wait > patience:
                raise SlackRejectedError(reason)
            logger.warning("channel=slack call=%s reason=%s trying again in %.1f s", key, reason, wait)
            await asyncio.sleep(wait)
            pause = min(LONGEST_PAUSE, 2 * pause)

    def _wait(self, key: str, error: SlackApiError, pause: float) -> float:
        """Return after how many seconds to try again.

        Raises:
            SlackRejectedError: no further try can succeed.
        """
        after = retry_after(error)
        if after is not None:
            self._not_before[key] = time.monotonic() + after
            self._forget_past()
            return after + random.uniform(0.0, 0.3)  # noqa: S311 - so that not all come at once
        reason = code(error)
        if reason in OF_TOKENS:
            logger.error("channel=slack %s: %s", reason, what_to_do(reason))
            return max(pause, TOKEN_PAUSE)
        if passes(error):
            return pause
        raise SlackRejectedError(reason)

    def _forget_past(self) -> None:
        now = time.monotonic()
        self._not_before = {key: until for key, until in self._not_before.items() if until > now}


def passes(error: SlackApiError) -> bool:
    """Return whether the same call may succeed in a moment."""
    return code(error) in PASSING or status(error) >= 500 or retry_after(error) is not None


def code(error: SlackApiError) -> str:
    """Return Slack's error code."""
    data = error.response.data if hasattr(error.response, "data") else error.response
    return str(data.get("error") or "unknown") if isinstance(data, dict) else f"http_{status(error)}"


def status(error: SlackApiError) -> int:
    """Return the HTTP status of the response."""
    return int(getattr(error.response, "status_code", 0) or 0)


def retry_after(error: SlackApiError) -> float | None:
    """Return the seconds that Slack asks to wait; None if it does not."""
    if status(error) != 429 and code(error) not in ("ratelimited", "rate_limited"):
        return None
    headers: dict[str, Any] = getattr(error.response, "headers", None) or {}
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "1")
    digits = "".join(given).strip()
    return min(float(digits), GIVE_UP_SECONDS) if digits.isdecimal() else 1.0


def what_to_do(reason: str) -> str:
    """Return what an operator does about a refusal of a token."""
    if reason in ("missing_scope", "no_permission"):
        return "reinstall the app with the scopes of deploy/slack/; make slack-check lists the missing ones"
    return "reinstall the app, set ADVISOR_SLACK_BOT_TOKEN and restart; messages wait for an hour"
