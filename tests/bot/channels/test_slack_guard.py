"""Who may talk to the Slack channel: signed, bounded requests; whatever is in them, none is a 5xx."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.slack import SlackInput
from bot.settings import SettingError, SlackSettings, slack_settings
from bot.slack.verification import MAX_BODY
from tests.slack_api import APP_TOKEN, BOT_TOKEN, slack_stand_in, waited_for
from tests.slack_requests import SECRET, command, direct, encoded, home_press, mention, press, signature
from tests.slack_site import SlackSite, slack_site

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackSite]:
    with slack_stand_in() as stand_in, slack_site(tmp_path_factory.mktemp("slack"), stand_in) as site:
        yield site


def raw(body: dict[str, Any] | None = None) -> bytes:
    return encoded(body or direct("salary?"))[0]


class TestSignatures:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"X-Slack-Request-Timestamp": str(int(time.time()))},
            {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": str(int(time.time()))},
            {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "now"},
            {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "9" * 400},
            {"X-Slack-Signature": "sïgnéd", "X-Slack-Request-Timestamp": str(int(time.time()))},
        ],
        ids=["none", "no signature", "zeros", "no time", "a huge time", "no ASCII"],
    )
    def test_one_that_is_missing_or_malformed_is_refused(
        self, slack: SlackSite, headers: dict[str, str]
    ) -> None:
        sent = {name: value.encode() for name, value in {**JSON, **headers}.items()}
        assert slack.sender.raw(raw(), sent).status_code == 401  # type: ignore[arg-type]

    def test_one_by_another_secret_is_refused(self, slack: SlackSite) -> None:
        body = raw()
        assert slack.sender.raw(body, {**JSON, **signature(body, "another secret")}).status_code == 401

    def test_one_of_another_body_is_refused(self, slack: SlackSite) -> None:
        signed = signature(raw(direct("salary?")))
        assert slack.sender.raw(raw(direct("something else")), {**JSON, **signed}).status_code == 401

    @pytest.mark.parametrize("seconds", [-301, -3600, 301])
    def test_one_that_is_old_or_of_the_future_is_refused(self, slack: SlackSite, seconds: int) -> None:
        body = raw()
        signed = signature(body, at=time.time() + seconds + (1 if seconds > 0 else 0))
        assert slack.sender.raw(body, {**JSON, **signed}).status_code == 401

    def test_a_request_that_is_replayed_with_its_signature_brings_no_second_answer(
        self, slack: SlackSite
    ) -> None:
        for asked in (direct("salary?"), command("salary?", slack.slack.response_url)):
            body, kind = encoded(asked)
            headers = {"Content-Type": kind, **signature(body)}
            before = len(slack.agent.heard)
            assert [slack.sender.raw(body, headers).status_code for _ in range(3)] == [200] * 3
            assert waited_for(lambda before=before: len(slack.agent.heard) > before and slack.is_idle())
            assert len(slack.agent.heard) == before + 1

    def test_a_request_that_is_replayed_later_is_refused(self, slack: SlackSite) -> None:
        body = raw()
        assert slack.sender.raw(body, {**JSON, **signature(body, at=time.time() - 400)}).status_code == 401


class TestWhatIsNoRequestOfSlack:
    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"{", JSON),
            (b"[]", JSON),
            (b"7", JSON),
            (b"[" * 20_000, JSON),
            (b"payload=%7B", FORM),
            (b"payload=[]", FORM),
            (b"payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A5%7D", FORM),
            (b'{"type": "event_callback", "event": 5}', JSON),
            (b'{"type": "event_callback", "event": {"type": "message"}, "team": 5}', JSON),
        ],
    )
    def test_is_a_clear_4xx(self, slack: SlackSite, body: bytes, kind: dict[str, str]) -> None:
        response = slack.sender.raw(body, {**kind, **signature(body)})
        assert response.status_code == 400 and response.json()["error"]

    @pytest.mark.parametrize("body", [b"\xff\xfe", b""])
    def test_is_refused_though_it_is_signed(self, slack: SlackSite, body: bytes) -> None:
        signed = signature(body) if body == b"" else {**signature(b"x")}
        assert slack.sender.raw(body, {**JSON, **signed}).status_code in (400, 401)

    def test_that_is_too_large_is_refused_before_it_is_read(self, slack: SlackSite) -> None:
        body = b"x" * (MAX_BODY + 1)
        assert slack.sender.raw(body, {**JSON, **signature(body)}).status_code == 413

    def test_a_content_type_with_a_charset_is_read(self, slack: SlackSite) -> None:
        body = raw()
        headers = {"Content-Type": "application/json; charset=utf-8", **signature(body)}
        assert slack.sender.raw(body, headers).status_code == 200

    def test_other_methods_find_nothing(self, slack: SlackSite) -> None:
        assert requests.get(slack.sender.url, timeout=5).status_code in (404, 405)


# Fuzzing: anything signed, and real requests with anything in place of one of their parts.

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
BUTTON = {"type": "button", "action_id": "choice_0", "value": "/more", "text": {"text": "More"}}
MESSAGE = {"channel": "C0TALK", "ts": "1700.1", "blocks": []}
REAL = (
    direct("salary?"),
    mention("salary?"),
    command("salary?", "http://127.0.0.1:1/x"),
    press(BUTTON, MESSAGE),
    home_press(BUTTON),
)


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to every part of a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(way for key, part in inner for way in places(part, (*here, key)))]


def replaced(value: Any, way: tuple[Any, ...], by: Any) -> Any:
    if not way:
        return by
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[way[0]] = replaced(value[way[0]], way[1:], by)
    return copied


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    real = draw(st.sampled_from(REAL))
    ways = [way for way in places(real) if way]
    for way in draw(st.lists(st.sampled_from(ways), min_size=1, max_size=3)):
        if way in places(real):  # an earlier change may have cut it off
            real = replaced(real, way, draw(anything))
    return real


FUZZ = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(body=spoiled(), as_form=st.booleans())
def test_no_spoiled_request_is_a_5xx(slack: SlackSite, body: Any, as_form: bool) -> None:
    told = json.dumps(body)
    sent = urlencode({"payload": told}).encode() if as_form else told.encode()
    response = slack.sender.raw(sent, {**(FORM if as_form else JSON), **signature(sent)})
    assert response.status_code < 500, (body, response.text)


@FUZZ
@given(body=st.binary(max_size=200) | anything.map(lambda value: json.dumps(value).encode()))
def test_no_signed_bytes_are_a_5xx(slack: SlackSite, body: bytes) -> None:
    try:
        body.decode()
    except UnicodeDecodeError:
        signed = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=" + "0" * 64}
    else:
        signed = signature(body)
    assert slack.sender.raw(body, {**JSON, **signed}).status_code < 500


class TestSettings:
    NAMES = ("BOT_TOKEN", "SIGNING_SECRET", "APP_TOKEN", "API_URL")

    @pytest.fixture(autouse=True)
    def empty(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in self.NAMES:
            monkeypatch.delenv(f"ADVISOR_SLACK_{name}", raising=False)

    def test_without_any_there_is_no_channel(self) -> None:
        assert slack_settings() is None
        assert list(SlackInput.from_credentials(None).blueprint(None).routes) == []  # type: ignore[arg-type]

    def test_tokens_choose_the_way_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ADVISOR_SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("ADVISOR_SLACK_APP_TOKEN", APP_TOKEN)
        assert slack_settings() == SlackSettings(bot_token=BOT_TOKEN, app_token=APP_TOKEN)
        monkeypatch.setenv("ADVISOR_SLACK_SIGNING_SECRET", SECRET)
        assert slack_settings() == SlackSettings(
            bot_token=BOT_TOKEN, signing_secret=SECRET, app_token=APP_TOKEN
        )

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"SIGNING_SECRET": SECRET}, "ADVISOR_SLACK_BOT_TOKEN is missing"),
            ({"BOT_TOKEN": "xoxp-1"}, "must begin with xoxb-"),
            ({"BOT_TOKEN": BOT_TOKEN}, "no way in yet"),
            ({"BOT_TOKEN": BOT_TOKEN, "APP_TOKEN": "xoxb-1"}, "must begin with xapp-"),
            ({"BOT_TOKEN": BOT_TOKEN, "SIGNING_SECRET": "short"}, "too short"),
            (
                {"BOT_TOKEN": BOT_TOKEN, "SIGNING_SECRET": SECRET, "API_URL": "slack.com"},
                "with a / at its end",
            ),
        ],
    )
    def test_what_is_missing_or_wrong_is_told_without_the_secret(
        self, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], told: str
    ) -> None:
        for name, value in given.items():
            monkeypatch.setenv(f"ADVISOR_SLACK_{name}", value)
        with pytest.raises(SettingError, match=told) as error:
            slack_settings()
        assert SECRET not in str(error.value) and BOT_TOKEN not in str(error.value)
