"""The users against stub servers, and the whole comparison of two of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.turns.client import ANSWERED, FAILED, SILENT, judged, run
from bench.turns.compare import compare
from bench.turns.plan import QUICK
from bench.turns.results import Side
from bench.turns.users import Users, UsersError

Stub = Callable[[float], Any]


@pytest.mark.parametrize(
    ("status", "replies", "became"),
    [
        (200, [{"text": "it is so"}], ANSWERED),
        (200, [{"custom": {"outcome": "unknown"}}], ANSWERED),
        (200, [], SILENT),
        (200, [{"custom": {"outcome": "error"}}], FAILED),
        (200, {"detail": "no list"}, FAILED),
        (200, ["no reply"], FAILED),
        (500, [{"text": "it is so"}], FAILED),
    ],
)
def test_an_apology_or_a_failure_is_no_answer(status: int, replies: object, became: str) -> None:
    assert judged(status, replies) == became


async def test_every_message_is_timed_and_judged_by_its_own_reply(stub: Stub, tmp_path: Path) -> None:
    with stub(0.05)(tmp_path) as server:
        texts = ["hello", "silence", "apology", "breakdown", "hello"]
        answers: Any = await run("talk", {"url": server.webhook, "sender": "me", "texts": texts})
    assert [became for _milliseconds, became in answers] == [ANSWERED, SILENT, FAILED, FAILED, ANSWERED]
    assert all(50 <= milliseconds < 1000 for milliseconds, _became in answers)


async def test_a_server_that_is_not_there_is_a_failure() -> None:
    asked = {"url": "http://127.0.0.1:9/webhook", "sender": "me", "texts": ["hello"]}
    answers: Any = await asyncio.wait_for(run("talk", asked), timeout=10)
    assert [became for _milliseconds, became in answers] == [FAILED]


def test_more_users_get_more_answers_from_a_server_that_only_waits(stub: Stub, tmp_path: Path) -> None:
    side = Side("ours")
    with Users() as users, stub(0.05)(tmp_path) as server:
        one, ten = (users.load(side, server.webhook, count, 1.0, 5) for count in (1, 10))
    assert 8 <= one.per_second <= 20
    assert ten.per_second > 4 * one.per_second
    assert 0 < ten.processor_share < 1
    assert side.loads == [one, ten] and side.failed == 0


def test_a_conversation_goes_on_where_it_was_left(stub: Stub, tmp_path: Path) -> None:
    side = Side("ours")
    with Users() as users, stub(0.0)(tmp_path) as server:
        talk = users.begin(side, server.webhook, 0, 5)
        users.go_on(talk, 3)
        users.go_on(talk, 3)
    assert [turn for turn, _milliseconds in side.turns] == [1, 2, 3, 4, 5]
    assert side.messages == 5


def test_users_that_have_ended_are_told_of(stub: Stub, tmp_path: Path) -> None:
    side = Side("ours")
    with Users() as users:
        users._process.kill()
        users._process.wait()
        with pytest.raises(UsersError):
            users.go_on(users.begin(side, "http://127.0.0.1:9/webhook", 0, 1), 1)


def test_two_servers_are_compared_in_every_respect(stub: Stub, tmp_path: Path) -> None:
    said: list[str] = []
    plan = replace(QUICK, starts=2)
    found = compare({"ours": stub(0.01), "template": stub(0.04)}, plan, tmp_path, said.append)
    for side in found.sides():
        assert len(side.starts) == 2
        assert {turn for turn, _milliseconds in side.turns} == set(range(1, plan.long_turns + 1))
        assert [load.users for load in side.loads] == list(plan.users)
        assert side.memory and side.failed == side.silent == 0
    quick, slow = (min(value for _turn, value in side.turns) for side in found.sides())
    assert quick >= 10 and slow >= 40
    assert any("long conversation" in line for line in said)
