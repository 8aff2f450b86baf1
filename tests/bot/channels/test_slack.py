"""The Slack channel over signed HTTP: what is heard, where the answer goes, and that it goes there once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.conversations import user_data
from bot.slack.texts import say
from tests.slack_api import BOT_USER, TEAM, waited_for
from tests.slack_requests import (
    command,
    direct,
    edited,
    event,
    home_press,
    mention,
    of_bot,
    opened,
    press,
    thumb,
    time_stamp,
)
from tests.slack_site import SlackSite, slack_site
from tests.web_site import answer, buttons, text

STARTERS = [
    "What does a machine learning engineer earn?",
    "Which industries?",
    "Which certificates?",
    "4",
    "5",
]


@pytest.fixture
def slack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackSite]:
    monkeypatch.setattr("bot.slack.tabs.starter_questions", lambda: STARTERS)
    with slack_site(tmp_path) as site:
        yield site


def choice(message: dict, place: int = 0) -> dict:
    """Return a button of an answer."""
    rows = [one for one in message["blocks"] if one["type"] == "actions"]
    return rows[0]["elements"][place]


def kept(slack: SlackSite) -> list[dict]:
    """Return what was said of answers in direct messages."""
    export = partial(user_data.export, conversation_id=f"slack-{TEAM}-U0ADA")
    return list(slack.asked(slack.agent.tracker_store.read(export))["feedback"])


class TestWhereItAnswers:
    def test_a_direct_message_is_answered_there_with_blocks_and_a_fallback(self, slack: SlackSite) -> None:
        message = slack.answer_to(direct("salary?"))
        assert message["channel"] == "DU0ADA" and "thread_ts" not in message
        assert message["blocks"][0]["text"]["text"] == "heard: salary?" and "salary?" in message["text"]

    def test_a_direct_message_in_a_thread_is_answered_in_it(self, slack: SlackSite) -> None:
        assert slack.answer_to(direct("hi", thread_ts="1700.1"))["thread_ts"] == "1700.1"

    def test_a_mention_is_answered_in_a_thread_that_it_begins(self, slack: SlackSite) -> None:
        asked = mention("salary?")
        message = slack.answer_to(asked)
        assert (message["channel"], message["thread_ts"]) == ("C0TALK", asked["event"]["ts"])
        assert slack.agent.texts == ["salary?"]

    def test_a_thread_is_one_conversation_whoever_writes(self, slack: SlackSite) -> None:
        slack.answer_to(mention("one", thread_ts="1700.5"))
        slack.answer_to(mention("two", user="U0EVE", thread_ts="1700.5"))
        slack.answer_to(mention("three", thread_ts="1700.6"))
        senders = [one.sender_id for one in slack.agent.heard]
        assert senders[0] == senders[1] == f"slack-{TEAM}-C0TALK-1700.5" != senders[2]

    def test_direct_messages_and_the_command_are_one_conversation_of_their_user(
        self, slack: SlackSite
    ) -> None:
        slack.answer_to(direct("one"))
        slack.ask(command("two", slack.slack.response_url))
        assert waited_for(lambda: len(slack.agent.heard) == 2)
        assert {one.sender_id for one in slack.agent.heard} == {f"slack-{TEAM}-U0ADA"}

    def test_a_command_is_answered_so_that_only_its_user_sees_it(self, slack: SlackSite) -> None:
        slack.ask(command("salary?", slack.slack.response_url))
        assert waited_for(lambda: slack.slack.of("response_url"))
        (call,) = slack.slack.of("response_url")
        assert call.body["response_type"] == "ephemeral" and call.body["text"].startswith("heard: salary?")
        assert slack.slack.said() == []

    def test_a_command_alone_brings_help_with_questions_that_can_be_pressed(self, slack: SlackSite) -> None:
        slack.ask(command(" ", slack.slack.response_url))
        assert waited_for(lambda: slack.slack.of("response_url"))
        (call,) = slack.slack.of("response_url")
        assert say("help") in call.body["text"] and slack.agent.texts == []
        asked = choice(call.body)
        slack.ask(press(asked, {"blocks": call.body["blocks"]}, slack.slack.response_url))
        assert waited_for(lambda: len(slack.slack.of("response_url")) == 3 and slack.is_idle())
        replaced, answered = slack.slack.of("response_url")[1:]
        assert replaced.body["replace_original"] and replaced.body["text"] == f"✓ {STARTERS[0]}"
        assert answered.body["text"].startswith(f"heard: {STARTERS[0]}")

    def test_the_home_tab_shows_questions_and_one_that_is_pressed_is_answered_by_direct_message(
        self, slack: SlackSite
    ) -> None:
        slack.ask(opened("home"))
        assert waited_for(lambda: slack.slack.of("views.publish"))
        (call,) = slack.slack.of("views.publish")
        assert call.body["user_id"] == "U0ADA"
        asked = next(one for one in call.body["view"]["blocks"] if one["type"] == "actions")["elements"][0]
        message = slack.answer_to(home_press(asked))
        assert message["channel"] == "U0ADA" and slack.agent.texts == [STARTERS[0]]

    def test_a_question_of_the_home_tab_can_be_pressed_again_once_the_tab_is_shown_anew(
        self, slack: SlackSite
    ) -> None:
        asked = {"type": "button", "action_id": "ask_0", "value": "salary?"}
        slack.answer_to(home_press(asked, version="1"))
        slack.ask(home_press(asked, version="1"))
        slack.answer_to(home_press(asked, version="2"))
        assert len(slack.slack.said()) == 2

    def test_the_messages_tab_suggests_at_most_four_prompts_and_names_no_thread(
        self, slack: SlackSite
    ) -> None:
        slack.ask(opened("messages"))
        assert waited_for(lambda: slack.slack.of("assistant.threads.setSuggestedPrompts"))
        (call,) = slack.slack.of("assistant.threads.setSuggestedPrompts")
        assert [one["message"] for one in call.body["prompts"]] == STARTERS[:4]
        assert call.body["channel_id"] == "DU0ADA" and "thread_ts" not in call.body

    def test_a_thread_of_the_older_view_of_assistants_gets_its_prompts(self, slack: SlackSite) -> None:
        thread = {"user_id": "U0ADA", "channel_id": "D1", "thread_ts": "1700.1", "context": {}}
        slack.ask(event({"type": "assistant_thread_started", "assistant_thread": thread}))
        assert waited_for(lambda: slack.slack.of("assistant.threads.setSuggestedPrompts"))
        assert slack.slack.of("assistant.threads.setSuggestedPrompts")[0].body["thread_ts"] == "1700.1"


class TestWhatIsHeard:
    def test_entities_links_and_mentions_are_read_as_they_are_shown(self, slack: SlackSite) -> None:
        slack.answer_to(
            direct("R&amp;D &lt;3 <mailto:a@b.example|a@b.example> <https://x.example|x> <@U1|eve>?")
        )
        assert slack.agent.texts == ["R&D <3 a@b.example x @eve?"]

    def test_a_typed_payload_is_no_payload(self, slack: SlackSite) -> None:
        slack.answer_to(direct("/restart"))
        assert slack.agent.texts == ["restart"]

    @pytest.mark.parametrize(
        "body",
        [
            of_bot("my own words"),
            direct("of another bot", bot_id="B0ELSE", subtype="bot_message"),
            edited("salary?"),
            direct("gone", subtype="message_deleted"),
            direct("changed", edited={"user": "U0ADA", "ts": "1.2"}),
            direct("in a channel", channel="C0TALK", channel_type="channel"),
            mention("in a direct message", channel="D0ADA"),
            mention("changed", edited={"user": "U0ADA", "ts": "1.2"}),
            direct("by the bot's user", user=BOT_USER),
            event({"type": "reaction_added", "user": "U0ADA", "reaction": "tada", "item": {}}),
            event({"type": "an_event_of_next_year", "new": [1, {"x": None}]}),
            opened("about"),
            {
                "type": "block_actions",
                "team": {"id": TEAM},
                "user": {"id": "U1"},
                "actions": [{"action_id": "x"}],
            },
            {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": "U1"}, "view": {"id": "V1"}},
            {"type": "shortcut", "team": {"id": TEAM}, "user": {"id": "U1"}, "callback_id": "x"},
            {**command("x", "http://127.0.0.1:1/x"), "command": "/other"},
        ],
        ids=lambda body: str(body.get("event", body).get("type") or body.get("command")),
    )
    def test_what_nobody_asked_is_acknowledged_and_nothing_more(self, slack: SlackSite, body: dict) -> None:
        slack.ask(body)
        slack.answer_to(direct("after it"))
        assert slack.agent.texts == ["after it"] and len(slack.slack.said()) == 1

    def test_slack_is_told_the_challenge_when_the_address_is_set(self, slack: SlackSite) -> None:
        response = slack.sender.send({"type": "url_verification", "challenge": "abc", "token": "x"})
        assert response.status_code == 200 and "abc" in response.text

    def test_a_message_that_is_too_long_is_told_so(self, slack: SlackSite) -> None:
        assert "I can read up to" in slack.answer_to(direct("salary " * 400))["text"]


def test_variables_of_slack_s_own_libraries_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET", "APP_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "of another app")
    with slack_site(tmp_path) as site:
        assert site.answer_to(direct("salary?"))["text"].startswith("heard: salary?")


class TestOnce:
    @pytest.mark.parametrize(
        "reason", ["http_timeout", "http_error", "connection_failed", "too_many_redirects"]
    )
    def test_an_event_that_comes_again_for_any_reason_is_answered_once(
        self, slack: SlackSite, reason: str
    ) -> None:
        slack.script.seconds = 0.2
        asked = direct("salary?")
        slack.ask(asked)
        for retry in (1, 2, 3):
            assert slack.sender.again(asked, retry, reason).status_code == 200
        assert waited_for(lambda: slack.slack.said() and slack.is_idle())
        assert slack.sender.again(asked, 3, reason).status_code == 200
        assert slack.agent.texts == ["salary?"] and len(slack.slack.said()) == 1

    def test_a_double_click_is_answered_once_and_the_button_gives_way_to_the_choice(
        self, slack: SlackSite
    ) -> None:
        message = slack.answer_to(direct("salary?"))
        slack.ask(press(choice(message), message))
        slack.ask(press(choice(message, 1), message))
        assert waited_for(lambda: len(slack.slack.said()) == 2 and slack.is_idle())
        assert slack.agent.texts == ["salary?", "/more"]
        (update,) = slack.slack.of("chat.update")
        kinds = [block["type"] for block in update.body["blocks"]]
        assert update.body["ts"] == message["ts"] and "actions" not in kinds
        assert "✓ Tell me more" in str(update.body["blocks"])

    def test_a_choice_in_a_thread_belongs_to_the_thread(self, slack: SlackSite) -> None:
        message = slack.answer_to(mention("salary?", thread_ts="1700.7"))
        assert slack.answer_to(press(choice(message), message, user="U0EVE"))["thread_ts"] == "1700.7"
        assert {one.sender_id for one in slack.agent.heard} == {f"slack-{TEAM}-C0TALK-1700.7"}

    def test_a_choice_of_an_answer_that_only_its_user_sees_is_answered_alike(self, slack: SlackSite) -> None:
        slack.ask(command("salary?", slack.slack.response_url))
        assert waited_for(lambda: slack.slack.of("response_url") and slack.is_idle())
        (call,) = slack.slack.of("response_url")
        slack.ask(press(choice(call.body), {"blocks": call.body["blocks"]}, slack.slack.response_url))
        assert waited_for(lambda: len(slack.slack.of("response_url")) == 3)
        replaced, answered = slack.slack.of("response_url")[1:]
        assert replaced.body["replace_original"] and "✓ Tell me more" in str(replaced.body["blocks"])
        assert answered.body["text"].startswith("heard: /more")

    def test_two_messages_in_a_row_are_answered_in_order(self, slack: SlackSite) -> None:
        slack.script.seconds = 0.1
        for one in ("first", "second", "third"):
            slack.ask(direct(one))
        assert waited_for(lambda: len(slack.slack.said()) == 3)
        assert [one["text"].split("\n")[0] for one in slack.slack.said()] == [
            "heard: first",
            "heard: second",
            "heard: third",
        ]


class TestThumbs:
    def test_a_thumb_is_kept_thanked_for_and_can_be_changed(self, slack: SlackSite) -> None:
        message = slack.answer_to(direct("salary?"))
        slack.ask(thumb(message))
        slack.ask(thumb(message, "negative_button"))
        assert waited_for(lambda: len(slack.slack.of("chat.postEphemeral")) == 2)
        texts = [call.body["text"] for call in slack.slack.of("chat.postEphemeral")]
        assert texts == [say("thanks_up"), say("thanks_down")]
        assert [one["rating"] for one in kept(slack)] == [-1]

    def test_a_thumb_on_what_is_not_kept_says_so(self, slack: SlackSite) -> None:
        message = slack.answer_to(direct("salary?"))
        slack.asked(slack.agent.tracker_store.erase(f"slack-{TEAM}-U0ADA"))
        slack.ask(thumb(message))
        assert waited_for(lambda: slack.slack.of("chat.postEphemeral"))
        assert slack.slack.of("chat.postEphemeral")[0].body["text"] == say("thanks_lost")


class TestShowMore:
    def test_the_rest_of_a_long_answer_is_shown_and_the_button_goes(self, slack: SlackSite) -> None:
        paragraphs = [text(f"Paragraph {number}. " + "word " * 500) for number in range(4)]
        slack.script.replies["long"] = [answer(*paragraphs, buttons())]
        first = slack.answer_to(direct("long"))
        (more,) = [one for one in first["blocks"] if one["type"] == "actions"]
        assert more["elements"][0]["text"]["text"] == say("more") and "Paragraph 3" not in str(
            first["blocks"]
        )
        second = slack.answer_to(press(more["elements"][0], first))
        told = str(first["blocks"]) + str(second["blocks"])
        while [one for one in second["blocks"] if one.get("block_id", "").startswith("more")]:
            (more,) = [one for one in second["blocks"] if one.get("block_id", "").startswith("more")]
            second = slack.answer_to(press(more["elements"][0], second))
            told += str(second["blocks"])
        assert all(f"Paragraph {number}." in told for number in range(4)) and "/salary" in told
        assert say("more_shown") in str(slack.slack.of("chat.update")[0].body["blocks"])

    def test_the_rest_of_an_answer_that_is_not_kept_says_so(self, slack: SlackSite) -> None:
        gone = {"type": "button", "action_id": "more", "value": "0" * 32 + ":1"}
        message = {"channel": "DU0ADA", "ts": time_stamp(), "blocks": []}
        assert slack.answer_to(press(gone, message))["text"] == say("rest_lost")
