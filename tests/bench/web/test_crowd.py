"""The crowd counts what it hears, and notices what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.web.crowd import QUESTIONS, asked, crowd, is_answered, thinking
from bot.web.token_bucket import Rate, TokenBucket
from tests.web_site import WebSite, answer, text

DONE = 'event: done\ndata: {"failed": false}\n\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebSite]:
    monkeypatch.setattr("bot.channels.web.starter_questions", list)
    running = WebSite(tmp_path)
    running.start()
    yield running
    running.stop()


async def test_every_message_of_every_session_is_answered_and_timed(site: WebSite) -> None:
    load = await crowd(site.url, 12, 3)
    assert (len(load.milliseconds), load.failed, load.mixed_up) == (36, 0, 0)
    assert load.per_second > 0 and all(one > 0 for one in load.milliseconds)
    assert sorted(site.agent.texts) == sorted(asked(3) * 12)


async def test_an_apology_is_no_answer(site: WebSite) -> None:
    site.script.replies[QUESTIONS[1]] = [answer(text("I am sorry"), outcome="error")]
    load = await crowd(site.url, 4, 2)
    assert (len(load.milliseconds), load.failed) == (4, 4)


async def test_a_session_that_holds_what_another_asked_is_noticed(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.web.transcript", lambda *_, **__: [{"from": "user", "text": "mine"}])
    assert (await crowd(site.url, 3, 1)).mixed_up == 3


async def test_visitors_who_are_slowed_down_are_counted_as_failed(site: WebSite) -> None:
    site.channel._of_sessions = TokenBucket(Rate.per_minute(1))
    load = await crowd(site.url, 3, 2)
    assert (len(load.milliseconds), load.failed) == (3, 3)


@pytest.mark.parametrize(
    ("status", "body", "right"),
    [
        (200, 'event: message\ndata: {"custom": {"outcome": "answered"}}\n\n' + DONE, True),
        (200, 'event: message\ndata: {"custom": {"outcome": "error"}}\n\n' + DONE, False),
        (200, DONE, False),
        (200, 'event: message\ndata: {"custom": {"outcome": "answered"}}\n\n', False),
        (200, "", False),
        (429, '{"error": "too fast"}', False),
    ],
)
def test_only_a_whole_answer_counts(status: int, body: str, right: bool) -> None:
    assert is_answered(status, body) is right


def test_people_pause_for_the_given_time_on_average_and_never_for_ever() -> None:
    pause = thinking(10)
    pauses = [pause() for _ in range(5_000)]
    assert 8 < sum(pauses) / len(pauses) < 10.5 and max(pauses) <= 30 and min(pauses) > 0
