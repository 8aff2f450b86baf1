"""The sessions of the web channel: nobody gets into another's, and only named sites are served."""

from __future__ import annotations

import base64
import json
import warnings

import jwt
import pytest
import requests

from bot.settings.admin import TOKEN_VARIABLE
from bot.web.sessions import Sessions
from tests.bot.channels.conftest import SITE, serving
from tests.web_site import SECRET, Visitor, WebSite

FOREIGN_ORIGINS = [
    *("https://evil.example", "null", "", "https://www.example.com.evil.example", "http://www.example.com"),
    *("https://www.example.com:8443", "https://www.example.com/", "file://", "127.0.0.1", "https://["),
]
PATHS = ["session", "message", "history", "feedback", "share", "export", "erase", "suggest", "card"]


ON_BOTH = pytest.mark.parametrize("web", ["sqlite", "postgresql"], indirect=True)


@ON_BOTH
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
        for path in ("message", "history", "feedback", "export", "erase"):
            assert old.post(path, {"message": "hi", "message_id": "m" * 8}).status_code == 401
        assert old.begin()["renewed"] is False and old.history() == []

    def test_an_ended_session_is_not_good_again_once_its_conversation_is_erased(
        self, web: WebSite, ada: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(TOKEN_VARIABLE, "a-long-enough-token")
        ada.say("hello")
        ended = ada.token
        ada.begin(new=True)
        conversation = web.agent.heard[0].sender_id
        headers = {"Authorization": "Bearer a-long-enough-token"}
        erased = requests.delete(f"{web.url}/users/{conversation}", headers=headers, timeout=10)
        assert erased.json()["erased_rows"] > 0
        ada.token = ended
        assert ada.post("history").status_code == ada.send("hello").status_code == 401
        assert ada.post("session").json()["renewed"] is False

    def test_a_session_ends_by_itself(self, web: WebSite, ada: Visitor) -> None:
        assert ada.post("history").status_code == 200
        web.channel._sessions = Sessions(SECRET, -0.1)
        ada.begin()
        assert ada.post("history").status_code == 401

    def test_sessions_survive_a_restart(self, web: WebSite, ada: Visitor) -> None:
        (reply,) = ada.say("hello", "message-1")
        ada.post("feedback", {"answer_id": reply["custom"]["id"], "rating": 1})
        before = ada.history()
        web.stop()
        with serving(web.again()) as again:
            assert again.url == ada.url and ada.history() == before and len(before) == 2
            assert ada.say("hello", "message-1") == [reply] and again.agent.heard == []
            assert ada.begin()["renewed"] is True


def part(value: object) -> str:
    """Return a part of a token: JSON in base64url."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def of_another_algorithm(claims: dict[str, object], key: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library says that the key is short for it
        return jwt.encode(claims, key, "HS512")


def forgeries(token: str, origin: str) -> dict[str, str]:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    past = Sessions(SECRET, -5)
    elsewhere = Sessions(SECRET, 60)
    foreign = Sessions(b"another secret that is long enough too", 60)
    ours = Sessions(SECRET, 60)._key
    lacking = {
        f"signed, without {name}": jwt.encode({key: claims[key] for key in claims if key != name}, ours)
        for name in claims
    }
    return {
        "none": "",
        "a word": "x",
        "dots": "..",
        "another's id": f"{head}.{part({**claims, 'sub': 'web-other'})}.{signature}",
        "a later end": f"{head}.{part({**claims, 'exp': 9_000_000_000})}.{signature}",
        "no signature": f"{head}.{body}.",
        "half a signature": f"{head}.{body}.{signature[:-4]}",
        "another signature": f"{head}.{body}.{'A' * len(signature)}",
        "no algorithm": f"{part({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        "another algorithm": of_another_algorithm(claims, ours),
        "no body": f"{head}..{signature}",
        "no head": f".{body}.{signature}",
        "one letter more": f"{token}A",
        "a letter outside ASCII": f"{token}é",
        "out of date": past.token(past.begin(origin)),
        "of another secret": foreign.token(foreign.begin(origin)),
        "of another site": elsewhere.token(elsewhere.begin("https://evil.example")),
        "very long": token + "A" * 5000,
        "json of null": f"{head}.{part(None)}.{signature}",
        **lacking,
    }


@pytest.mark.parametrize("path", ["message", "history", "feedback", "export", "erase"])
def test_a_session_that_is_no_ones_own_is_refused(web: WebSite, ada: Visitor, path: str) -> None:
    thief = Visitor(web.url)
    tried = forgeries(ada.token, web.url)
    assert len(tried) >= 20
    for name, thief.token in tried.items():
        response = thief.post(path, {"message": "hi", "message_id": "m" * 8, "answer_id": "0" * 32})
        assert response.status_code == 401 and web.agent.heard == [], name


def test_a_session_that_is_taken_to_another_allowed_site_is_refused(web: WebSite, ada: Visitor) -> None:
    thief = Visitor(web.url, SITE)
    thief.token = ada.token
    assert thief.post("history").status_code == 401
    assert thief.begin()["renewed"] is False


class TestSites:
    @pytest.mark.parametrize("path", PATHS)
    def test_a_site_that_is_not_allowed_can_read_that_and_nothing_else(self, web: WebSite, path: str) -> None:
        visitor = Visitor(web.url)
        visitor.begin()
        for origin in FOREIGN_ORIGINS:
            response = visitor.post(path, {}, Origin=origin)
            assert (response.status_code, response.json()) == (
                403,
                {"error": "this site may not use the advisor"},
            ), origin
            preflight = requests.options(f"{web.url}/web/{path}", headers={"Origin": origin}, timeout=10)
            assert preflight.status_code == 204 and preflight.content == b"", origin
            for reply in (response, preflight):
                assert reply.headers["Access-Control-Allow-Origin"] == "*", origin
                assert "Access-Control-Allow-Credentials" not in reply.headers, origin
            assert web.agent.heard == []

    def test_a_site_that_is_allowed_may_ask(self, web: WebSite) -> None:
        preflight = requests.options(f"{web.url}/web/message", headers={"Origin": SITE}, timeout=10)
        assert preflight.status_code == 204
        assert (
            preflight.headers["Access-Control-Allow-Origin"] == SITE and preflight.headers["Vary"] == "Origin"
        )
        assert (
            preflight.headers["Access-Control-Allow-Headers"] == "authorization, content-type, last-event-id"
        )
        visitor = Visitor(web.url, SITE)
        visitor.begin()
        response = visitor.send("hello")
        assert response.status_code == 200 and response.headers["Access-Control-Allow-Origin"] == SITE
        assert "Access-Control-Allow-Credentials" not in response.headers
