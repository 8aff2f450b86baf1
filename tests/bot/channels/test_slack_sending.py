"""What Slack does to an answer: slow, too many, refused, gone, lost on the way. The turn is never lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.slack import retrying_client
from tests.slack_api import BOT_TOKEN, Answer, waited_for
from tests.slack_requests import command, direct, mention, opened, press
from tests.slack_site import SlackSite, slack_site
from tests.web_site import CHART, TABLE, answer, buttons, text

POST = "chat.postMessage"


@pytest.fixture
def slack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackSite]:
    monkeypatch.setattr(retrying_client, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr("bot.slack.tabs.starter_questions", lambda: ["salary?"])
    with slack_site(tmp_path) as site:
        yield site


def test_too_many_calls_wait_as_long_as_slack_says_and_no_longer(slack: SlackSite) -> None:
    slack.slack.answers(POST, Answer("ratelimited", 429, {"Retry-After": "1"}))
    message = slack.answer_to(direct("salary?"))
    refused, sent = slack.slack.of(POST)
    assert message["text"].startswith("heard: salary?")
    assert refused.refused == "ratelimited" and 1.0 <= sent.at - refused.at < 2.0


def test_others_who_write_to_the_same_channel_wait_too_instead_of_being_refused(slack: SlackSite) -> None:
    slack.slack.answers(POST, Answer("ratelimited", 429, {"Retry-After": "1"}))
    slack.ask(mention("one"))
    assert waited_for(lambda: slack.slack.of(POST))
    slack.ask(mention("two"))
    assert waited_for(lambda: len(slack.slack.said()) == 2)
    refused, *sent = slack.slack.of(POST)
    assert len(sent) == 2 and all(call.at - refused.at >= 1.0 for call in sent)


@pytest.mark.parametrize(
    "answers",
    [
        [Answer(status=503, body="upstream says no")],
        [Answer(status=500), Answer("internal_error"), Answer("service_unavailable")],
        [Answer("fatal_error", seconds=0.2), Answer(status=502, body="<html>")],
    ],
    ids=["not JSON", "three in a row", "slow and wrong"],
)
def test_what_passes_by_itself_is_tried_again(slack: SlackSite, answers: list[Answer]) -> None:
    slack.slack.answers(POST, *answers)
    assert slack.answer_to(direct("salary?"))["channel"] == "DU0ADA"
    assert len(slack.slack.of(POST)) == len(answers) + 1 and slack.agent.texts == ["salary?"]


def test_an_answer_whose_receipt_was_lost_is_not_said_twice(slack: SlackSite) -> None:
    slack.slack.answers(POST, Answer(lost=True))
    slack.answer_to(direct("salary?"))
    assert len(slack.slack.of("conversations.history")) == 1 and len(slack.slack.said()) == 1


def test_in_a_channel_where_the_app_may_not_look_an_answer_comes_rather_twice_than_never(
    slack: SlackSite,
) -> None:
    slack.slack.answers(POST, Answer(lost=True))
    slack.ask(mention("salary?"))
    assert waited_for(lambda: slack.is_idle() and len(slack.slack.said()) == 2)
    assert [call.refused for call in slack.slack.of("conversations.replies")] == ["missing_scope"]


def test_blocks_that_are_refused_go_as_plainer_blocks_and_then_as_text(slack: SlackSite) -> None:
    slack.script.replies["all"] = [answer(text("Here:"), TABLE, CHART, buttons())]
    slack.slack.answers(POST, Answer("invalid_blocks"))
    plainer = slack.answer_to(direct("all"))
    kinds = [block["type"] for block in plainer["blocks"]]
    assert "data_visualization" not in kinds and "context_actions" not in kinds and "table" in kinds
    slack.slack.answers(POST, Answer("invalid_blocks"), Answer("invalid_blocks_format"))
    plain = slack.answer_to(direct("all"))
    assert "blocks" not in plain and "Information technology  25%" in plain["text"]
    assert "a) Tell me more" in plain["text"]


def test_all_of_a_long_answer_is_said_when_only_text_is_taken(slack: SlackSite) -> None:
    slack.script.replies["long"] = [answer(*(text(f"Part {n}. " + "word " * 700) for n in range(3)))]
    slack.slack.answers(POST, Answer("invalid_blocks"), Answer("invalid_blocks"))
    slack.ask(direct("long"))
    assert waited_for(lambda: slack.slack.said() and slack.is_idle())
    told = " ".join(one["text"] for one in slack.slack.said())
    assert [told.count(f"Part {n}.") for n in range(3)] == [1, 1, 1]
    assert not any("blocks" in one for one in slack.slack.said())


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel", "thread_not_found"])
def test_an_answer_whose_channel_is_gone_goes_to_its_user(slack: SlackSite, error: str) -> None:
    slack.slack.answers(POST, Answer(error))
    message = slack.answer_to(mention("salary?"))
    assert message["channel"] == "U0ADA" and "thread_ts" not in message


def test_a_user_whom_nothing_reaches_costs_one_answer_and_not_the_conversation(slack: SlackSite) -> None:
    slack.slack.answers(POST, Answer("channel_not_found"), Answer("user_not_found"))
    slack.ask(direct("one"))
    assert waited_for(lambda: slack.agent.completed == ["one"] and slack.is_idle())
    assert slack.answer_to(direct("two"))["text"].startswith("heard: two")
    events = slack.asked(slack.agent.tracker_store.retrieve_full_tracker("slack-T0TEAM-U0ADA")).events
    assert [event.text for event in events if event.type_name == "user"] == ["one", "two"]


def test_a_token_that_was_revoked_is_told_in_the_log_and_the_answer_waits_for_it(
    slack: SlackSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(retrying_client, "TOKEN_PAUSE", 0.3)
    slack.slack.always[POST] = Answer("token_revoked")
    slack.ask(direct("salary?"))
    assert waited_for(lambda: len(slack.slack.of(POST)) >= 2)
    assert "reinstall the app" in caplog.text and "ADVISOR_SLACK_BOT_TOKEN" in caplog.text
    assert BOT_TOKEN not in caplog.text
    slack.slack.always.clear()
    assert waited_for(slack.is_idle)
    assert len(slack.slack.said()) == 1 and slack.agent.texts == ["salary?"]


def test_an_answer_to_a_command_whose_address_is_over_goes_by_direct_message(slack: SlackSite) -> None:
    slack.slack.answers("response_url", Answer(status=404, body="used_url"))
    message = slack.answer_to(command("salary?", slack.slack.response_url))
    assert message["channel"] == "U0ADA" and message["text"].startswith("heard: salary?")


def test_what_nobody_waits_for_may_be_refused(slack: SlackSite) -> None:
    slack.slack.answers("views.publish", Answer("not_enabled"))
    slack.slack.answers("assistant.threads.setSuggestedPrompts", Answer("channel_not_found"))
    slack.slack.answers("chat.update", Answer("cant_update_message"))
    slack.ask(opened("home"))
    slack.ask(opened("messages"))
    message = slack.answer_to(direct("salary?"))
    (row,) = [block for block in message["blocks"] if block["type"] == "actions"]
    assert slack.answer_to(press(row["elements"][0], message))["text"].startswith("heard: /more")


class TestATurnThatFails:
    def test_is_tried_again_and_the_user_hears_one_answer(
        self, slack: SlackSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.slack.worker.TRY_AGAIN_SECONDS", (0.1, 0.1))
        slack.script.broken = True
        slack.ask(direct("salary?"))
        assert waited_for(lambda: slack.agent.texts)
        slack.script.broken = False
        assert waited_for(lambda: slack.is_idle() and slack.slack.said())
        (message,) = slack.slack.said()
        assert message["text"].startswith("heard: salary?")

    def test_again_and_again_ends_in_an_apology_without_thumbs(
        self, slack: SlackSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.slack.worker.TRY_AGAIN_SECONDS", (0.05, 0.05))
        slack.script.broken = True
        message = slack.answer_to(direct("salary?"))
        assert "sorry" in message["text"] and "secret" not in message["text"]
        assert [block["type"] for block in message["blocks"]] == ["section"]

    def test_the_worker_itself_failing_ends_in_an_apology(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(*_: object, **__: object) -> None:
            raise RuntimeError("a fault in the code")

        monkeypatch.setattr("bot.slack.worker.BEAT_SECONDS", 0.05)
        monkeypatch.setattr("bot.turns.runner.TurnRunner.answer", fail)
        with slack_site(tmp_path) as slack:
            message = slack.answer_to(direct("salary?"))
        assert "sorry" in message["text"] and "fault" not in message["text"]


def test_a_slow_slack_does_not_hold_up_acknowledgements(slack: SlackSite) -> None:
    slack.slack.always[POST] = Answer(seconds=1.0)
    started = time.monotonic()
    for user in range(10):
        slack.ask(direct("salary?", user=f"U{user}"))
    assert time.monotonic() - started < 1.0
    assert waited_for(lambda: len(slack.slack.said()) == 10)
