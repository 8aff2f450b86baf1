"""The web channel over HTTP: delivery, history and feedback, on both databases."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import asdict
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage

from bot.conversations import user_data
from bot.turns import runner
from bot.web.suggestions import Suggestion
from tests.bot.channels.conftest import eventually
from tests.web_site import CHOICES, Visitor, WebSite, answer, events, text

ON_BOTH = pytest.mark.parametrize("web", ["sqlite", "postgresql"], indirect=True)


@ON_BOTH
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

    @pytest.mark.parametrize(("came", "missing"), [(None, ["one", "two"]), (0, ["two"]), (1, [])])
    def test_a_broken_answer_goes_on_after_the_last_event_that_came(
        self, web: WebSite, ada: Visitor, came: int | None, missing: list[str]
    ) -> None:
        web.script.replies["hi"] = [answer(text("one")), answer(text("two"))]
        first = ada.say("hi", "message-1")
        last = "unheard-of" if came is None else first[came]["custom"]["id"]
        again = ada.post("message", {"message": "hi", "message_id": "message-1"}, **{"Last-Event-ID": last})
        assert [data["text"] for name, data in events(again) if name == "message"] == missing
        assert events(again)[-1] == ("done", {"failed": False}) and web.agent.texts == ["hi"]

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


@ON_BOTH
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


@ON_BOTH
class TestFeedback:
    def give(self, visitor: Visitor, answer_id: str, rating: Any = 1, **more: Any) -> int:
        return visitor.post("feedback", {"answer_id": answer_id, "rating": rating, **more}).status_code

    def held(self, web: WebSite) -> list[Any]:
        sender = web.agent.heard[0].sender_id
        with web.agent.tracker_store.engine.connect() as connection:
            kept = user_data.export(connection, sender)
        return [(one["rating"], one["comment"], *one["reasons"]) for one in (kept or {})["feedback"]]

    def test_a_rating_is_kept_changed_and_taken_back(self, web: WebSite, ada: Visitor) -> None:
        answer_id = ada.say("hello")[0]["custom"]["id"]
        assert self.give(ada, answer_id) == 200
        assert self.held(web) == [(1, None)]
        assert self.give(ada, answer_id, -1, comment="too short") == 200
        assert self.held(web) == [(-1, "too short")]
        assert self.give(ada, answer_id, -1, reasons=["too_long", "wrong"]) == 200
        assert self.held(web) == [(-1, None, "wrong", "too_long")]
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
            assert user_data.erase(connection, sender) >= 5
            assert user_data.export(connection, sender) is None


@ON_BOTH
class TestOwnData:
    def test_a_visitor_gets_all_that_is_stored(self, ada: Visitor) -> None:
        assert ada.post("export").json() == {}
        answer_id = ada.say("hello")[0]["custom"]["id"]
        ada.post("feedback", {"answer_id": answer_id, "rating": -1, "reasons": ["unclear"]})
        told = ada.post("export").json()
        assert [one["text"] for one in told["events"] if one["event"] == "user"] == ["hello"]
        assert told["feedback"][0]["reasons"] == ["unclear"] and len(told["messages"]) == 1

    def test_a_visitor_erases_it_and_ends_the_session_and_nobody_elses(
        self, web: WebSite, ada: Visitor
    ) -> None:
        bob = Visitor(web.url)
        bob.begin()
        for visitor in (ada, bob):
            visitor.say("hello")
        assert ada.post("erase").json()["erased_rows"] >= 4
        assert not ada.is_known() and len(bob.history()) == 2
        with web.agent.tracker_store.engine.connect() as connection:
            assert user_data.export(connection, web.agent.heard[0].sender_id) is None
        assert ada.begin()["renewed"] is False and ada.history() == []


class TestLookups:
    def test_what_is_typed_is_completed_without_a_session(
        self, web: WebSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = Suggestion("occupation", "Nurses", "", "nurses")
        monkeypatch.setattr("bot.channels.web.suggestions", lambda typed: [made] if typed == "nu" else [])
        visitor = Visitor(web.url)
        assert visitor.post("suggest", {"typed": "nu"}).json() == {"suggestions": [asdict(made)]}
        assert visitor.post("suggest", {"typed": "x"}).json() == {"suggestions": []}
        for typed in (None, 5, "x" * 1_001):
            assert visitor.post("suggest", {"typed": typed}).status_code == 400
        assert Visitor(web.url, "https://other.example").post("suggest", {"typed": "nu"}).status_code == 403

    def test_suggestions_are_made_ready_as_soon_as_a_chat_is_opened(
        self, web: WebSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr("bot.channels.web.suggestions", asked.append)
        Visitor(web.url).begin()
        assert eventually(lambda: asked == [""])

    def test_the_facts_of_an_occupation_are_told(self, web: WebSite, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.channels.web.occupation_card", {"29-1141.00": {"name": "nurse"}}.get)
        visitor = Visitor(web.url)
        assert visitor.post("card", {"occupation": "29-1141.00"}).json() == {"name": "nurse"}
        assert visitor.post("card", {"occupation": "wright"}).status_code == 404
        for key in (None, "", "a b", "x" * 101):
            assert visitor.post("card", {"occupation": key}).status_code == 400


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
