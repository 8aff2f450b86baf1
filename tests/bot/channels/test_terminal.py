"""The channel behind ``rasa shell``."""

from __future__ import annotations

import pytest

from bot.channels.console import replies
from bot.channels.rest import RestInput
from tests.bot.channels.conftest import Site, answer, bot_said


def test_it_has_the_terminals_name_and_listens_where_the_shell_posts(terminal: Site) -> None:
    (reply,) = terminal.say("salary?")
    assert reply == {"recipient_id": "ada", **answer("heard: salary?")}
    (message,) = terminal.agent.heard
    assert message.input_channel == "cmdline"


def test_it_guards_as_the_rest_channel_does(terminal: Site) -> None:
    terminal.keep("ada", bot_said("hi", "/more"))
    for typed in ("/restart", "/more"):
        terminal.say(typed)
    assert terminal.agent.texts == ["restart", "/more"]
    assert terminal.post(b"[]").status_code == 400


def test_a_failure_is_logged_under_its_name(terminal: Site, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_: object) -> None:
        raise RuntimeError("secret")

    terminal.agent.turn = fail
    terminal.say("hi")
    assert "channel=cmdline" in caplog.text


async def test_the_shells_own_loop_can_talk_to_it(terminal: Site) -> None:
    import aiohttp

    server = terminal.webhook.removesuffix("/webhooks/rest/webhook")
    async with aiohttp.ClientSession() as session:
        assert await replies(session, server, "ada", "hi") == ["heard: hi"]


def test_both_channels_answer_under_the_same_path(terminal: Site, site: Site) -> None:
    assert RestInput().url_prefix() == "rest"
    assert (
        terminal.webhook.rsplit(":", 1)[1].split("/", 1)[1] == site.webhook.rsplit(":", 1)[1].split("/", 1)[1]
    )
