"""Socket Mode against a WebSocket server: the same app, acknowledged by envelope, and connected again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversations import jobs
from tests.bot.channels.test_slack_durable import broken
from tests.slack_api import Answer, slack_stand_in, waited_for
from tests.slack_requests import command, direct, mention, opened, press
from tests.slack_site import SlackSite, slack_site

KINDS = {"event_callback": "events_api", "block_actions": "interactive"}


@pytest.fixture
def slack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackSite]:
    monkeypatch.setattr("bot.slack.tabs.starter_questions", lambda: ["salary?"])
    with slack_site(tmp_path, socket_mode=True) as site:
        assert waited_for(lambda: site.slack.connections)
        yield site


def push(slack: SlackSite, body: dict[str, Any], envelope: str, retry: int = 0) -> None:
    kind = KINDS.get(str(body.get("type")), "slash_commands")
    more = (
        {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""} if kind == "events_api" else {}
    )
    slack.slack.push(
        {"envelope_id": envelope, "type": kind, "payload": body, "accepts_response_payload": True, **more}
    )


def acknowledged(slack: SlackSite) -> list[str]:
    return [one["envelope_id"] for one in slack.slack.acknowledged]


def test_there_is_no_way_in_over_http(slack: SlackSite) -> None:
    assert slack.sender.send(direct("salary?")).status_code == 404


def test_every_kind_of_request_is_acknowledged_and_done(slack: SlackSite) -> None:
    push(slack, direct("one"), "e1")
    assert waited_for(lambda: len(slack.slack.said()) == 1)
    push(slack, mention("two"), "e2")
    push(slack, command("three", slack.slack.response_url), "e3")
    push(slack, opened("home"), "e4")
    (message,) = slack.slack.said("DU0ADA")
    (row,) = [block for block in message["blocks"] if block["type"] == "actions"]
    push(slack, press(row["elements"][0], message), "e5")
    assert waited_for(lambda: len(acknowledged(slack)) == 5 and len(slack.slack.said()) == 3)
    assert waited_for(lambda: slack.slack.of("response_url") and slack.slack.of("views.publish"))
    assert sorted(acknowledged(slack)) == ["e1", "e2", "e3", "e4", "e5"]
    assert sorted(slack.agent.texts) == ["/more", "one", "three", "two"]


def test_an_envelope_is_acknowledged_while_its_answer_takes_its_time(slack: SlackSite) -> None:
    slack.script.seconds = 1.0
    started = time.monotonic()
    push(slack, direct("salary?"), "e1")
    assert waited_for(lambda: acknowledged(slack)) and slack.slack.said() == []
    assert slack.slack.acknowledged[0]["at"] - started < 0.8
    assert waited_for(slack.slack.said)


def test_an_event_that_comes_again_in_another_envelope_is_answered_once(slack: SlackSite) -> None:
    asked = direct("salary?")
    for retry in range(3):
        push(slack, asked, f"e{retry}", retry)
    assert waited_for(lambda: len(acknowledged(slack)) == 3 and slack.slack.said() and slack.is_idle())
    assert slack.agent.texts == ["salary?"]


def test_what_cannot_be_kept_is_not_acknowledged(slack: SlackSite, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = direct("salary?")
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "accept", broken)
        push(slack, asked, "e1")
        time.sleep(0.3)
        assert acknowledged(slack) == []
    push(slack, asked, "e2", 1)
    assert waited_for(lambda: acknowledged(slack) == ["e2"] and slack.slack.said())


@pytest.mark.parametrize("payload", [{}, {"type": "event_callback", "event": 5}, {"type": 7, "actions": []}])
def test_what_cannot_be_read_does_no_harm(slack: SlackSite, payload: dict[str, Any]) -> None:
    slack.slack.push({"envelope_id": "e0", "type": "events_api", "payload": payload})
    push(slack, direct("salary?"), "e1")
    assert waited_for(lambda: "e1" in acknowledged(slack) and slack.slack.said())


def test_it_connects_again_when_slack_asks_for_it(slack: SlackSite) -> None:
    slack.slack.push({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
    assert waited_for(lambda: len(slack.slack.connections) == 2)
    push(slack, direct("salary?"), "e1")
    assert waited_for(slack.slack.said)


def test_it_connects_once_slack_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.service.PING_SECONDS", 0.3)
    with slack_stand_in() as stand_in:
        stand_in.answers("apps.connections.open", Answer("internal_error", seconds=0.1))
        stand_in.answers("auth.test", Answer(status=503, body="not yet"))
        with slack_site(tmp_path, stand_in, socket_mode=True):
            assert stand_in.connections == []  # the server is up before Slack is
            assert waited_for(lambda: stand_in.connections, 15.0)
