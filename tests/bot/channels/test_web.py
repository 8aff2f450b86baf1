"""The web channel over HTTP: sessions, sites, bounds, rates, delivery, history and feedback."""

from __future__ import annotations

import base64
import json
import socket
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from bot.conversations import journal
from bot.turns import runner
from bot.web.requests import MAX_BODY
from bot.web.sessions import Sessions
from tests.bot.channels.conftest import eventually
from tests.web_site import CHOICES, SECRET, Visitor, WebSite, answer, events, text

SITE = "https://www.example.com"
PATHS = ["session", "message", "history", "feedback"]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebSite]:
    yield from serve(WebSite(tmp_path, origins=frozenset({SITE})))


def serve(site: WebSite) -> Iterator[WebSite]:
    site.start()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
def ada(web: WebSite) -> Visitor:
    visitor = Visitor(web.url)
    visitor.begin()
    return visitor


class TestDelivery:
    def test_an_answer_comes_as_events_that_begin_with_typing_and_end_with_done(self, ada: Visitor) -> None:
        names = [name for name, _ in events(ada.send("hello"))]
        assert names == ["typing", "message", "done"]

    def test_typing_is_told_before_the_answer_is_there(self, web: WebSite, ada: Visitor) -> None:
        web.script.seconds = 0.5
        sent = {"message": "hello", "message_id": "m" * 8}
        headers = {"Origin": ada.origin, "Authorization": f"Bearer {ada.token}"}
        started = time.monotonic()
        with requests.post(
            f"{web.url}/web/message", json=sent, headers=headers, stream=True, timeout=10
        ) as stream:
            lines = stream.iter_lines()
            assert next(lines) == b"event: typing" and time.monotonic() - started < 0.4
            assert b"event: done" in b"\n".join(lines)

    def test_several_messages_come_in_order(self, web: WebSite, ada: Visitor) -> None:
        web.script.replies["hi"] = [answer(text("one")), answer(text("two"))]
        assert [reply["text"] for reply in ada.say("hi")] == ["one", "two"]

    def test_a_message_that_comes_again_is_answered_once_and_the_same(
        self, web: WebSite, ada: Visitor
    ) -> None:
        first, second = ada.say("hello", "message-1"), ada.say("hello", "message-1")
        assert first == second and web.agent.texts == ["hello"]

    def test_an_answer_is_kept_when_its_connection_breaks(self, web: WebSite, ada: Visitor) -> None:
        web.script.seconds = 0.3
        body = json.dumps({"message": "salary?", "message_id": "message-1"}).encode()
        head = (
            f"POST /web/message HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\nOrigin: {web.url}\r\n"
            f"Authorization: Bearer {ada.token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(web.address, timeout=10) as client:
            client.sendall(head.encode() + body)
            assert eventually(lambda: web.agent.heard != [])
        (reply,) = ada.say("salary?", "message-1")
        assert reply["text"] == "heard: salary?" and web.agent.texts == ["salary?"]
        assert [one["from"] for one in ada.history()] == ["user", "bot"]

    def test_the_id_of_the_conversation_is_told_to_nobody(self, ada: Visitor) -> None:
        assert "recipient_id" not in ada.send("hello").text

    def test_a_turn_that_fails_is_an_apology_that_can_be_tried_again(
        self, web: WebSite, ada: Visitor
    ) -> None:
        web.script.broken = True
        told = events(ada.send("hello", "message-1"))
        assert told[-1] == ("done", {"failed": True}) and "sorry" in told[1][1]["text"]
        assert "secret" not in json.dumps(told)
        web.script.broken = False
        assert events(ada.send("hello", "message-1"))[-1] == ("done", {"failed": False})

    def test_an_apology_of_an_action_is_the_last_word(self, web: WebSite, ada: Visitor) -> None:
        web.script.replies["hi"] = [answer(text("I am sorry"), outcome="error")]
        assert events(ada.send("hi"))[-1] == ("done", {"failed": False})

    def test_an_answer_that_takes_too_long_comes_when_it_is_asked_for_again(
        self, web: WebSite, ada: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(runner, "REPLY_SECONDS", 0.1)
        web.script.seconds = 0.5
        assert events(ada.send("hello", "message-1"))[-1] == ("done", {"failed": True})
        monkeypatch.setattr(runner, "REPLY_SECONDS", 10)
        assert ada.say("hello", "message-1")[0]["text"] == "heard: hello" and web.agent.texts == ["hello"]

    def test_a_payload_acts_only_if_it_was_offered(self, web: WebSite, ada: Visitor) -> None:
        ada.say("/more")
        ada.say("/more")
        assert web.agent.texts == ["more", "/more"]


class TestSessions:
    def test_each_visitor_gets_a_conversation_of_their_own(self, web: WebSite) -> None:
        for _ in range(3):
            visitor = Visitor(web.url)
            visitor.begin()
            visitor.say("hello")
        senders = {message.sender_id for message in web.agent.heard}
        assert len(senders) == 3 and all(sender.startswith("web-") for sender in senders)

    def test_a_client_cannot_choose_who_it_is(self, web: WebSite, ada: Visitor) -> None:
        ada.say("hello")
        body = {
            "message": "hi",
            "message_id": "m" * 8,
            "sender": "bob",
            "sender_id": "bob",
            "conversation": "bob",
        }
        assert ada.post("message", body).status_code == 200
        assert len({message.sender_id for message in web.agent.heard}) == 1

    def test_a_session_that_is_renewed_goes_on(self, ada: Visitor) -> None:
        ada.say("hello")
        assert ada.begin()["renewed"] is True
        assert len(ada.history()) == 2

    def test_a_new_chat_begins_another_and_ends_the_old_for_good(self, web: WebSite, ada: Visitor) -> None:
        ada.say("hello")
        old = Visitor(web.url)
        old.token = ada.token
        assert ada.begin(new=True)["renewed"] is False
        assert ada.history() == []
        for path in ("message", "history", "feedback"):
            assert old.post(path, {"message": "hi", "message_id": "m" * 8}).status_code == 401
        assert old.begin()["renewed"] is False and old.history() == []

    def test_a_session_ends_by_itself(self, tmp_path: Path) -> None:
        for web in serve(WebSite(tmp_path, session_seconds=0.2)):
            visitor = Visitor(web.url)
            visitor.begin()
            time.sleep(0.3)
            assert visitor.post("history").status_code == 401

    def test_sessions_survive_a_restart(self, web: WebSite, ada: Visitor, tmp_path: Path) -> None:
        ada.say("hello")
        web.stop()
        for again in serve(WebSite(tmp_path, web.port)):
            assert again.url == ada.url and len(ada.history()) == 2


def forgeries(token: str, origin: str) -> dict[str, str]:
    body, signature = token.split(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=="))
    other = base64.urlsafe_b64encode(json.dumps(["web-other", *told[1:]]).encode()).rstrip(b"=").decode()
    longer = base64.urlsafe_b64encode(json.dumps([*told[:2], 9e9]).encode()).rstrip(b"=").decode()
    past = Sessions(SECRET, -5)
    elsewhere = Sessions(SECRET, 60)
    foreign = Sessions(b"another secret that is long enough too", 60)
    return {
        "none": "",
        "a word": "x",
        "a dot": ".",
        "another's id": f"{other}.{signature}",
        "a later end": f"{longer}.{signature}",
        "no signature": f"{body}.",
        "half a signature": f"{body}.{signature[:-4]}",
        "another signature": f"{body}.{'A' * len(signature)}",
        "no body": f".{signature}",
        "one letter more": f"{token}A",
        "out of date": past.token(past.begin(origin)),
        "of another secret": foreign.token(foreign.begin(origin)),
        "of another site": elsewhere.token(elsewhere.begin("https://evil.example")),
        "very long": token * 1000 if len(token) < 20 else token + "A" * 5000,
        "json of null": base64.urlsafe_b64encode(b"null").decode() + "." + signature,
    }


@pytest.mark.parametrize(
    "name", forgeries(Sessions(SECRET, 60).token(Sessions(SECRET, 60).begin(SITE)), SITE)
)
@pytest.mark.parametrize("path", ["message", "history", "feedback"])
def test_a_session_that_is_no_ones_own_is_refused(web: WebSite, ada: Visitor, path: str, name: str) -> None:
    thief = Visitor(web.url)
    thief.token = forgeries(ada.token, web.url)[name]
    response = thief.post(path, {"message": "hi", "message_id": "m" * 8, "answer_id": "0" * 32})
    assert response.status_code == 401 and web.agent.heard == []


def test_a_session_that_is_taken_to_another_allowed_site_is_refused(web: WebSite, ada: Visitor) -> None:
    thief = Visitor(web.url, SITE)
    thief.token = ada.token
    assert thief.post("history").status_code == 401
    assert thief.begin()["renewed"] is False


class TestSites:
    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "null", "", "https://www.example.com.evil.example", "http://www.example.com",
         "https://www.example.com:8443", "https://www.example.com/", "file://", "127.0.0.1", "https://["],
    )  # fmt: skip
    def test_a_site_that_is_not_allowed_is_refused(self, web: WebSite, path: str, origin: str) -> None:
        visitor = Visitor(web.url)
        response = visitor.post(path, {}, Origin=origin)
        assert response.status_code == 403 and "Access-Control-Allow-Origin" not in response.headers
        preflight = requests.options(f"{web.url}/web/{path}", headers={"Origin": origin}, timeout=10)
        assert preflight.status_code == 403 and "Access-Control-Allow-Origin" not in preflight.headers

    def test_a_site_that_is_allowed_may_ask(self, web: WebSite) -> None:
        preflight = requests.options(f"{web.url}/web/message", headers={"Origin": SITE}, timeout=10)
        assert preflight.status_code == 204
        assert (
            preflight.headers["Access-Control-Allow-Origin"] == SITE and preflight.headers["Vary"] == "Origin"
        )
        assert preflight.headers["Access-Control-Allow-Headers"] == "authorization, content-type"
        visitor = Visitor(web.url, SITE)
        visitor.begin()
        response = visitor.send("hello")
        assert response.status_code == 200 and response.headers["Access-Control-Allow-Origin"] == SITE
        assert "Access-Control-Allow-Credentials" not in response.headers


class TestRates:
    def test_one_session_is_slowed_down_and_told_when_to_come_again(self, tmp_path: Path) -> None:
        for web in serve(WebSite(tmp_path, session_rate=3)):
            ada, bob = Visitor(web.url), Visitor(web.url)
            ada.begin()
            bob.begin()
            statuses = [ada.send("hello").status_code for _ in range(5)]
            assert statuses == [200, 200, 200, 429, 429]
            refused = ada.send("hello")
            assert 1 <= int(refused.headers["Retry-After"]) <= 20
            assert refused.headers["Access-Control-Allow-Origin"] == web.url
            assert bob.send("hello").status_code == 200

    def test_one_address_is_slowed_down_however_many_sessions_it_takes(self, tmp_path: Path) -> None:
        for web in serve(WebSite(tmp_path, address_rate=10)):
            statuses = [Visitor(web.url).post("session").status_code for _ in range(15)]
            assert statuses == [200] * 10 + [429] * 5


class TestHistory:
    def test_it_tells_both_sides_with_ids_blocks_and_ratings(self, ada: Visitor) -> None:
        (reply,) = ada.say("hello", "message-1")
        ada.post("feedback", {"answer_id": reply["custom"]["id"], "rating": 1})
        asked, answered = ada.history()
        assert asked == {"from": "user", "id": "message-1", "text": "hello"}
        assert answered == {"from": "bot", "text": reply["text"], "custom": reply["custom"], "rating": 1}

    def test_a_button_that_was_pressed_is_told_by_its_title(self, ada: Visitor) -> None:
        ada.say("hello")
        ada.say(CHOICES[1]["payload"])
        assert [one["text"] for one in ada.history() if one["from"] == "user"] == [
            "hello",
            "What do they earn?",
        ]

    def test_it_is_ones_own(self, web: WebSite, ada: Visitor) -> None:
        ada.say("hello")
        bob = Visitor(web.url)
        bob.begin()
        assert bob.history() == []


class TestFeedback:
    def give(self, visitor: Visitor, answer_id: str, rating: Any = 1, **more: Any) -> int:
        return visitor.post("feedback", {"answer_id": answer_id, "rating": rating, **more}).status_code

    def held(self, web: WebSite) -> list[Any]:
        sender = web.agent.heard[0].sender_id
        with web.agent.tracker_store.engine.connect() as connection:
            kept = journal.export(connection, sender)
        return [(one["rating"], one["comment"]) for one in (kept or {})["feedback"]]

    def test_a_rating_is_kept_changed_and_taken_back(self, web: WebSite, ada: Visitor) -> None:
        answer_id = ada.say("hello")[0]["custom"]["id"]
        assert self.give(ada, answer_id) == 200
        assert self.held(web) == [(1, None)]
        assert self.give(ada, answer_id, -1, comment="too short") == 200
        assert self.held(web) == [(-1, "too short")]
        assert self.give(ada, answer_id, None) == 200
        assert self.held(web) == []

    def test_an_answer_of_somebody_else_cannot_be_rated(self, web: WebSite, ada: Visitor) -> None:
        answer_id = ada.say("hello")[0]["custom"]["id"]
        bob = Visitor(web.url)
        bob.begin()
        bob.say("hello")
        assert self.give(bob, answer_id) == 404 and self.held(web) == []
        assert self.give(ada, "0" * 32) == 404

    def test_it_is_erased_with_all_that_is_held_on_a_user(self, web: WebSite, ada: Visitor) -> None:
        answer_id = ada.say("hello")[0]["custom"]["id"]
        self.give(ada, answer_id, comment="good")
        sender = web.agent.heard[0].sender_id
        with web.agent.tracker_store.engine.begin() as connection:
            assert journal.erase(connection, sender) >= 5
            assert journal.export(connection, sender) is None


BAD: dict[str, bytes] = {
    "half an object": b'{"message": ',
    "an array": b"[]",
    "a number": b"1",
    "null": b"null",
    "not UTF-8": b'{"message": "caf\xe9"}',
    "deep arrays": b"[" * 5_000,
    "no message": b'{"message_id": "abcdefgh"}',
    "an empty message": b'{"message": " ", "message_id": "abcdefgh"}',
    "a message of number": b'{"message": 1, "message_id": "abcdefgh"}',
    "no id": b'{"message": "hi"}',
    "a short id": b'{"message": "hi", "message_id": "a"}',
    "an id with a blank": b'{"message": "hi", "message_id": "abcd efgh"}',
    "an id of number": b'{"message": "hi", "message_id": 12345678}',
    "a long id": b'{"message": "hi", "message_id": "%s"}' % (b"a" * 65),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_a_body_that_is_no_message_is_refused_with_a_reason(web: WebSite, ada: Visitor, body: bytes) -> None:
    response = ada.post("message", body)
    assert response.status_code == 400 and 10 < len(response.json()["error"]) < 120
    assert web.agent.heard == []


@pytest.mark.parametrize(
    "body",
    [{}, {"answer_id": 1}, {"answer_id": "x" * 32, "rating": 1}, {"answer_id": "0" * 32, "rating": 2},
     {"answer_id": "0" * 32, "rating": True}, {"answer_id": "0" * 32, "rating": "1"},
     {"answer_id": "0" * 32, "rating": 1, "comment": 5},
     {"answer_id": "0" * 32, "rating": 1, "comment": "x" * 1001}],
)  # fmt: skip
def test_feedback_that_is_none_is_refused(ada: Visitor, body: dict[str, Any]) -> None:
    assert ada.post("feedback", body).status_code == 400


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_too_large_is_refused(web: WebSite, ada: Visitor, path: str) -> None:
    assert ada.post(path, b'{"message": "' + b"x" * MAX_BODY + b'"}').status_code == 413
    assert web.agent.heard == []


def test_a_message_that_is_too_long_is_told_so(web: WebSite, ada: Visitor) -> None:
    (reply,) = ada.say("🙂" * 1_001)
    assert "1001" in reply["text"] and web.agent.heard == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from(["message", "message_id", "answer_id", "rating", "comment", "new", "x"])
bodies = st.binary(max_size=200) | st.dictionaries(keys, json_values, max_size=6).map(
    lambda one: json.dumps(one).encode()
)
headers = st.dictionaries(
    st.sampled_from(
        ["Authorization", "Origin", "Content-Type", "Accept", "X-Forwarded-For", "Last-Event-ID"]
    ),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60),
    max_size=3,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), body=bodies, extra=headers)
