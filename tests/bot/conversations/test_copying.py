"""Conversations move from SQLite to PostgreSQL and back: all of them, once, also after an interruption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Table, insert, select, text, update
from sqlalchemy.engine import Connection, Engine

from bot.conversations import copying, desk_models, maintenance, models
from bot.conversations.__main__ import main
from bot.conversations.copying import TABLES, CopyError, copy_conversations
from bot.conversations.database import create_conversations_engine, migrate
from bot.conversations.figures import counting
from bot.conversations.left_behind import left_behind
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.turn_records import of_failure, write
from bot.settings import SettingError

DIRECTIONS = [
    pytest.param(("sqlite", "postgresql"), marks=pytest.mark.postgres, id="sqlite-to-postgresql"),
    pytest.param(("postgresql", "sqlite"), marks=pytest.mark.postgres, id="postgresql-to-sqlite"),
    pytest.param(("sqlite", "sqlite"), id="sqlite-to-sqlite"),
]
CONVERSATIONS = 25
EVENTS = 60  # of each: more rows than a batch
ODD = "sälary '\"%; DROP TABLE 🙂 \\ud83d \\u0000"


@pytest.fixture
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where the conversations are, and an empty database to copy them to."""
    return tuple(
        cleared(request.getfixturevalue("postgres_url"))
        if kind == "postgresql"
        else f"sqlite:///{tmp_path / f'{place}.db'}"
        for place, kind in enumerate(request.param)
    )  # type: ignore[return-value]


def cleared(url: str) -> str:
    engine = create_conversations_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def opened(url: str) -> Engine:
    engine = create_conversations_engine(url)
    migrate(engine)
    return engine


@pytest.fixture
def source(urls: tuple[str, str]) -> Iterator[Engine]:
    """A database with rows in every table."""
    engine = opened(urls[0])
    with engine.begin() as connection:
        for number in range(CONVERSATIONS):
            fill(connection, f"web-{number:03}-ä")
            fill_figures(connection, number)
    yield engine
    engine.dispose()


def fill(connection: Connection, name: str) -> None:
    of = {"conversation_id": name}
    lease = {"owner": "a", "lease_expires_at": 4.5}
    row = {"id": name, "started_at": 1.25, "changed_at": 2.5, "last_sequence": EVENTS, "last_append": "k"}
    add(connection, models.conversation, row | {"snapshot_sequence": 0, "snapshot_state": "{}"})
    for sequence in range(1, EVENTS + 1):
        event = {"sequence": sequence, "type": "user", "timestamp": 1.0, "data": f'{{"text": "{ODD}"}}'}
        add(connection, models.conversation_event, of | event)
    add(connection, models.offered_payload, of | {"payload": '/salary{"occupation": "ä"}'})
    rated = {"answer_id": "x", "rating": -1, "comment": ODD, "reasons": "wrong unclear"}
    add(connection, models.feedback, of | rated | {"given_at": 3.0})
    message = {"message_id": "m", "received_at": 1.0, "replies": None}
    add(connection, models.idempotency_key, of | message | lease)
    add(connection, models.ended_session, of | {"ended_at": 9.0})
    job = {"id": f"j-{name}", "channel": "slack", "accepted_at": 1.0, "data": "{}"}
    add(connection, models.job, of | job | lease | {"sent_from": None, "done_at": 2.0})
    said = {"verdict": "nobody", "target": "", "account": name, "at": 1.0}
    add(
        connection,
        models.desk_correction,
        of | said | {"id": name, "turn_id": "t", "text": ODD, "version": 1},
    )
    by = {"created_by": name, "created_at": 1.0, "changed_by": name, "changed_at": 2.0, "version": 1}
    draft = {"id": name, "item": "", "base": "", "form": "{}", "asked": ODD}
    add(connection, models.desk_draft, of | by | draft)
    phrase = {"id": name, "intent": "salary", "text": ODD, "account": name, "at": 1.0}
    add(connection, models.desk_phrase, phrase)
    link = {"digest": name, "address": ODD, "status": None, "problem": "silent", "checked_at": 1.0}
    add(connection, models.desk_link, link)
    account = {"name": name, "role": "editor", "password_hash": "h", "disabled": True, "created_at": 1.0}
    add(connection, models.desk_account, account)
    times = {"created_at": 1.0, "used_at": 2.0, "expires_at": 3.0}
    add(connection, models.desk_session, {"token_hash": name, "account": name} | times)
    entry = {"id": name, "at": 1.0, "account": name, "action": "sign_in", "subject": ODD}
    add(connection, models.desk_audit, entry)
    add(connection, models.desk_attempt, {"key": name, "failures": 1, "since": 1.0})
    group = {"made_at": 2.0, "since": 1.0, "turns": 3, "earlier": 2, "topic": "ä", "facts": "[]"}
    add(connection, desk_models.unanswered_group, group | {"id": name})
    add(connection, desk_models.unanswered_turn, of | {"turn_id": "k", "group_id": name, "place": 0})
    asked = {"occupation": name, "topic": "ä", "turns": 3, "missed": 1}
    add(connection, desk_models.demand, asked)
    add(connection, desk_models.watch_state, {"measure": name, "is_out": True, "since": 1.0})
    message = {"id": name, "made_at": 1.0, "kind": "alert", "text": ODD, "details": "{}"}
    add(connection, desk_models.watch_message, message)
    delivery = {"message_id": name, "way": "slack", "tries": 1, "problem": None}
    add(connection, desk_models.watch_delivery, delivery)
    add(connection, desk_models.desk_job, {"name": name, "begun_at": 1.0})
    record = of_failure(name, "k", "web", outcome="error", answer_id=None)
    write(connection, [replace(record, topic="ä", confidence=0.5)])


