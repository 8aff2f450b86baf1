"""What users notice when a part fails while they talk: an apology at most, no silence, nothing lost or twice.

The bounds of silence follow from those of the code: an action call is given up after 6 s, a statement after
4 s and its retries after 5 s; a channel apologises after 30 s.
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, select, update

from bot.action_client.client import CALL_SECONDS
from bot.conversations.models import conversation_event
from tests.faults.conftest import check
from tests.faults.crowd import talking
from tests.faults.system import System, running_system
from tests.services import PostgresServer, RedisServer

pytestmark = pytest.mark.timeout(400)
Table = list[dict[str, object]]


def ask(
    system: System, text: str, sender: str, message_id: str | None = None, bot: int = 0
) -> dict[str, Any]:
    body = {"sender": sender, "message": text} | ({"message_id": message_id} if message_id else {})
    response = requests.post(f"{system.bots[bot].url}/webhooks/rest/webhook", json=body, timeout=40)
    (message,) = response.json()
    custom: dict[str, Any] = message["custom"]
    return custom


def test_the_action_server_is_killed_and_started_again(alone: System, table: Table) -> None:
    with talking(alone, "action server: kill -9, 3 s, start") as crowd:
        alone.actions.kill()
        time.sleep(3)
        alone.actions.start()
    check(crowd, alone, table, silence=CALL_SECONDS + 4)


def test_the_action_server_hangs_and_goes_on(alone: System, table: Table) -> None:
    with talking(alone, "action server: hangs for 10 s") as crowd:
        alone.actions.signal(signal.SIGSTOP)
        time.sleep(10)
        alone.actions.signal(signal.SIGCONT)
        time.sleep(4)
    check(crowd, alone, table, silence=CALL_SECONDS + 4)


def test_a_client_that_leaves_in_the_middle_finds_its_answer(alone: System) -> None:
    sender, message_id = uuid.uuid4().hex, uuid.uuid4().hex
    body = json.dumps(
        {"sender": sender, "message": "what is a data scientist?", "message_id": message_id}
    ).encode()
    head = f"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", alone.bots[0].port)) as client:
        client.sendall(head.encode() + body)
    first = ask(alone, "what is a data scientist?", sender, message_id)
    assert first["outcome"] == "answered"
    assert ask(alone, "what is a data scientist?", sender, message_id)["id"] == first["id"]
    assert ask(alone, "and the duties?", sender)["occupation"] == "data_scientist"


def test_a_conversation_goes_on_after_a_night_and_after_the_clock_was_set_back(alone: System) -> None:
    sender = uuid.uuid4().hex
    for hours in (12.0, -48.0):
        ask(alone, "what is a data scientist?", sender)
        alone.bots[0].stop()
        shift(alone, sender, hours)
        alone.bots[0].start()
        assert ask(alone, "and the duties?", sender)["occupation"] == "data_scientist"


def shift(system: System, sender: str, hours: float) -> None:
    """Let a conversation have happened so many hours ago, or in the future."""
    engine = create_engine(system.conversations_url, future=True)
    event = conversation_event.c
    with engine.begin() as connection:
        for row in connection.execute(
            select(conversation_event).where(event.conversation_id == sender)
        ).all():
            data = json.loads(row.data)
            data["timestamp"] -= 3600 * hours
            connection.execute(
                update(conversation_event)
                .where(event.conversation_id == sender, event.sequence == row.sequence)
                .values(timestamp=data["timestamp"], data=json.dumps(data))
            )
    engine.dispose()


def test_postgresql_is_killed_and_started_again(
    replicas: System, own_postgres: PostgresServer, table: Table
) -> None:
    with talking(replicas, "PostgreSQL: kill -9, 3 s, start") as crowd:
        own_postgres.kill()
        time.sleep(3)
        own_postgres.start()
    check(crowd, replicas, table, silence=20)


def test_redis_is_killed_and_started_again(replicas: System, own_redis: RedisServer, table: Table) -> None:
    with talking(replicas, "Redis: kill -9, 3 s, start") as crowd:
        own_redis.kill()
        time.sleep(3)
        own_redis.start()
    check(crowd, replicas, table, silence=15)


def test_a_replica_is_killed_and_started_again(replicas: System, table: Table) -> None:
    with talking(replicas, "Rasa replica: kill -9, start") as crowd:
        replicas.bots[1].kill()
        time.sleep(3)
        replicas.bots[1].start()
    # A message that the dead replica had begun is taken over when its claim and its place in the queue end.
    check(crowd, replicas, table, silence=15)


def test_a_replica_is_asked_to_end_under_load(replicas: System, table: Table) -> None:
    with talking(replicas, "Rasa replica: SIGTERM under load, start") as crowd:
        assert replicas.bots[0].stop() == 0
        replicas.bots[0].start()
    check(crowd, replicas, table, silence=15)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB: room for the database and its write-ahead log."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("a small file system cannot be mounted here (needs root)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(file: Path) -> None:
    """Write until nothing fits any more."""
    with file.open("wb", buffering=0) as opened:
        while opened.write(b"x" * 4096):
            pass


def test_a_full_disk_gets_apologies_until_there_is_room_again(
    tmp_path: Path, small_disk: Path, table: Table
) -> None:
    url = f"sqlite:///{small_disk / 'conversations.db'}"
    with running_system(tmp_path, ADVISOR_CONVERSATIONS_URL=url) as system:
        with talking(system, "disk full for 5 s (SQLite)") as crowd:
            filler = small_disk / "filler"
            with pytest.raises(OSError, match="No space"):
                fill(filler)
            time.sleep(5)
            filler.unlink()
        check(crowd, system, table, silence=15)
        assert crowd.row()["apologies"] > 0  # type: ignore[operator]
