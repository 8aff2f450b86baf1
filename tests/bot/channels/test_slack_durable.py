"""What was acknowledged is answered: after a restart, by another replica, after a fault of the database."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.conversations import jobs
from bot.slack import slack_request, worker
from bot.slack.slack_request import SlackRequest
from tests.services import postgres_database
from tests.slack_api import Answer, SlackStandIn, slack_stand_in, waited_for
from tests.slack_requests import direct, mention
from tests.slack_site import SlackSite, slack_site

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def stand_in() -> Iterator[SlackStandIn]:
    with slack_stand_in() as running:
        yield running


@dataclass(frozen=True)
class SlowAnswer:
    """A message whose answer takes ten seconds."""

    site: SlackSite
    sent: float
    acknowledged: float  # seconds


@pytest.fixture(scope="module", autouse=True)
def slow_answer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowAnswer]:
    """Ask before all other tests here, which pass while it is worked out."""
    with slack_stand_in() as slack, slack_site(tmp_path_factory.mktemp("slow"), slack) as site:
        site.script.seconds = 10.0
        sent = time.monotonic()
        site.ask(direct("salary?"))
        yield SlowAnswer(site, sent, time.monotonic() - sent)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for what is left more often."""
    monkeypatch.setattr(worker, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(worker, "LEASE_SECONDS", 1.0)


def left_by_a_dead_process(site: SlackSite, seconds: float, **more: object) -> None:
    """Store a job as a process did that was then killed; its lease lasts so many seconds."""
    job = slack_request.message(direct("salary?", **more))
    assert job is not None

    def accept(connection: object) -> bool:
        return jobs.accept(connection, job, owner="dead", seconds=seconds)  # type: ignore[arg-type]

    assert site.asked(site.agent.tracker_store.write(accept))


class TestAfterTheEnd:
    def test_of_the_only_process_the_next_one_answers_at_once(
        self, tmp_path: Path, stand_in: SlackStandIn
    ) -> None:
        with slack_site(tmp_path, stand_in) as dead:
            dead.script.seconds = 0.3
            for user in ("U1", "U2"):
                dead.ask(direct("salary?", user=user))
            assert waited_for(lambda: len(dead.agent.heard) == 2)
            dead.freeze()
            assert stand_in.said() == []
            with slack_site(tmp_path, stand_in) as site:
                assert waited_for(lambda: len(stand_in.said()) == 2 and site.is_idle(), 3.0)
                dead.thaw()
                time.sleep(1.0)  # what wakes up does not answer a second time
        assert sorted(one["channel"] for one in stand_in.said()) == ["DU1", "DU2"]

    def test_by_request_what_is_under_way_is_finished(self, tmp_path: Path, stand_in: SlackStandIn) -> None:
        with slack_site(tmp_path, stand_in) as site:
            site.script.seconds = 0.5
            site.ask(direct("salary?"))
            assert waited_for(lambda: site.agent.heard)
        assert len(stand_in.said()) == 1

    def test_what_was_sent_but_not_noted_is_not_sent_again(
        self, tmp_path: Path, stand_in: SlackStandIn
    ) -> None:
        with slack_site(tmp_path, stand_in) as site:
            site.answer_to(direct("salary?"))
            site.undo_finish()
        with slack_site(tmp_path, stand_in) as site:
            assert waited_for(lambda: site.is_idle() and stand_in.of("conversations.history"))
        assert len(stand_in.said()) == 1

    @pytest.mark.parametrize(
        "fault",
        [
            Answer(status=503, body="not now"),
            Answer("ratelimited", 429, {"Retry-After": "1"}),
            Answer(lost=True),
        ],
        ids=["down", "too many", "broken off"],
    )
    def test_what_was_sent_is_found_though_slack_does_not_tell_at_once(
        self, tmp_path: Path, stand_in: SlackStandIn, fault: Answer
    ) -> None:
        with slack_site(tmp_path, stand_in) as site:
            site.answer_to(direct("salary?"))
            site.undo_finish()
        stand_in.answers("conversations.history", fault, fault)
        with slack_site(tmp_path, stand_in) as site:
            assert waited_for(lambda: site.is_idle() and len(stand_in.of("conversations.history")) == 3)
        assert len(stand_in.said()) == 1

    def test_a_living_process_s_work_is_left_to_it_and_a_dead_one_s_is_taken_over(
        self, tmp_path: Path, stand_in: SlackStandIn, quick: None
    ) -> None:
        with slack_site(tmp_path, stand_in, url=f"sqlite:///{tmp_path / 'shared.db'}") as site:
            site.answer_to(direct("something else"))
            left_by_a_dead_process(site, seconds=0.8)
            time.sleep(0.5)
            assert len(stand_in.said()) == 1
            assert waited_for(lambda: len(stand_in.said()) == 2 and site.is_idle(), 3.0)

    def test_a_replica_that_starts_leaves_a_living_one_its_work(
        self, tmp_path: Path, stand_in: SlackStandIn
    ) -> None:
        url = f"sqlite:///{tmp_path / 'shared.db'}"
        with slack_site(tmp_path, stand_in, url=url) as site:
            site.answer_to(direct("something else"))
            left_by_a_dead_process(site, seconds=60)  # which lives, for all that others know
        with slack_site(tmp_path, stand_in, url=url) as starting:
            time.sleep(0.5)
            assert starting.agent.heard == [] and not starting.is_idle()
        assert len(stand_in.said()) == 1

    def test_a_job_that_fails_again_and_again_brings_an_apology_at_the_last_try(
        self, tmp_path: Path, stand_in: SlackStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(worker, "BEAT_SECONDS", 0.1)
        tries: list[worker.Worker] = []

        async def fail(at_work: worker.Worker, _job: jobs.Job, _request: SlackRequest) -> list[object]:
            tries.append(at_work)
            raise ValueError

        monkeypatch.setattr(worker.Worker, "_answer", fail)
        with slack_site(tmp_path, stand_in) as site:
            site.ask(direct("salary?"))
            assert waited_for(lambda: stand_in.said() and site.is_idle(), 5.0)
            time.sleep(0.3)
        assert len(tries) == worker.MAX_FAILURES
        assert not tries[0]._failures
        (apology,) = stand_in.said()
        assert "sorry" in json.dumps(apology).lower()


@pytest.mark.postgres
class TestSeveralReplicas:
    @pytest.fixture
    def replicas(
        self, tmp_path: Path, stand_in: SlackStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[list[SlackSite]]:
        monkeypatch.setattr(worker, "BEAT_SECONDS", 0.1)
        with postgres_database() as url, ExitStack() as stack:
            yield [stack.enter_context(slack_site(tmp_path, stand_in, url=url)) for _ in range(2)]

    def test_an_event_that_reaches_both_is_answered_once(
        self, replicas: list[SlackSite], stand_in: SlackStandIn
    ) -> None:
        asked = [direct("salary?", user=f"U{number}") for number in range(20)]
        with ThreadPoolExecutor(8) as pool:
            sent = [pool.submit(site.sender.send, body) for body in asked for site in replicas]
            assert [one.result().status_code for one in sent] == [200] * 40
        assert waited_for(lambda: len(stand_in.said()) >= 20 and replicas[0].is_idle())
        assert len({one["channel"] for one in stand_in.said()}) == 20 == len(stand_in.said())
        assert sum(len(site.agent.heard) for site in replicas) == 20

    def test_what_one_leaves_when_it_dies_the_other_answers(
        self, replicas: list[SlackSite], stand_in: SlackStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(worker, "LEASE_SECONDS", 1.0)
        dead, alive = replicas
        dead.script.seconds = 0.3
        dead.ask(mention("salary?"))
        assert waited_for(lambda: dead.agent.heard)
        dead.freeze()
        assert waited_for(lambda: stand_in.said() and alive.is_idle(), 8.0)
        dead.thaw()
        time.sleep(1.0)
        assert len(stand_in.said()) == 1 and alive.agent.texts == ["salary?"]

    def test_what_one_leaves_when_it_ends_the_other_answers(
        self, replicas: list[SlackSite], stand_in: SlackStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.turns.runner.DRAIN_SECONDS", 0.2)
        monkeypatch.setattr(worker, "STOP_SECONDS", 0.1)
        ending, alive = replicas
        ending.script.seconds = 5
        ending.ask(mention("salary?"))
        assert waited_for(lambda: ending.agent.heard)
        ending.stop()
        assert waited_for(lambda: stand_in.said() and alive.is_idle(), 8.0)
        assert len(stand_in.said()) == 1


class TestWithoutItsDatabase:
    def test_nothing_is_acknowledged_that_is_not_kept_and_slack_s_retry_is_answered(
        self, tmp_path: Path, stand_in: SlackStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with slack_site(tmp_path, stand_in) as site:
            asked = direct("salary?")
            with monkeypatch.context() as patch:
                patch.setattr(jobs, "accept", broken)
                assert site.sender.send(asked).status_code == 503
            assert site.sender.again(asked, 1, "http_error").status_code == 200
            assert waited_for(lambda: stand_in.said() and site.is_idle())
        assert len(stand_in.said()) == 1

    def test_a_database_that_takes_its_time_is_refused_before_slack_gives_up_and_the_work_is_found(
        self, tmp_path: Path, stand_in: SlackStandIn, monkeypatch: pytest.MonkeyPatch, quick: None
    ) -> None:
        monkeypatch.setattr(worker, "ACCEPT_SECONDS", 0.2)
        accept = jobs.accept

        def slow(*arguments: object, **named: object) -> bool:
            time.sleep(0.6)
            return accept(*arguments, **named)  # type: ignore[arg-type]

        with slack_site(tmp_path, stand_in) as site:
            with monkeypatch.context() as patch:
                patch.setattr(jobs, "accept", slow)
                started = time.monotonic()
                assert site.sender.send(direct("salary?")).status_code == 503
                assert time.monotonic() - started < 0.5
            assert waited_for(lambda: stand_in.said() and site.is_idle(), 4.0)
        assert len(stand_in.said()) == 1

    def test_an_answer_that_cannot_be_begun_is_begun_later(
        self, tmp_path: Path, stand_in: SlackStandIn, monkeypatch: pytest.MonkeyPatch, quick: None
    ) -> None:
        with slack_site(tmp_path, stand_in) as site:
            with monkeypatch.context() as patch:
                patch.setattr(jobs, "begin_sending", broken)
                site.ask(direct("salary?"))
                assert waited_for(lambda: site.agent.heard)
                time.sleep(0.3)
            assert waited_for(lambda: stand_in.said() and site.is_idle(), 4.0)
        assert len(stand_in.said()) == 1 and site.agent.texts == ["salary?"]


def broken(*_: object, **__: object) -> bool:
    raise OperationalError("INSERT", {}, Exception("no such server"))


class TestInTime:
    def test_a_ten_second_answer_is_acknowledged_at_once(self, slow_answer: SlowAnswer) -> None:
        assert waited_for(slow_answer.site.slack.said, 15.0)
        answered = time.monotonic() - slow_answer.sent
        print(f"acknowledged after {slow_answer.acknowledged * 1000:.0f} ms")
        assert slow_answer.acknowledged < 3.0 < 10.0 <= answered
        assert waited_for(slow_answer.site.is_idle) and len(slow_answer.site.slack.said()) == 1

    def test_a_hundred_users_at_once_are_acknowledged_in_time_and_each_gets_one_answer(
        self, tmp_path: Path, stand_in: SlackStandIn
    ) -> None:
        with slack_site(tmp_path, stand_in) as site:
            site.script.seconds = 0.05
            bodies = [direct("salary?", user=f"U{number}") for number in range(100)]

            def send(body: dict) -> float:
                started = time.monotonic()
                assert site.sender.send(body).status_code == 200
                return time.monotonic() - started

            started = time.monotonic()
            with ThreadPoolExecutor(100) as pool:
                seconds = sorted(pool.map(send, bodies))
            assert waited_for(lambda: len(stand_in.said()) >= 100 and site.is_idle(), 20.0)
            whole = time.monotonic() - started
        assert len({one["channel"] for one in stand_in.said()}) == 100 == len(stand_in.said())
        figures = {
            "users": 100,
            "p50_ms": round(1000 * seconds[50]),
            "p95_ms": round(1000 * seconds[95]),
            "max_ms": round(1000 * seconds[-1]),
            "all_answered_s": round(whole, 1),
        }
        (ROOT / "var").mkdir(exist_ok=True)
        (ROOT / "var" / "slack.json").write_text(json.dumps(figures))
        print(figures)
        assert seconds[-1] < 3.0


def test_a_task_is_the_same_after_it_was_kept() -> None:
    task = SlackRequest("choice", "T1", "U1", "C1", "1.2", "/more", None, "1.3", "a" * 32, 2, "Tell me more")
    assert SlackRequest.of(task.job("choice", "C1", "1.3")) == task
