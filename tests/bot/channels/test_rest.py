"""The REST channel over HTTP: every message gets an answer or a clear 4xx, and no turn is lost."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered

from bot.channels import rest
from bot.channels.request_body import MAX_MESSAGE_ID, MAX_SENDER
from bot.turns import runner
from bot.turns.message_text import MAX_CHARACTERS
from tests.bot.channels.conftest import Site, answer, bot_said, eventually

OFFERED = '/salary{"occupation": "machine_learning_engineer"}'


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("What does a nurse earn?", "What does a nurse earn?"),
        ("", ""),
        ("   \t\n", ""),
        ("🙂🙂🎉", "🙂🙂🎉"),
        ("what\x00 is\x07 an\u200b MLE\u202e?", "what is an MLE?"),
        ("one\r\ntwo", "one two"),
        ("机器学习工程师的薪水", "机器学习工程师的薪水"),
        ("كم راتب مهندس", "كم راتب مهندس"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE occupation; --", "'; DROP TABLE occupation; --"),
        ("\ud800 salary", "salary"),
        ("/restart", "restart"),
        ("  /session_start", "session_start"),
        ('/any_intent{"x":"y"}', 'any_intent{"x":"y"}'),
        ("/x@0.01", "x@0.01"),
        ("//restart", "restart"),
        ("/ /restart", "restart"),
        ("\x00\u200b/\ufeff/restart", "restart"),
        ("\u00a0/restart", "restart"),
        ("/", ""),
        ("/ / /", ""),
        ("either/or", "either/or"),
        ("x" * MAX_CHARACTERS, "x" * MAX_CHARACTERS),
    ],
)
def test_whatever_is_typed_reaches_the_agent_as_plain_text(site: Site, typed: str, heard: str) -> None:
    (reply,) = site.say(typed)
    assert reply == {"recipient_id": "ada", **answer(f"heard: {heard}")}
    (message,) = site.agent.heard
    assert (message.text, message.sender_id, message.input_channel) == (heard, "ada", "rest")


@pytest.mark.parametrize("length", [MAX_CHARACTERS + 1, 20_000])
@pytest.mark.parametrize("one", ["x", "/", "🙂"])
def test_a_message_that_is_too_long_is_told_so_and_goes_no_further(site: Site, one: str, length: int) -> None:
    (reply,) = site.say(one * length)
    assert reply["recipient_id"] == "ada"
    assert str(length) in reply["text"] and str(MAX_CHARACTERS) in reply["text"]
    assert len(reply["text"]) < 200
    assert site.agent.heard == []


BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "half an object": b'{"message": ',
    "an array": b'[{"message": "hi"}]',
    "a number": b"1",
    "a string": b'"hi"',
    "null": b"null",
    "true": b"true",
    "a form": b"sender=me&message=hi",
    "not UTF-8": b'{"message": "caf\xe9"}',
    "UTF-16": '{"message": "hi"}'.encode("utf-16"),
    "deep arrays": b"[" * 100_000,
    "deep objects": b'{"message": "hi", "metadata": ' + b'{"a":' * 500 + b"1" + b"}" * 501,
    "an endless number": b'{"message": ' + b"9" * 10_000 + b"}",
    "no message": b'{"sender": "me"}',
    "a message of null": b'{"message": null}',
    "a message of number": b'{"message": 1}',
    "a message of array": b'{"message": ["hi"]}',
    "a message of object": b'{"message": {"text": "hi"}}',
    "a sender of number": b'{"message": "hi", "sender": 1}',
    "a sender of array": b'{"message": "hi", "sender": ["me"]}',
    "a sender of false": b'{"message": "hi", "sender": false}',
    "an empty sender": b'{"message": "hi", "sender": ""}',
    "a blank sender": b'{"message": "hi", "sender": " "}',
    "a sender too long": b'{"message": "hi", "sender": "%s"}' % (b"x" * (MAX_SENDER + 1)),
    "a sender with a line break": rb'{"message": "hi", "sender": "a\nb"}',
    "a sender with NUL": rb'{"message": "hi", "sender": "a\u0000b"}',
    "a sender with a hidden character": rb'{"message": "hi", "sender": "a\u200bb"}',
    "a sender with half a character": rb'{"message": "hi", "sender": "\ud800"}',
    "a sender of the web page": b'{"message": "hi", "sender": "web-0123456789abcdef0123456789abcdef"}',
    "a sender of Slack": b'{"message": "hi", "sender": "slack-T1-U1"}',
    "a message id of number": b'{"message": "hi", "message_id": 1}',
    "an empty message id": b'{"message": "hi", "message_id": ""}',
    "a message id too long": b'{"message": "hi", "message_id": "%s"}' % (b"x" * (MAX_MESSAGE_ID + 1)),
    "metadata of array": b'{"message": "hi", "metadata": [1]}',
    "metadata of string": b'{"message": "hi", "metadata": "x"}',
    "metadata of zero": b'{"message": "hi", "metadata": 0}',
    "metadata of NaN": b'{"message": "hi", "metadata": {"x": NaN}}',
    "metadata with half a character": rb'{"message": "hi", "metadata": {"x": ["a\ud800"]}}',
    "metadata with NUL in a key": rb'{"message": "hi", "metadata": {"x": {"a\u0000": 1}}}',
    "metadata too long": b'{"message": "hi", "metadata": {"x": "%s"}}' % (b"y" * 10_000),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_body_that_is_no_message_is_refused_with_a_reason(site: Site, body: bytes) -> None:
    response = site.post(body)
    assert response.status_code == 400
    (told,) = response.json().values()
    assert 10 < len(told) < 120 and "Traceback" not in told
    assert site.agent.heard == []
    assert site.say("hello")  # and the server is well


def test_a_huge_body_is_refused_unread(site: Site) -> None:
    response = site.send(sender="ada", message="hi", metadata={"x": "y" * rest.MAX_BODY})
    assert response.status_code == 413
    assert str(rest.MAX_BODY) in response.json()["error"]
    assert site.agent.heard == []


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "image/png", ""],
)
def test_what_a_page_of_another_site_can_send_is_refused(site: Site, content_type: str) -> None:
    response = site.post(b'{"message": "hi"}', content_type)
    assert response.status_code == 415 and "application/json" in response.json()["error"]
    assert site.agent.heard == []


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_is_known_in_any_spelling(site: Site, content_type: str) -> None:
    assert site.post(b'{"message": "hi"}', content_type).status_code == 200
    assert site.agent.texts == ["hi"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_is_refused(site: Site, method: str) -> None:
    response = site._http.request(method, site.webhook, json={"message": "hi"}, timeout=10)
    assert response.status_code == 405
    assert site.agent.heard == []


def test_the_channel_tells_that_it_is_there(site: Site) -> None:
    response = site._http.get(site.webhook.removesuffix("webhook"), timeout=10)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_what_a_client_may_choose_reaches_the_agent(site: Site) -> None:
    sender = "é" * MAX_SENDER
    assert site.send(sender=sender, message="hi", metadata={"page": 1}, input_channel="x").status_code == 200
    (message,) = site.agent.heard
    assert (message.sender_id, message.metadata, message.input_channel) == (sender, {"page": 1}, "rest")


@pytest.mark.parametrize("body", [{}, {"sender": None}])
def test_those_who_give_no_sender_share_no_conversation(site: Site, body: dict[str, Any]) -> None:
    recipients = [site.send(message="hi", **body).json()[0]["recipient_id"] for _ in range(2)]
    assert recipients == [message.sender_id for message in site.agent.heard]
    assert len({*recipients, "default"}) == 3


class TestPayloads:
    def test_one_that_the_bot_offered_in_this_conversation_is_obeyed(self, site: Site) -> None:
        later = [bot_said("later", "/more"), UserUttered("hm"), bot_said("no buttons")]
        site.keep("ada", bot_said("hi", "/greet", OFFERED), *later)
        for typed in (OFFERED, f"  {OFFERED}\n", "/more", "/greet"):
            site.say(typed)
        assert site.agent.texts == [OFFERED, OFFERED, "/more", "/greet"]

    @pytest.mark.parametrize(
        "typed",
        [
            '/salary{"occupation":"nurse"}',
            "/salary",
            OFFERED + "@0.5",
            "/" + OFFERED,
            '/salary@0.01{"occupation": "x"}',
        ],
    )
    def test_one_that_differs_from_the_offer_is_text(self, site: Site, typed: str) -> None:
        site.keep("ada", bot_said("hi", OFFERED))
        site.say(typed)
        assert site.agent.texts == [typed.lstrip("/")]

    def test_one_that_was_offered_in_another_conversation_is_text(self, site: Site) -> None:
        site.keep("bob", bot_said("hi", OFFERED))
        site.keep("ada", bot_said("hi", "/more"))
        for sender in ("ada", "eve", "bob"):
            site.say(OFFERED, sender=sender)
        assert site.agent.texts == [OFFERED[1:], OFFERED[1:], OFFERED]

    def test_one_that_the_user_or_the_bots_words_held_is_text(self, site: Site) -> None:
        site.keep("ada", UserUttered(OFFERED), bot_said(f"type {OFFERED}"))
        site.say(OFFERED)
        assert site.agent.texts == [OFFERED[1:]]

    def test_one_is_answered_with_an_apology_when_the_conversation_cannot_be_read(self, site: Site) -> None:
        with site.agent.tracker_store.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE offered_payload")
        (reply,) = site.say(OFFERED)
        assert site.agent.texts == []
        assert "sorry" in reply["text"] and "offered_payload" not in json.dumps(reply)


async def fail(message: UserMessage) -> None:
    raise RuntimeError(f"secret of {message.text}")


async def say_nothing(message: UserMessage) -> None:
    pass


async def say_something_empty(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": "", "custom": {}})


async def answer_then_fail(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, answer("so far"))
    raise RuntimeError("secret")


async def answer_twice(message: UserMessage) -> None:
    for text in ("one", "two"):
        await message.output_channel.send_response(message.sender_id, answer(text, "/more"))


async def answer_slowly(message: UserMessage) -> None:
    await asyncio.sleep(0.3)
    await message.output_channel.send_response(message.sender_id, answer(f"heard: {message.text}"))


@pytest.mark.parametrize("turn", [fail, say_nothing, say_something_empty])
@pytest.mark.parametrize("query", ["", "?stream=true"])
def test_a_turn_without_an_answer_ends_in_an_apology_with_a_reference_from_the_log(
    site: Site, caplog: pytest.LogCaptureFixture, turn: Any, query: str
) -> None:
    site.agent.turn = turn
    response = site.send(query, sender="ada", message="hi")
    assert response.status_code == 200
    (reply,) = [json.loads(line) for line in response.text.splitlines()] if query else response.json()
    assert reply["recipient_id"] == "ada" and "sorry" in reply["text"]
    (reference,) = re.findall(r"Reference: ([0-9a-f]{8})", reply["text"])
    assert f"reference={reference} channel=rest" in caplog.text
    assert "secret" not in response.text and "Error" not in response.text
    assert ("secret of hi" in caplog.text) == (turn is fail)


def test_an_answer_that_could_not_be_kept_is_not_given(site: Site) -> None:
    site.agent.turn = answer_then_fail
    (reply,) = site.say("hi")
    assert "sorry" in reply["text"] and "so far" not in reply["text"]


def test_a_failed_turn_does_not_spoil_the_next(site: Site) -> None:
    good, site.agent.turn = site.agent.turn, fail
    site.say("hi")
    site.agent.turn = good
    assert site.say("hi") == [{"recipient_id": "ada", **answer("heard: hi")}]


def test_text_and_blocks_of_a_reply_come_as_one_message(site: Site) -> None:
    site.agent.turn = answer_twice
    assert site.say("hi") == [
        {"recipient_id": "ada", **answer("one", "/more")},
        {"recipient_id": "ada", **answer("two", "/more")},
    ]


@pytest.mark.parametrize("query", ["?stream=true", "?stream=True"])
def test_a_stream_delivers_the_same_a_message_a_line(site: Site, query: str) -> None:
    site.agent.turn = answer_twice
    response = site.send(query, sender="ada", message="hi")
    assert response.headers["Content-Type"].startswith("text/event-stream")
    assert [json.loads(line) for line in response.text.splitlines()] == site.say("hi")


def test_a_stream_of_a_bad_body_is_refused_too(site: Site) -> None:
    assert site.post(b"[]", query="?stream=true").status_code == 400


def test_a_turn_goes_on_when_its_client_has_left(site: Site) -> None:
    site.agent.turn = answer_slowly
    site.post_and_leave(sender="ada", message="salary?")
    assert site.agent.completed == []
    assert eventually(lambda: site.agent.completed == ["salary?"])
    assert site.say("still there?") == [{"recipient_id": "ada", **answer("heard: still there?")}]


def test_a_server_that_stops_lets_turns_finish(site: Site) -> None:
    site.agent.turn = answer_slowly
    site.post_and_leave(sender="ada", message="salary?")
    site.stop()
    assert site.agent.completed == ["salary?"]


def test_a_server_that_stops_does_not_wait_for_ever(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_: UserMessage) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(runner, "DRAIN_SECONDS", 0.1)
    site.agent.turn = hang
    site.post_and_leave(sender="ada", message="salary?")
    site.stop()
    assert site.agent.completed == []


def test_the_wait_for_turns_ends_before_the_supervisors_patience() -> None:
    from bot.supervisor import PATIENCE

    assert runner.DRAIN_SECONDS < PATIENCE
