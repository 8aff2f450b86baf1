"""A server with the Slack channel, a stub of Rasa's agent that keeps conversations as Rasa does, and a stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.channels.slack import SlackInput
from bot.conversations.models import accepted_work
from bot.slack.settings import SlackSettings
from tests.bot.channels.conftest import Site
from tests.slack_api import APP_TOKEN, BOT_TOKEN, SlackStandIn, slack_stand_in, waited_for
from tests.slack_requests import SECRET, Json, Sender
from tests.web_site import Script


class SlackSite(Site):
    """The running server, with the stand-in that it calls."""

    def __init__(self, folder: Path, slack: SlackStandIn, *, socket_mode: bool = False) -> None:
        self.slack = slack
        secret, app_token = (None, APP_TOKEN) if socket_mode else (SECRET, None)
        super().__init__(SlackInput(SlackSettings(BOT_TOKEN, secret, app_token, slack.url)), folder)
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
            return list(connection.execute(select(accepted_work)).all())

        return self.asked(self.agent.tracker_store.read(read))

    def is_idle(self) -> bool:
        """Tell whether all that was accepted is done."""
        return all(row.done_at for row in self.rows())

    def asked(self, work: Any) -> Any:
        """Run something in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)


@contextmanager
def slack_site(
    folder: Path, slack: SlackStandIn | None = None, *, socket_mode: bool = False
) -> Iterator[SlackSite]:
    with ExitStack() as stack:
        site = SlackSite(folder, slack or stack.enter_context(slack_stand_in()), socket_mode=socket_mode)
        site.start()
        try:
            yield site
        finally:
            site.stop()
