"""Every message gets one answer, in order, whatever fails; the same message is answered once."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from prometheus_client import REGISTRY
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered

from bot.conversations import idempotency
from bot.conversations.idempotency import ConflictError
from bot.process.logging_config import FieldsFormatter, conversation_tag
from bot.process.phrases import phrase
from bot.turns import runner
from bot.turns.fair_queue import current_client
from bot.turns.message_text import MAX_CHARACTERS
from bot.turns.messages import Incoming
from bot.turns.runner import TurnRunner, turn_runner
from tests.bot.channels.conftest import Site, answer, echo, eventually


async def keep_and_echo(site: Site, message: UserMessage) -> None:
    """Answer, and write the turn as Rasa does at its end."""
    store = site.agent.tracker_store
    tracker = await store.get_or_create_tracker(message.sender_id)
    await echo(message)
    tracker.update(UserUttered(message.text))
    await store.save(tracker)


@pytest.fixture
def keeping(site: Site) -> Site:
    site.agent.turn = lambda message: keep_and_echo(site, message)
    return site


def kept(site: Site, sender: str = "ada") -> list[str]:
    reading = site.agent.tracker_store.retrieve_full_tracker(sender)
    tracker = asyncio.run_coroutine_threadsafe(reading, site._loop).result(10)
    return [] if tracker is None else [event.text for event in tracker.events]


def send(site: Site, text: str, message_id: str, sender: str = "ada") -> Any:
    return site.send(sender=sender, message=text, message_id=message_id).json()


class TestAMessageThatComesAgain:
    def test_is_answered_with_the_first_answer(self, keeping: Site) -> None:
        first = send(keeping, "salary?", "m1")
        assert (
            send(keeping, "salary?", "m1") == first == [{"recipient_id": "ada", **answer("heard: salary?")}]
        )
        assert keeping.agent.texts == ["salary?"]
        assert kept(keeping) == ["salary?"]

    def test_while_it_is_answered_waits_for_that_answer(self, keeping: Site) -> None:
        async def slow(message: UserMessage) -> None:
            await asyncio.sleep(0.3)
            await keep_and_echo(keeping, message)

        keeping.agent.turn = slow
        with ThreadPoolExecutor(4) as pool:
            replies = list(pool.map(lambda _: send(keeping, "hi", "m1"), range(4)))
        assert all(one == [{"recipient_id": "ada", **answer("heard: hi")}] for one in replies)
        assert keeping.agent.texts == ["hi"]

    def test_under_another_sender_or_id_is_another_message(self, keeping: Site) -> None:
        for sender, message_id in (("ada", "m1"), ("bob", "m1"), ("ada", "m2")):
            send(keeping, "hi", message_id, sender)
        assert len(keeping.agent.heard) == 3

    def test_after_a_failure_is_tried_again(self, keeping: Site) -> None:
        async def fail(_: UserMessage) -> None:
            raise RuntimeError

        good, keeping.agent.turn = keeping.agent.turn, fail
        assert "sorry" in send(keeping, "hi", "m1")[0]["text"]
        keeping.agent.turn = good
        assert send(keeping, "hi", "m1") == [{"recipient_id": "ada", **answer("heard: hi")}]

    def test_while_a_slow_turn_of_a_living_process_is_at_it_is_left_to_that(
        self, keeping: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(runner, "CLAIM_SECONDS", 0.3)
        monkeypatch.setattr(runner, "RENEW_SECONDS", 0.1)
        other = TurnRunner(lambda: keeping.agent.tracker_store)  # as in another process

        async def slow(message: UserMessage) -> None:
            again = Incoming("ada", "hi", "rest", message_id="m1")
            waiting = asyncio.create_task(other.answer(again, keeping.agent.handle_message))
            await asyncio.sleep(1.0)
            assert not waiting.done()
            await keep_and_echo(keeping, message)
            answers.append(waiting)

        answers: list[asyncio.Task[Any]] = []
        keeping.agent.turn = slow
        first = send(keeping, "hi", "m1")
        assert eventually(answers[0].done)
        assert answers[0].result() == first == [{"recipient_id": "ada", **answer("heard: hi")}]
        assert keeping.agent.texts == kept(keeping) == ["hi"]

    def test_is_left_to_a_living_process_whose_renewal_has_failed_once(
        self, keeping: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(runner, "CLAIM_SECONDS", 0.6)
        monkeypatch.setattr(runner, "RENEW_SECONDS", 0.1)
        renewals: list[float] = []
        renew = idempotency.renew

        def fail_at_first(*arguments: Any, **named: Any) -> None:
            renewals.append(time.monotonic())
            if len(renewals) == 1:
                raise RuntimeError
            renew(*arguments, **named)

        async def slow(message: UserMessage) -> None:
            await asyncio.sleep(1.0)
            other = TurnRunner(lambda: keeping.agent.tracker_store)  # as in another process
            again = asyncio.create_task(
                other.answer(Incoming("ada", "hi", "rest", message_id="m1"), keeping.agent.handle_message)
            )
            await asyncio.sleep(0.3)
            assert not again.done() and len(keeping.agent.heard) == 1
            await keep_and_echo(keeping, message)
            answers.append(again)

        answers: list[asyncio.Task[Any]] = []
        monkeypatch.setattr(idempotency, "renew", fail_at_first)
        keeping.agent.turn = slow
        first = send(keeping, "hi", "m1")
        assert eventually(answers[0].done)
        assert answers[0].result() == first == [{"recipient_id": "ada", **answer("heard: hi")}]
        assert keeping.agent.texts == ["hi"]
        before = len(renewals)
        time.sleep(0.4)
        assert len(renewals) == before > 2  # and with the turn, its renewals end

    def test_after_its_client_left_gets_the_answer_that_was_kept(self, keeping: Site) -> None:
        async def slow(message: UserMessage) -> None:
            await asyncio.sleep(0.2)
            await keep_and_echo(keeping, message)

        keeping.agent.turn = slow
        keeping.post_and_leave(sender="ada", message="hi", message_id="m1")
        assert eventually(lambda: kept(keeping) == ["hi"])
        assert send(keeping, "hi", "m1") == [{"recipient_id": "ada", **answer("heard: hi")}]
        assert keeping.agent.texts == ["hi"]


def test_quick_messages_of_one_user_are_answered_in_order(site: Site) -> None:
    began: list[str] = []

    async def slower_at_first(message: UserMessage) -> None:
        began.append(message.text)
        await asyncio.sleep(0.2 if message.text == "0" else 0)
        began.append(f"{message.text} done")
        await echo(message)

    site.agent.turn = slower_at_first
    threads = []
    for number in range(4):
        threads.append(threading.Thread(target=lambda n=number: site.send(sender="ada", message=str(n))))
        threads[-1].start()
        time.sleep(0.03)
    for thread in threads:
        thread.join()
    assert began == [one for number in range(4) for one in (str(number), f"{number} done")]


def test_one_user_does_not_wait_for_another(site: Site) -> None:
    hold = threading.Event()

    async def wait_for_ada(message: UserMessage) -> None:
        while message.sender_id == "ada" and not hold.is_set():
            await asyncio.sleep(0.01)
        await echo(message)

    site.agent.turn = wait_for_ada
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(site.say, "hi", "ada")
        assert site.say("hi", "bob")
        assert not waiting.done()
        hold.set()
        assert waiting.result()


def test_a_turn_whose_conversation_has_moved_on_runs_again(site: Site) -> None:
    runs: list[str] = []

    async def conflict_once(message: UserMessage) -> None:
        runs.append(message.text)
        await echo(message)
        if len(runs) == 1:
            raise ConflictError

    site.agent.turn = conflict_once
    assert site.say("hi") == [{"recipient_id": "ada", **answer("heard: hi")}]
    assert runs == ["hi", "hi"]


def test_a_turn_whose_conversation_moves_on_each_time_ends_in_an_apology(site: Site) -> None:
    runs: list[str] = []

    async def conflict(message: UserMessage) -> None:
        runs.append(message.text)
        raise ConflictError

    site.agent.turn = conflict
    (reply,) = site.say("hi")
    assert (reply["custom"]["outcome"], runs) == ("error", ["hi"] * runner.TRIES)


def test_nothing_of_a_failed_turn_is_kept_in_memory(keeping: Site) -> None:
    send(keeping, "hi", "m1")
    store = keeping.agent.tracker_store
    assert list(store._cache) == ["ada"]

    async def fail(message: UserMessage) -> None:
        (await store.get_or_create_tracker(message.sender_id)).update(UserUttered("half a turn"))
        raise RuntimeError

    keeping.agent.turn = fail
    assert "sorry" in send(keeping, "hello?", "m2")[0]["text"]
    assert list(store._cache) == []


def test_a_message_of_exactly_the_longest_length_is_answered_and_a_longer_one_refused(site: Site) -> None:
    longest = "x" * MAX_CHARACTERS
    assert site.say(longest) == [{"recipient_id": "ada", **answer(f"heard: {longest}")}]
    (reply,) = site.say(f"{longest}x")
    assert reply["custom"]["outcome"] == "clarify"
    assert site.agent.texts == [longest]


def test_a_turn_that_takes_too_long_is_told_and_goes_on(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "REPLY_SECONDS", 0.1)

    async def slow(message: UserMessage) -> None:
        await asyncio.sleep(0.4)
        await echo(message)

    site.agent.turn = slow
    (reply,) = site.say("hi")
    assert "longer than it should" in reply["text"] and reply["custom"]["outcome"] == "error"
    assert eventually(lambda: site.agent.completed == ["hi"])


def test_a_turn_that_never_ends_is_given_up_and_the_next_is_answered(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "TURN_SECONDS_LIMIT", 0.3)

    async def hang(message: UserMessage) -> None:
        if message.text == "hang":
            await asyncio.sleep(3600)
        await echo(message)

    site.agent.turn = hang
    (reply,) = site.say("hang")
    assert "longer than it should" in reply["text"]
    assert site.say("hi") == [{"recipient_id": "ada", **answer("heard: hi")}]


def test_before_the_server_ends_turns_are_finished_and_further_messages_are_told_to_come_again(
    keeping: Site,
) -> None:
    async def slow(message: UserMessage) -> None:
        await asyncio.sleep(0.2)
        await keep_and_echo(keeping, message)

    keeping.agent.turn = slow
    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(send, keeping, "hi", "m1")
        assert eventually(lambda: keeping.agent.texts == ["hi"])
        turns = turn_runner(keeping._app)
        asyncio.run_coroutine_threadsafe(turns.drain(), keeping._loop).result(10)
        assert kept(keeping) == ["hi"]
        assert begun.result() == [{"recipient_id": "ada", **answer("heard: hi")}]
    (reply,) = send(keeping, "and then?", "m2")
    assert (reply["text"], reply["custom"]["outcome"]) == (phrase("restarting"), "error")
    assert keeping.agent.texts == ["hi"]


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_turns_are_counted_and_measured(site: Site) -> None:
    async def say_nothing(_: UserMessage) -> None:
        pass

    before = value("advisor_turns_total", channel="rest", outcome="error")
    seconds = value("advisor_turn_seconds_count", channel="rest")
    site.agent.turn = say_nothing
    site.say("hi")
    assert value("advisor_turns_total", channel="rest", outcome="error") == before + 1
    assert value("advisor_turn_seconds_count", channel="rest") == seconds + 1


def test_the_log_names_no_user_and_no_text_unless_asked(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    site.say("my secret", "ada.lovelace")
    (record,) = [one for one in caplog.records if one.name == runner.__name__]
    line = FieldsFormatter().format(record)
    assert f"conversation={conversation_tag('ada.lovelace')}" in line and "channel=rest" in line
    assert "secret" not in line and "lovelace" not in line
    assert "my secret" in FieldsFormatter(messages=True).format(record)


def test_a_turn_knows_whose_it_is(site: Site) -> None:
    clients: list[str] = []

    async def note(message: UserMessage) -> None:
        clients.append(current_client.get())
        await echo(message)

    site.agent.turn = note
    send(site, "hi", "m1")
    unknown = Incoming("ada", "hi", "slack", message_id="m2")
    other = TurnRunner(lambda: site.agent.tracker_store)
    asyncio.run_coroutine_threadsafe(other.answer(unknown, site.agent.handle_message), site._loop).result(10)
    assert clients == ["127.0.0.1", "ada"]
