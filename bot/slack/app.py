"""The Slack app: which requests it handles, and what is done with each before it is acknowledged.

Bolt routes requests, of HTTP and of Socket Mode alike. A listener only stores a job; the answer
follows.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations.jobs import Job
from bot.slack import extra_presses, slack_request
from bot.slack.request_fields import UnreadableError
from bot.slack.retrying_client import code, what_to_do
from bot.slack.worker import Worker

logger = logging.getLogger(__name__)
Json = dict[str, Any]
COMMAND = "/career"
EVENTS = ("app_mention", "message", "app_home_opened", "assistant_thread_started", "link_shared")
PRESSES = re.compile(r"(more|choice_\d+|ask(_again)?_\d+)")
THUMBS = re.compile(r"thumbs(_up|_down)?")
EXTRA_PRESSES: dict[re.Pattern[str], Callable[[Json], Job | None]] = {
    re.compile(r"reason_[a-z_]+"): extra_presses.reason,
    re.compile(r"contact(_send|_send_bare|_cancel)?"): extra_presses.contact,
    re.compile(r"share(_whole)?"): extra_presses.share,
    re.compile(r"card"): extra_presses.card,
}
RETRY_SECONDS = 30.0


class Identity:
    """The app's own ids in its workspace; fetched once, in the background."""

    def __init__(self, client: AsyncWebClient) -> None:
        """Take the client of the workspace."""
        self._client = client
        self.bot_id: str | None = None
        self.bot_user: str | None = None

    async def learn(self) -> None:
        """Ask Slack until it answers."""
        while True:
            try:
                found = await self._client.auth_test()
                self.bot_id, self.bot_user = found.get("bot_id"), found.get("user_id")
                logger.info("channel=slack connected to the workspace %s", found.get("team"))
                return
            except SlackApiError as error:
                logger.error("channel=slack %s: %s", code(error), what_to_do(code(error)))
            except Exception as error:  # noqa: BLE001 - of any kind: it is tried again
                logger.warning("channel=slack Slack cannot be reached: %s", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)


def slack_app(client: AsyncWebClient, worker: Worker, identity: Identity) -> AsyncApp:
    """Return the app; requests of HTTP reach it with their signature checked.

    With several workspaces ``authorize`` would look up a team's token; jobs and conversations name the team.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=client.token,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user,
        )

    app = AsyncApp(
        name="career advisor",
        logger=logging.getLogger("bot.slack.bolt"),
        client=AsyncWebClient(base_url=client.base_url),  # without a token, so that authorize gives it
        authorize=authorize,
        request_verification_enabled=False,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_conversation_kwargs_enabled=False,
        signing_secret="",
    )
    app.error(_answer_to_error)
    readers: dict[str, Callable[[Json], Job | None]] = {
        "app_mention": lambda body: slack_request.message(body, bot_user=identity.bot_user),
        "message": lambda body: slack_request.message(body, bot_user=identity.bot_user),
        "app_home_opened": slack_request.home,
        "assistant_thread_started": slack_request.assistant_thread,
        "link_shared": extra_presses.links,
    }
    for event in EVENTS:
        app.event(event)(_accepting(worker, readers[event]))
    app.command(COMMAND)(_accepting(worker, slack_request.command))
    app.action(PRESSES)(_accepting(worker, slack_request.press))
    app.action(THUMBS)(_rating(worker))
    for names, read in EXTRA_PRESSES.items():
        app.action(names)(_accepting(worker, read))
    return app


def _accepting(worker: Worker, read: Callable[[Json], Job | None]) -> Callable[..., Awaitable[BoltResponse]]:
    async def accept(body: Json) -> BoltResponse:
        async def keep() -> None:
            job = read(body)
            if job is not None:
                await worker.accept(job)

        return await _acknowledged(keep)

    return accept


def _rating(worker: Worker) -> Callable[..., Awaitable[BoltResponse]]:
    async def rate(body: Json) -> BoltResponse:
        return await _acknowledged(
            lambda: worker.rate(slack_request.rating(body), slack_request.trigger(body))
        )

    return rate


async def _acknowledged(keep: Callable[[], Awaitable[None]]) -> BoltResponse:
    """Acknowledge what is stored; refuse what is not, so that Slack sends it again."""
    try:
        await keep()
    except UnreadableError as error:
        return _response(400, str(error))
    except (SQLAlchemyError, asyncio.TimeoutError) as error:
        logger.error("channel=slack a request could not be stored: %s", type(error).__name__)
        return _response(503, "try again soon")
    except Exception:
        logger.exception("channel=slack a request failed")
        return _response(500, "something went wrong")
    return BoltResponse(status=200, body="")


async def _answer_to_error(error: Exception) -> BoltResponse:
    """Ignore what has no listener; what Bolt itself cannot read was not sent by Slack."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    logger.warning("channel=slack a request could not be read: %s", type(error).__name__)
    return _response(400, "this cannot be read")


def _response(status: int, reason: str) -> BoltResponse:
    return BoltResponse(status=status, body={"error": reason})
