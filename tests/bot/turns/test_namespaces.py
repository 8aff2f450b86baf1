"""Ids of conversations belong to the channel that made them."""

from __future__ import annotations

import pytest

from bot.slack.slack_request import SlackRequest
from bot.turns.namespaces import is_reserved
from bot.web.sessions import Sessions


def test_the_ids_that_the_web_page_and_slack_make_are_reserved() -> None:
    session = Sessions(b"secret" * 8, 60).begin("http://site.test")
    in_a_thread = SlackRequest("message", "T1", "U1", channel="C1", thread="1.2")
    for made in (
        session.conversation,
        SlackRequest("message", "T1", "U1").conversation,
        in_a_thread.conversation,
    ):
        assert is_reserved(made)


@pytest.mark.parametrize("sender", ["", "me", "website", "slacker-1", "my-web-1"])
def test_other_ids_are_free(sender: str) -> None:
    assert not is_reserved(sender)