def test_no_bad_request_is_answered_with_a_server_error(
    web: WebSite, ada: Visitor, path: str, body: bytes, extra: dict[str, str]
) -> None:
    assert ada.post(path, body, **extra).status_code < 500


async def test_two_hundred_visitors_at_once_are_all_answered_with_their_own(web: WebSite) -> None:
    import asyncio

    import aiohttp

    async def visit(http: aiohttp.ClientSession, number: int) -> None:
        head = {"Origin": web.url}
        async with http.post(f"{web.url}/web/session", json={}, headers=head) as reply:
            head["Authorization"] = f"Bearer {(await reply.json())['token']}"
        body = {"message": f"I am {number}", "message_id": uuid.uuid4().hex}
        async with http.post(f"{web.url}/web/message", json=body, headers=head) as reply:
            assert f"heard: I am {number}" in (await reply.text()).replace('"}', "")
        async with http.post(f"{web.url}/web/history", json={}, headers=head) as reply:
            assert [one["from"] for one in (await reply.json())["messages"]] == ["user", "bot"]

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(visit(http, number) for number in range(200)))
    assert len({message.sender_id for message in web.agent.heard}) == 200


def test_when_the_database_is_down_it_says_so_and_when_to_come_again(web: WebSite, ada: Visitor) -> None:
    with web.agent.tracker_store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE ended_session")
    response = ada.post("history")
    assert response.status_code == 503 and response.headers["Retry-After"] == "5"
    assert "ended_session" not in response.text


def test_a_turn_of_the_channel_is_named_after_it(web: WebSite, ada: Visitor) -> None:
    ada.say("hello")
    (message,) = web.agent.heard
    assert isinstance(message, UserMessage) and message.input_channel == "web"