def fill_figures(connection: Connection, number: int) -> None:
    for table in counting.TABLES:
        keys = {"hour": 1, "bucket": 2, "channel": "web", "topic": "ä", "occupation": "b", "reason": "wrong"}
        keys |= dict.fromkeys(("day", "month"), date(2026, 1, 1 + number))
        counted = {one.name: 3 for one in table.columns if not one.primary_key}
        names = {name: keys[name] for name in table.primary_key.columns.keys()}  # noqa: SIM118
        add(connection, table, {**names, **counted})


def add(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    connection.execute(insert(table).values(**row))


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = create_conversations_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in TABLES
        }
    engine.dispose()
    return found


def test_every_table_is_copied() -> None:
    assert set(TABLES) == set(models.metadata.tables.values())
    places = {table: place for place, table in enumerate(TABLES)}
    for table in TABLES:
        for key in table.foreign_keys:
            assert places[key.column.table] < places[table]


@pytest.mark.parametrize("urls", DIRECTIONS, indirect=True)
def test_all_rows_arrive_as_they_were(source: Engine, urls: tuple[str, str]) -> None:
    said: list[str] = []
    copied = copy_conversations(*urls, say=said.append)
    assert copied["conversation"] == CONVERSATIONS
    assert copied["conversation_event"] == CONVERSATIONS * EVENTS > 2 * copying.BATCH
    before, after = map(rows, urls)
    assert after == before
    assert all(len(found) >= CONVERSATIONS for found in after.values())
    assert f"conversation_event: {CONVERSATIONS * EVENTS:,} of {CONVERSATIONS * EVENTS:,}" in said


@pytest.mark.parametrize("urls", DIRECTIONS[:2], indirect=True)
async def test_a_conversation_goes_on_where_it_was(urls: tuple[str, str], domain: Domain) -> None:
    store = ConversationTrackerStore(domain, host=urls[0])
    migrate(store.engine)
    tracker = DialogueStateTracker.from_events("ann", [UserUttered("hello"), SlotSet("topic", "salary")])
    await store.save(tracker)
    store.close()
    copy_conversations(*urls)
    moved = ConversationTrackerStore(domain, host=urls[1])
    found = await moved.retrieve("ann")
    assert found is not None and found.get_slot("topic") == "salary"
    found.update(SlotSet("topic", "outlook"))
    await moved.save(found)
    moved.close()
    again = ConversationTrackerStore(domain, host=urls[1])
    last = await again.retrieve("ann")
    assert last is not None and last.get_slot("topic") == "outlook"
    again.close()


