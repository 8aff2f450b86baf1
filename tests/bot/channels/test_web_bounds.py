"""The bounds of the web channel: rates, sizes, forms, and many visitors at once."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.web.requests import MAX_BODY
from tests.bot.channels.conftest import serving
from tests.services import postgres_database, redis_server
from tests.web_site import Visitor, WebSite

PATHS = ["session", "message", "history", "feedback", "export", "erase", "suggest", "card"]


class TestRates:
    def test_one_session_is_slowed_down_and_told_when_to_come_again(self, tmp_path: Path) -> None:
        with serving(WebSite(tmp_path, session_rate=3)) as web:
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
        with serving(WebSite(tmp_path, address_rate=10)) as web:
            statuses = [Visitor(web.url).post("session").status_code for _ in range(15)]
            assert statuses == [200] * 10 + [429] * 5

    def test_who_types_much_is_still_answered(self, tmp_path: Path) -> None:
        with serving(WebSite(tmp_path, address_rate=10)) as web:
            ada = Visitor(web.url)
            ada.begin()
            typing = [ada.post("card", {"occupation": "a b"}).status_code for _ in range(12)]
            assert typing == [400] * 10 + [429] * 2
            assert ada.send("hello").status_code == 200

    @pytest.mark.postgres
    @pytest.mark.redis
    def test_two_servers_with_one_redis_slow_a_session_and_an_address_down_together(
        self, tmp_path: Path
    ) -> None:
        with redis_server() as redis, postgres_database() as conversations, ExitStack() as stack:
            shared = {"conversations": conversations, "redis_url": redis.url}
            first, second = (
                stack.enter_context(serving(WebSite(tmp_path, **shared, session_rate=4, address_rate=12)))
                for _ in range(2)
            )
            first.allow(first.url)
            second.allow(first.url)
            ada = Visitor(first.url)
            ada.begin()
            beside = Visitor(second.url, first.url)
            beside.token = ada.token
            told = [visitor.post("history") for visitor in (ada, beside) * 3]
            assert [one.status_code for one in told] == [200] * 4 + [429] * 2
            assert all(1 <= int(one.headers["Retry-After"]) <= 15 for one in told[4:])
            crowd = [Visitor(site.url, first.url).post("session").status_code for site in (first, second) * 4]
            assert crowd == [200] * 5 + [429] * 3  # 12 requests of one address, 7 of which were above


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
     {"answer_id": "0" * 32, "rating": 1, "comment": "half a \ud800 character"},
     {"answer_id": "0" * 32, "rating": 1, "comment": "a\x00b"},
     {"answer_id": "0" * 32, "rating": 1, "comment": "x" * 1001},
     {"answer_id": "0" * 32, "rating": -1, "reasons": "wrong"},
     {"answer_id": "0" * 32, "rating": -1, "reasons": ["ugly"]}],
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
