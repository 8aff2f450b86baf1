"""A server with the Slack channel, a stub of Rasa's agent that keeps conversations, and a stand-in."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.channels.slack import SlackInput
from bot.conversations.models import job
from bot.settings import SlackSettings
from bot.slack.slack_request import SlackRequest
from tests.bot.channels.conftest import Site
from tests.slack_api import APP_TOKEN, BOT_TOKEN, TEAM, SlackStandIn, slack_stand_in, waited_for
from tests.slack_requests import SECRET, Json, Sender
from tests.web_site import Script


class SlackSite(Site):
    """The running server, with the stand-in that it calls."""

    def __init__(
        self, folder: Path, slack: SlackStandIn, *, socket_mode: bool = False, url: str | None = None
    ) -> None:
        """Make the server; with ``url`` it is one of several over that database."""
        self.slack, self._thawed = slack, threading.Event()
        secret, app_token = (None, APP_TOKEN) if socket_mode else (SECRET, None)
        super().__init__(
            SlackInput(
                SlackSettings(
                    bot_token=BOT_TOKEN, signing_secret=secret, app_token=app_token, api_url=slack.url
                )
            ),
            folder,
            conversations=url,
        )
        self.agent.tracker_store.shared = url is not None
        self.script = Script(self.agent)
        self.agent.turn = self.script.turn
        self.url = f"http://127.0.0.1:{self.address[1]}"
        self.sender = Sender(self.url)

    def ask(self, body: Json) -> None:
        """Send a request that has to be acknowledged."""
        response = self.sender.send(body)
        assert response.status_code == 200, response.text

    def answer_to(self, body: Json) -> Json:
        """Send a request, and return the one message that it brings."""
        before = len(self.slack.said())
        self.ask(body)
        assert waited_for(lambda: len(self.slack.said()) > before and self.is_idle()), self.slack.calls
        (message,) = self.slack.said()[before:]
        return message

    def rows(self) -> list[Any]:
        def read(connection: Connection) -> list[Any]:
            return list(connection.execute(select(job)).all())

        return self.asked(self.agent.tracker_store.read(read))

    def is_idle(self) -> bool:
        """Return whether all that was accepted is done."""
        return all(row.done_at for row in self.rows())

    def freeze(self) -> None:
        """Let this process do nothing more, as if it were killed or stopped."""
        frozen = threading.Event()

        def hold() -> None:
            frozen.set()
            self._thawed.wait(60)

        self._loop.call_soon_threadsafe(hold)
        assert frozen.wait(5)

    def thaw(self) -> None:
        """Let a frozen process go on where it was."""
        self._thawed.set()

    def stop(self) -> None:
        self.thaw()
        super().stop()

    def undo_finish(self) -> None:
        """Leave the database as it is when a process dies between an answer and its note."""

        def undo(connection: Connection) -> None:
            task = SlackRequest("ask", TEAM, "U0ADA", "DU0ADA", None, "salary?")
            data = json.dumps(task.job("x").data)
            connection.execute(update(job).values(done_at=None, lease_expires_at=0, data=data))

        self.asked(self.agent.tracker_store.write(undo))

    def asked(self, work: Any) -> Any:
        """Run something in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)


@contextmanager
def slack_site(
    folder: Path, slack: SlackStandIn | None = None, *, socket_mode: bool = False, url: str | None = None
) -> Iterator[SlackSite]:
    with ExitStack() as stack:
        slack = slack or stack.enter_context(slack_stand_in())
        site = SlackSite(folder, slack, socket_mode=socket_mode, url=url)
        site.start()
        try:
            yield site
        finally:
            site.stop()
