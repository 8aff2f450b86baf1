"""Messages arrive once, are tried again while they do not, and go nowhere else."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Engine

from bot.settings import SettingError
from bot.settings.alerts import AlertSettings
from desk.queries.watch import Message, add_message, newest_messages
from desk.watch import delivery
from desk.watch.delivery import PAUSES, deliver, senders
from tests.desk.watch.conftest import Hook

NOW = 1_800_000_000.0
Hooks = Callable[[], Hook]


@pytest.fixture
def stored(engine: Engine) -> Engine:
    with engine.begin() as connection:
        add_message(connection, Message("m1", NOW, "alert", "too many", {"share": 0.5}), ["webhook"])
    return engine


def sent(engine: Engine, hook: Hook, now: float = NOW, **settings: str) -> int:
    return deliver(engine, senders(AlertSettings(webhook=hook.url, **settings)), now=now)


def state(engine: Engine) -> tuple[int, float | None, float | None, str | None]:
    with engine.connect() as connection:
        (message,) = newest_messages(connection, limit=5)
    (one,) = message.deliveries
    return one.tries, one.next_try, one.delivered_at, one.problem


def test_a_message_arrives_once_as_signed_json(stored: Engine, hooks: Hooks) -> None:
    hook = hooks()
    assert sent(stored, hook, webhook_secret="s" * 20) == 1
    assert sent(stored, hook) == 0
    ((headers, body),) = hook.taken
    expected = {"id": "m1", "kind": "alert", "text": "too many", "at": NOW, "details": {"share": 0.5}}
    assert json.loads(body) == expected and headers["Content-Type"] == "application/json"
    mac = hmac.new(b"s" * 20, body, hashlib.sha256).hexdigest()
    assert headers["X-Advisor-Signature"] == f"sha256={mac}"
    assert state(stored) == (1, None, NOW, None)


def test_one_that_fails_is_tried_again_after_ever_longer_pauses_and_then_given_up(
    stored: Engine, hooks: Hooks
) -> None:
    hook, now = hooks(), NOW
    hook.statuses = [503]
    for pause in PAUSES:
        assert sent(stored, hook, now) == 0
        assert state(stored)[1:] == (now + pause, None, "it answered 503")
        assert sent(stored, hook, now + pause - 1) == 0
        now += pause
    assert sent(stored, hook, now) == 0 and state(stored)[1] is None
    assert sent(stored, hook, now + 1e6) == 0 and len(hook.taken) == len(PAUSES) + 1


def test_one_that_failed_arrives_later(stored: Engine, hooks: Hooks) -> None:
    hook = hooks()
    hook.statuses = [429, 204]
    assert sent(stored, hook) == 0 and sent(stored, hook, NOW + PAUSES[0]) == 1
    assert state(stored) == (2, None, NOW + PAUSES[0], None)


def test_a_redirect_is_not_followed(stored: Engine, hooks: Hooks) -> None:
    hook, elsewhere = hooks(), hooks()
    hook.statuses, hook.location = [307], elsewhere.url
    assert sent(stored, hook) == 0
    assert elsewhere.taken == [] and len(hook.taken) == 1
    assert state(stored)[1:3] == (None, None) and "redirects" in str(state(stored)[3])


def test_what_is_refused_for_good_is_not_tried_again(stored: Engine, hooks: Hooks) -> None:
    hook = hooks()
    hook.statuses = [404]
    assert sent(stored, hook) == 0 and state(stored)[1] is None


def test_a_receiver_that_never_answers_costs_bounded_time_and_is_not_named(
    stored: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(delivery, "ANSWER_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/hooks/secret-path"
        assert deliver(stored, senders(AlertSettings(webhook=url)), now=NOW) == 0
    assert state(stored)[3] == "ReadTimeout" and "secret-path" not in caplog.text
    assert deliver(stored, senders(AlertSettings(webhook=url)), now=NOW + PAUSES[0]) == 0
    assert state(stored)[3] == "ConnectionError" and "secret-path" not in caplog.text


def test_several_desks_at_once_send_a_message_once(stored: Engine, hooks: Hooks) -> None:
    hook = hooks()
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: sent(stored, hook), range(8))) == 1
    assert len(hook.taken) == 1


def test_a_channel_of_slack_needs_the_bots_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_SLACK_BOT_TOKEN", raising=False)
    with pytest.raises(SettingError, match="ADVISOR_SLACK_BOT_TOKEN"):
        senders(AlertSettings(slack_channel="C0123456789"))


@pytest.mark.parametrize("way", ["taken", "refused"])
def test_a_message_is_said_in_slack_by_the_bots_token(
    engine: Engine, hooks: Hooks, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    api = hooks()
    api.statuses = [200 if way == "taken" else 500]
    monkeypatch.setenv("ADVISOR_SLACK_BOT_TOKEN", "xoxb-test")
    monkeypatch.setenv("ADVISOR_SLACK_APP_TOKEN", "xapp-test")
    monkeypatch.setenv("ADVISOR_SLACK_API_URL", api.url.replace("/hooks/secret-path", "/api/"))
    with engine.begin() as connection:
        add_message(connection, Message("m1", NOW, "alert", "too many", {}), ["slack"])
    deliver(engine, senders(AlertSettings(slack_channel="C0123456789")), now=NOW)
    assert b"too" in api.taken[0][1] and b"C0123456789" in api.taken[0][1]
    assert api.taken[0][0]["Authorization"] == "Bearer xoxb-test"
    assert "xoxb" not in str(state(engine)[3])
