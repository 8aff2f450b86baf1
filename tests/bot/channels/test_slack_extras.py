"""What Slack's people can do beside asking: reasons, a person, sharing, facts, links, last questions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from bot.conversations import user_data
from bot.slack.texts import say
from tests.slack_api import BOT_USER, TEAM, Answer, waited_for
from tests.slack_requests import Json, command, direct, event, mention, opened, press, thumb
from tests.slack_site import SlackSite, slack_site
from tests.web_site import CARD, answer, buttons, text

CONTACT = {"type": "contact", "text": "The people:", "address": "#careers", "channel": "#careers"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackSite]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.slack.tabs.starter_questions", lambda: ["Which jobs grow?"])
        patch.setattr("bot.slack.extras.occupation_card", {"29-1141.00": CARD}.get)
        with slack_site(tmp_path_factory.mktemp("slack")) as site:
            yield site


@pytest.fixture
def slack(running: SlackSite) -> SlackSite:
    """One server for all tests, as if nobody had written to it."""
    assert waited_for(running.is_idle)
    for conversation in running.asked(running.agent.tracker_store.keys()):
        running.asked(running.agent.tracker_store.erase(conversation))
    running.slack.calls.clear()
    running.slack.messages.clear()
    told = [answer(text("Some figures."), about="29-1141.00")]
    own = answer(text("You are a nurse."), buttons())
    own["custom"]["personal"] = True
    running.script.replies |= {
        "person": [answer(text("I am a program."), CONTACT)],
        "nurse": told,
        "me": [own],
    }
    return running


def element(blocks: list[Json], action_id: str) -> Json:
    """Return the button of a name."""
    return next(
        one
        for block in blocks
        if block["type"] == "actions"
        for one in block["elements"]
        if one["action_id"] == action_id
    )


def names(blocks: list[Json]) -> set[str]:
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return {one["action_id"] for row in rows for one in row}


def shown_alone(slack: SlackSite, method: str = "chat.postEphemeral", count: int = 1) -> Json:
    """Return what was last shown to one user alone."""
    assert waited_for(lambda: len(slack.slack.of(method)) >= count and slack.is_idle()), slack.slack.calls
    return slack.slack.of(method)[-1].body


def pressed_alone(slack: SlackSite, shown: Json, action_id: str, **more: Any) -> Json:
    """Press a button in what one user sees alone; return what takes its place."""
    before = len(slack.slack.of("response_url"))
    message = {"blocks": shown["blocks"], "channel": more.pop("channel", "C0TALK")}
    slack.ask(press(element(shown["blocks"], action_id), message, slack.slack.response_url, **more))
    return shown_alone(slack, "response_url", before + 1)


def asked_by_command(slack: SlackSite, words: str, channel: str = "C0TALK") -> Json:
    slack.ask(command(words, slack.slack.response_url, channel=channel))
    return shown_alone(slack, "response_url")


def press_in(slack: SlackSite, shown: Json, pressed: Json) -> None:
    """Press a button in an answer that one user sees alone."""
    slack.ask(press(pressed, {"blocks": shown["blocks"]}, slack.slack.response_url))


def linked(**inner: Any) -> Json:
    """Return the event of links in a message."""
    place = {"user": "U0ADA", "channel": "C0TALK", "message_ts": "1.2"}
    return event({"type": "link_shared", **place, **inner})


class TestReasons:
    @pytest.mark.parametrize("begin", [direct, mention])
    def test_a_thumb_down_asks_why_and_keeps_the_reason(self, slack: SlackSite, begin: Any) -> None:
        message = slack.answer_to(begin("salary?"))
        slack.ask(thumb(message, "negative_button"))
        told = pressed_alone(slack, shown_alone(slack), "reason_too_long", channel=message["channel"])
        assert told["replace_original"] and say("reason_too_long") in told["text"]
        (sender,) = {one.sender_id for one in slack.agent.heard[-1:]}
        export = partial(user_data.export, conversation_id=sender)
        stored = slack.asked(slack.agent.tracker_store.read(export))
        assert [(one["rating"], one["reasons"]) for one in stored["feedback"]] == [(-1, ["too_long"])]

    def test_a_thumb_up_asks_nothing(self, slack: SlackSite) -> None:
        slack.ask(thumb(slack.answer_to(direct("salary?"))))
        assert "blocks" not in shown_alone(slack)


class TestAPerson:
    def test_nothing_reaches_the_channel_before_its_user_has_seen_and_sent_it(self, slack: SlackSite) -> None:
        message = slack.answer_to(direct("person"))
        slack.ask(press(element(message["blocks"], "contact"), message))
        preview = shown_alone(slack)
        assert slack.slack.said("#careers") == []
        told = pressed_alone(slack, preview, "contact_send", channel="DU0ADA")
        (sent,) = slack.slack.said("#careers")
        seen = [one for one in preview["blocks"] if one["type"] == "section"][1:]
        assert [one for one in sent["blocks"] if one["type"] == "section"] == seen
        assert "person" in str(sent["blocks"]) and "<@U0ADA>" in str(sent["blocks"])
        assert told["text"] == say("contact_sent", channel="#careers")

    def test_the_question_stays_out_as_its_user_chooses(self, slack: SlackSite) -> None:
        message = slack.answer_to(mention("person"))
        slack.ask(press(element(message["blocks"], "contact"), message))
        pressed_alone(slack, shown_alone(slack), "contact_send_bare")
        (sent,) = slack.slack.said("#careers")
        assert say("contact_question", question="person") not in str(sent["blocks"])

    def test_who_does_not_send_it_is_told_that_nothing_was(self, slack: SlackSite) -> None:
        message = slack.answer_to(direct("person"))
        slack.ask(press(element(message["blocks"], "contact"), message))
        told = pressed_alone(slack, shown_alone(slack), "contact_cancel", channel="DU0ADA")
        assert told["text"] == say("contact_cancelled") and slack.slack.said("#careers") == []

    def test_a_channel_that_cannot_be_reached_is_told_to_its_user(self, slack: SlackSite) -> None:
        message = slack.answer_to(direct("person"))
        slack.ask(press(element(message["blocks"], "contact"), message))
        preview = shown_alone(slack)
        slack.slack.answers("chat.postMessage", Answer("channel_not_found"))
        told = pressed_alone(slack, preview, "contact_send", channel="DU0ADA")
        assert "channel_not_found" in told["text"]


class TestSharing:
    def test_an_answer_is_shared_in_its_users_name_without_the_question(self, slack: SlackSite) -> None:
        shown = asked_by_command(slack, "salary?")
        press_in(slack, shown, element(shown["blocks"], "share"))
        marked = shown_alone(slack, "response_url", 3)
        (public,) = [
            call.body for call in slack.slack.of("response_url") if call.body["response_type"] == "in_channel"
        ]
        assert public["text"].startswith("*ada* shared an answer") and not public["replace_original"]
        assert "asked" not in public["text"].split("\n")[0] and "<@" not in str(public["blocks"])
        assert not names(public["blocks"])
        assert marked["replace_original"] and say("share_done") in str(marked["blocks"])
        assert "share" not in names(marked["blocks"])

    def test_the_question_is_shared_as_its_user_chooses(self, slack: SlackSite) -> None:
        shown = asked_by_command(slack, "salary?")
        press_in(slack, shown, element(shown["blocks"], "share_whole"))
        shown_alone(slack, "response_url", 3)
        public = slack.slack.of("response_url")[1].body
        assert public["text"].startswith("*ada* asked the career advisor: salary?")

    def test_what_repeats_what_its_user_told_has_a_button_that_says_so(self, slack: SlackSite) -> None:
        shown = asked_by_command(slack, "me")
        told = element(shown["blocks"], "share_whole")
        assert told["text"]["text"] == say("share_personal") and say("share_hint") in str(shown["blocks"])
        assert "share" not in names(shown["blocks"])
        bare = {**told, "action_id": "share"}  # which no message has
        press_in(slack, shown, bare)
        assert waited_for(slack.is_idle)
        assert len(slack.slack.of("response_url")) == 1

    def test_what_others_see_anyway_and_direct_messages_have_no_such_button(self, slack: SlackSite) -> None:
        assert "share" not in names(slack.answer_to(mention("salary?"))["blocks"])
        assert "share" not in names(slack.answer_to(direct("salary?"))["blocks"])
        assert "share" not in names(asked_by_command(slack, "salary?", channel="DU0ADA")["blocks"])


class TestFacts:
    def test_an_answer_on_an_occupation_shows_its_card_in_the_same_place(self, slack: SlackSite) -> None:
        message = slack.answer_to(mention("nurse"))
        shown = slack.answer_to(press(element(message["blocks"], "card"), message))
        told = str(shown["blocks"])
        assert (shown["channel"], shown["thread_ts"]) == (message["channel"], message["thread_ts"])
        assert shown["blocks"][0]["text"]["text"] == "Registered nurse"
        for part in ("$97,550", "$239,200 or more", "4.9%", "189,100", say("sources")):
            assert part in told

    def test_a_link_to_a_page_shows_the_card_and_others_are_left_alone(self, slack: SlackSite) -> None:
        page = "https://advisor.example/occupations/29-1141.00/registered-nurse"
        links = [{"domain": "advisor.example", "url": url} for url in (page, "https://advisor.example/demo")]
        slack.ask(linked(links=links))
        told = shown_alone(slack, "chat.unfurl")
        assert set(told["unfurls"]) == {page} and (told["channel"], told["ts"]) == ("C0TALK", "1.2")
        assert page in str(told["unfurls"][page]["blocks"])

    def test_a_link_in_a_message_that_is_not_sent_yet_is_named_by_its_id(self, slack: SlackSite) -> None:
        links = [{"domain": "a.example", "url": "https://a.example/occupations/29-1141.00"}]
        later = {"unfurl_id": "C1.2.3", "source": "composer"}
        slack.ask(linked(channel="COMPOSER", message_ts="x", links=links, **later))
        told = shown_alone(slack, "chat.unfurl")
        assert (told["unfurl_id"], told["source"]) == ("C1.2.3", "composer") and "ts" not in told

    @pytest.mark.parametrize(
        "inner",
        [
            {"user": BOT_USER, "links": [{"url": "https://a.example/occupations/29-1141.00"}]},
            {"user": "U0ADA", "links": [{"url": "https://a.example/occupations/99-9999.99"}]},
            {"user": "U0ADA", "links": [{"url": "https://a.example/?q=/occupations/29-1141.00"}]},
            {"user": "U0ADA", "links": [{}, None]},
            {"user": "U0ADA", "links": "all"},
        ],
        ids=["our own", "no occupation", "in the query", "no address", "no list"],
    )
    def test_a_link_that_shows_no_occupation_of_ours_is_acknowledged(
        self, slack: SlackSite, inner: Json
    ) -> None:
        slack.ask(linked(**inner))
        slack.answer_to(direct("after it"))
        assert slack.slack.of("chat.unfurl") == []


class TestHome:
    """Each with a user of its own, as what is erased between tests is shown at some time, too."""

    def test_it_shows_what_its_user_asked_last_and_a_turn_renews_it(self, slack: SlackSite) -> None:
        slack.ask(opened("home", "U0ONE"))
        assert say("home_topics") not in str(home(slack, "U0ONE")) and len(names(home(slack, "U0ONE"))) == 1
        slack.answer_to(direct("salary?", "U0ONE"))
        assert waited_for(lambda: "salary?" in str(home(slack, "U0ONE")))
        assert element(home(slack, "U0ONE"), "ask_again_0")["value"] == "salary?"

    def test_what_was_asked_in_a_channel_is_not_in_it(self, slack: SlackSite) -> None:
        slack.answer_to(mention("in the channel", "U0TWO"))
        slack.ask(opened("home", "U0TWO"))
        assert "in the channel" not in str(home(slack, "U0TWO"))

    def test_it_is_erased_with_the_data_of_its_user(self, slack: SlackSite) -> None:
        slack.answer_to(direct("salary?", "U0SIX"))
        assert waited_for(lambda: "salary?" in str(home(slack, "U0SIX")))
        slack.asked(slack.agent.tracker_store.erase(f"slack-{TEAM}-U0SIX"))
        assert waited_for(lambda: "salary?" not in str(home(slack, "U0SIX")))


def home(slack: SlackSite, user: str) -> list[Json]:
    """Return what the Home tab of a user shows."""
    mine = lambda: [one for one in slack.slack.of("views.publish") if one.body["user_id"] == user]  # noqa: E731
    assert waited_for(mine)
    return list(mine()[-1].body["view"]["blocks"])
