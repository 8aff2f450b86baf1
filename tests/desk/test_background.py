"""The desk's jobs run when they are due, one process at a time, and survive what fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.engine import Engine

from bot.conversations.figures.counting import moment
from bot.conversations.models import TALLIES, cell_figures
from bot.settings.alerts import AlertSettings
from desk import background
from desk.background import DEMAND_SECONDS, GROUPS, GROUPS_SECONDS, WATCH, WATCH_SECONDS, Background
from desk.queries import jobs
from desk.queries.demand import Asked, stored_demand
from desk.queries.watch import Message, add_message, newest_messages
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url

NOW = 1_800_000_000.0  # a Friday


@pytest.fixture
def knowledge(shipped_database: Path) -> Iterator[Engine]:
    engine = create_knowledge_engine(sqlite_url(shipped_database))
    yield engine
    engine.dispose()


@pytest.fixture
def desk(engine: Engine, knowledge: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Background]:
    monkeypatch.setattr(background, "COMMAND", (sys.executable, "-c", "print('done')"))
    taken: list[Message] = []
    made = Background(AlertSettings(digest_weekday=5), engine, knowledge, ways={"webhook": taken.append})
    made.taken = taken  # type: ignore[attr-defined]
    yield made
    made._stop.set()


def run_of(engine: Engine, name: str) -> jobs.Run | None:
    with engine.connect() as connection:
        return jobs.last_run(connection, name)


def grouped(desk: Background, engine: Engine) -> jobs.Run:
    for _ in range(200):
        desk._look_after_grouping()
        run = run_of(engine, GROUPS)
        if run and run.ended_at:
            return run
        time.sleep(0.05)
    raise AssertionError("the job has not ended")


def test_what_is_due_is_done_and_not_again_before_its_time(desk: Any, engine: Engine) -> None:
    desk.tick(NOW)
    assert [one.kind for one in desk.taken] == ["digest"]
    assert grouped(desk, engine).problem is None
    first = run_of(engine, WATCH)
    assert first is not None and first.begun_at == NOW and first.problem is None
    desk.tick(NOW + WATCH_SECONDS - 1)
    assert run_of(engine, WATCH) == first
    desk.tick(NOW + WATCH_SECONDS)
    second = run_of(engine, WATCH)
    assert second is not None and second.begun_at == NOW + WATCH_SECONDS and len(desk.taken) == 1


def test_what_is_asked_of_occupations_is_counted_anew_when_it_is_due(desk: Any, engine: Engine) -> None:
    def ask(topic: str) -> None:
        figures = {**dict.fromkeys(TALLIES, 0), "answered": 2, "unknown": 1}
        key = {"day": moment(NOW)[0], "occupation": "nurse", "topic": topic}
        with engine.begin() as connection:
            connection.execute(insert(cell_figures).values(**key, **figures))

    def found() -> list[Asked]:
        with engine.connect() as connection:
            return sorted(stored_demand(connection))

    ask("salary")
    desk.tick(NOW)
    assert found() == [Asked("nurse", "salary", 3, 1)]
    ask("skills")
    desk.tick(NOW + DEMAND_SECONDS - 1)
    assert found() == [Asked("nurse", "salary", 3, 1)]
    desk.tick(NOW + DEMAND_SECONDS)
    assert found() == [Asked("nurse", "salary", 3, 1), Asked("nurse", "skills", 3, 1)]


def test_two_desks_do_each_job_once(desk: Any, engine: Engine, knowledge: Engine) -> None:
    other = Background(
        AlertSettings(digest_weekday=5), engine, knowledge, ways={"webhook": desk.taken.append}
    )
    for one in (desk, other, desk, other):
        one.tick(NOW)
    assert len(desk.taken) == 1 and (desk._grouping is None) != (other._grouping is None)
    grouped(desk, engine)


def test_a_grouping_that_fails_or_hangs_is_told(
    desk: Any, engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = "import sys; print('noise', file=sys.stderr); sys.exit('no encoder')"
    monkeypatch.setattr(background, "COMMAND", (sys.executable, "-c", failing))
    desk.tick(NOW)
    assert grouped(desk, engine).problem == "no encoder" and "no encoder" in caplog.text
    monkeypatch.setattr(background, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    desk.tick(NOW + GROUPS_SECONDS)
    monkeypatch.setattr(background, "LONGEST_SECONDS", 0.1)
    time.sleep(0.15)
    assert desk._grouping.poll() is None
    desk._look_after_grouping()
    run = run_of(engine, GROUPS)
    assert run is not None and run.problem == "it took too long" and desk._grouping is None


def test_a_database_that_fails_costs_no_more_than_a_line_in_the_log(
    knowledge: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    empty = create_engine(sqlite_url(tmp_path / "empty.db"), future=True)
    Background(AlertSettings(), empty, knowledge, ways={}).tick(NOW)
    assert "OperationalError" in caplog.text and "Traceback" not in caplog.text


def test_the_thread_ends_with_the_desk(
    engine: Engine, knowledge: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    sent: list[Message] = []
    with engine.begin() as connection:
        add_message(connection, Message("m1", time.time(), "test", "a test", {}), ["webhook"])
    running = Background(AlertSettings(digest_weekday=0), engine, knowledge, ways={"webhook": sent.append})
    running.start()
    wait_for(lambda: bool(sent) and running._grouping is not None)
    process = running._grouping
    running.stop()
    assert process is not None and process.poll() is not None and not running._thread.is_alive()
    with engine.connect() as connection:
        assert newest_messages(connection, limit=1)[0].deliveries[0].delivered_at


def wait_for(done: Callable[[], bool]) -> None:
    for _ in range(400):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")
