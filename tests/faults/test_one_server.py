"""What users notice when a part of one server over SQLite fails: an apology at most, nothing lost or twice.

The bounds of silence follow from those of the code: an action call is given up after 6 s, a statement after
4 s and its retries after 5 s; a channel apologises after 30 s.
"""

from __future__ import annotations

import json
import signal
import socket
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, select, update

from bot.action_client.client import CALL_SECONDS
from bot.conversations.models import conversation_event
from tests.faults.conftest import Table, check
from tests.faults.crowd import QUESTIONS, talking
from tests.faults.system import System

pytestmark = pytest.mark.timeout(400)


def ask(
    system: System, text: str, sender: str, message_id: str | None = None, bot: int = 0
) -> dict[str, Any]:
    body = {"sender": sender, "message": text} | ({"message_id": message_id} if message_id else {})
    response = requests.post(f"{system.bots[bot].url}/webhooks/rest/webhook", json=body, timeout=40)
    (message,) = response.json()
    custom: dict[str, Any] = message["custom"]
    return custom


def test_the_action_server_is_killed_and_started_again(one_server: System, table: Table) -> None:
    with talking(one_server, "action server: kill -9, 3 s, start") as crowd:
        one_server.actions.kill()
        time.sleep(3)
        one_server.actions.start()
    check(crowd, one_server, table, silence=CALL_SECONDS + 4)


def test_the_action_server_hangs_and_goes_on(one_server: System, table: Table) -> None:
    with talking(one_server, "action server: hangs for 10 s") as crowd:
        one_server.actions.signal(signal.SIGSTOP)
        time.sleep(10)
        one_server.actions.signal(signal.SIGCONT)
    check(crowd, one_server, table, silence=CALL_SECONDS + 4)


def test_a_client_that_leaves_in_the_middle_finds_its_answer(one_server: System) -> None:
    sender, message_id = uuid.uuid4().hex, uuid.uuid4().hex
    body = json.dumps(
        {"sender": sender, "message": "what is a data scientist?", "message_id": message_id}
    ).encode()
    head = (
        "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", one_server.bots[0].port)) as client:
        client.sendall(head.encode() + body)
    first = ask(one_server, "what is a data scientist?", sender, message_id)
    assert first["outcome"] == "answered"
    assert ask(one_server, "what is a data scientist?", sender, message_id)["id"] == first["id"]
    assert ask(one_server, "and the duties?", sender)["occupation"] == "data_scientist"


def test_a_conversation_goes_on_after_a_night_and_after_the_clock_was_set_back(one_server: System) -> None:
    hours_ago = {uuid.uuid4().hex: 12.0, uuid.uuid4().hex: -48.0}
    for sender in hours_ago:
        ask(one_server, "what is a data scientist?", sender)
    one_server.bots[0].stop()
    for sender, hours in hours_ago.items():
        shift(one_server, sender, hours)
    one_server.bots[0].start()
    for sender in hours_ago:
        assert ask(one_server, "and the duties?", sender)["occupation"] == "data_scientist"


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


def fill(file: Path) -> None:
    """Write until nothing fits any more."""
    with file.open("wb", buffering=0) as opened:
        while opened.write(b"x" * 4096):
            pass


def test_a_full_disk_gets_apologies_until_there_is_room_again(
    one_server: System, small_disk: Path | None, table: Table
) -> None:
    if small_disk is None:
        pytest.skip("a small file system cannot be mounted here (needs root)")
    with talking(one_server, "disk full for 5 s (SQLite)") as crowd:
        filler = small_disk / "filler"
        with pytest.raises(OSError, match="No space"):
            fill(filler)
        time.sleep(5)
        filler.unlink()
    check(crowd, one_server, table, silence=15)
    assert crowd.row()["apologies"] > 0  # type: ignore[operator]


def test_the_logs_hold_neither_messages_nor_senders_even_at_debug(one_server: System) -> None:
    sender = f"{uuid.uuid4().hex}@example.org"
    for text in ("does a xyzzyplugh earn $98,765 in Texas?", "what is a data scientist?", "the second one"):
        ask(one_server, text, sender, uuid.uuid4().hex)
    for server in (*one_server.bots, one_server.actions):
        log = server.log.lower()
        assert "info" in log
        for hidden in (sender, "xyzzyplugh", "98,765", "the second one", *map(str.lower, QUESTIONS)):
            assert hidden not in log