@pytest.mark.parametrize("urls", DIRECTIONS[:2], indirect=True)
def test_an_interrupted_copy_goes_on_and_a_finished_one_may_be_repeated(
    source: Engine, urls: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(line: str) -> None:
        if line.startswith("conversation:"):
            monkeypatch.setattr(copying, "BATCH", 7)
        if line.startswith("offered_payload:"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_conversations(*urls, say=fail)
    assert rows(urls[1])["job"] == [] != rows(urls[1])["conversation_event"]
    with pytest.raises(CopyError, match=r"is not empty \(25 of conversation, .*--resume"):
        copy_conversations(*urls)
    with source.begin() as connection:  # it went on in the meantime
        connection.execute(update(models.conversation).values(last_sequence=EVENTS + 1, changed_at=5.0))
    for _ in range(2):
        copy_conversations(*urls, resume=True)
        assert rows(urls[1]) == rows(urls[0])


@pytest.mark.parametrize("urls", DIRECTIONS[:1], indirect=True)
@pytest.mark.parametrize("change", ["another", "newer"])
def test_a_database_that_was_used_since_is_not_overwritten(
    source: Engine, urls: tuple[str, str], change: str
) -> None:
    copy_conversations(*urls)
    target = create_conversations_engine(urls[1])
    with target.begin() as connection:
        if change == "another":
            fill(connection, "web-new")
        else:
            connection.execute(update(models.conversation).values(last_sequence=EVENTS + 1))
    target.dispose()
    before = rows(urls[1])
    with pytest.raises(CopyError, match="has been used since"):
        copy_conversations(*urls, resume=True)
    assert rows(urls[1]) == before


def test_what_is_no_source_is_refused_and_no_file_is_made(tmp_path: Path) -> None:
    empty, missing, target = (f"sqlite:///{tmp_path / name}.db" for name in ("empty", "missing", "target"))
    (tmp_path / "empty.db").touch()
    for source, reason in (
        (missing, "there is no file"),
        (empty, "has no conversations of this release"),
        (target, "name the same database"),
    ):
        with pytest.raises(CopyError, match=reason):
            copy_conversations(source, target)
    assert not (tmp_path / "missing.db").exists()
    for urls, option in ((("mysql://h/d", target), "--from"), ((empty, "nonsense"), "--to")):
        with pytest.raises(SettingError, match=f"^{option} "):
            copy_conversations(*urls)


@pytest.mark.parametrize("urls", DIRECTIONS[:1], indirect=True)
def test_the_command_says_what_it_did_and_what_is_next(
    source: Engine, urls: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["copy", "--from", urls[0], "--to", urls[1]]
    assert main(arguments) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("25 conversations with 1,500 events are in postgresql://")
    assert last.endswith("the numbers of rows agree. Now set ADVISOR_CONVERSATIONS_URL to it.")
    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert told.startswith("Not copied: ") and "--resume" in told and len(told.splitlines()) == 1
    assert main(["copy", "--from", urls[0], "--to", "postgresql://me:s3cret@127.0.0.1:1/x"]) == 1
    told = capsys.readouterr().err
    assert "refused" in told and "s3cret" not in told and len(told.splitlines()) == 1


@pytest.mark.parametrize("urls", DIRECTIONS[:1], indirect=True)
def test_conversations_that_stay_behind_are_told_while_the_new_database_is_empty(
    source: Engine, urls: tuple[str, str], tmp_path: Path
) -> None:
    file = Path(str(source.url.database))
    target = opened(urls[1])
    line = left_behind(target, file) or ""
    assert line.startswith("postgresql://") and "has 25 conversations, which stay there" in line
    assert f"python -m bot.conversations copy --from sqlite:///{file} --to" in line
    assert left_behind(source, file) is None
    (tmp_path / "other.db").write_text("no database")
    assert left_behind(target, tmp_path / "other.db") is left_behind(target, tmp_path / "none.db") is None
    copy_conversations(*urls)
    assert left_behind(target, file) is None
    target.dispose()


def test_a_start_tells_of_conversations_that_stay_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = opened(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        fill(connection, "ann")
    engine.dispose()
    monkeypatch.setattr(maintenance, "left_behind", lambda new: left_behind(new, tmp_path / "old.db"))
    monkeypatch.setenv("ADVISOR_CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'new.db'}")
    maintenance.check_at_start(required=True)
    assert "has 1 conversations, which stay there" in caplog.text
    caplog.clear()
    monkeypatch.setenv("ADVISOR_CONVERSATIONS_URL", f"sqlite:///{tmp_path / 'old.db'}")
    maintenance.check_at_start(required=True)
    assert caplog.text == ""
