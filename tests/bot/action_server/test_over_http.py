"""The action server as a process: calls that hang, bad input, readiness, figures, an orderly end."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.action_server.request_parser import MAX_BODY_BYTES
from bot.http.cached_check import KEEP_SECONDS
from knowledge.content import read_content
from knowledge.database import create_knowledge_engine, migrate
from knowledge.loader import load
from tests.knowledge.conftest import SMALL_CONTENT

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    url: str
    database: Path

    def call(self, action: str, text: str = "hi", timeout: float = 20) -> dict[str, Any]:
        tracker = {"sender_id": "x", "slots": {}, "latest_message": {"text": text}, "events": []}
        body = {"next_action": action, "tracker": tracker, "domain": {}}
        answered = requests.post(f"{self.url}/webhook", json=body, timeout=timeout)
        answered.raise_for_status()
        (message,) = answered.json()["responses"]
        return dict(message["custom"])

    def post(self, body: bytes, **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.post(f"{self.url}/webhook", data=body, headers=named, timeout=20).status_code


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Run the server on a small knowledge base of its own until it is ready."""
    (folder / "content").mkdir()
    (folder / "content" / "main.yml").write_text(SMALL_CONTENT, encoding="utf-8")
    engine = create_knowledge_engine(f"sqlite:///{folder / 'k.db'}")
    migrate(engine)
    load(engine, read_content(folder / "content"))
    engine.dispose()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'k.db'}",
        "ADVISOR_ACTION_PORT": str(port),
        "PYTHONPATH": str(ROOT),
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "tests.bot.hanging_action_server"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        server = Server(process, f"http://127.0.0.1:{port}", folder / "k.db")
        try:
            until = time.monotonic() + 60
            while status(server, "ready") != 200:
                assert process.poll() is None and time.monotonic() < until, (folder / "log").read_text()
                time.sleep(0.1)
            yield server
        finally:
            process.kill()
            process.wait()


def status(server: Server, page: str) -> int:
    try:
        return requests.get(f"{server.url}/{page}", timeout=5).status_code
    except requests.ConnectionError:
        return 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("action_server")) as started:
        yield started


def test_actions_that_hang_end_in_an_apology_and_hold_up_no_other(server: Server) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        hanging = [threads.submit(server.call, "action_endless") for _ in range(3)]
        hanging.append(threads.submit(server.call, "action_sleeping", "6"))
        time.sleep(0.3)
        quick = time.monotonic()
        assert server.call("action_sleeping", "0")["outcome"] == "answered"
        assert time.monotonic() - quick < 2
        assert [one.result()["outcome"] for one in hanging] == ["error"] * 4
    assert time.monotonic() - begun < 6.5


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b"[" * 200_000,
        b"\xff\xfe",
        b'{"next_action": 7, "tracker": {}}',
        b'{"next_action": "action_sleeping", "tracker": 5}',
        b'{"next_action": "action_sleeping", "tracker": {"events": 5}}',
        b"9" * 10_000,
    ],
    ids=lambda body: repr(body[:30]),
)
def test_bad_input_is_400(server: Server, body: bytes) -> None:
    assert server.post(body) == 400


def test_bodies_that_are_too_large_or_oddly_packed_are_told_apart(server: Server) -> None:
    assert server.post(b" " * (MAX_BODY_BYTES + 1)) == 413
    assert server.post(zlib.compress(b" " * 10 * MAX_BODY_BYTES), Content_Encoding="deflate") == 413
    assert server.post(b"{}", Content_Encoding="deflate") == 400
    assert server.post(b"{}", Content_Encoding="gzip") == 415
    assert server.post(b'{"next_action": "action_none", "tracker": {}}') == 404
    assert requests.get(f"{server.url}/webhook", timeout=5).status_code == 405
    assert status(server, "nowhere") == 404


def test_odd_messages_are_answered(server: Server) -> None:
    for message in ("null", '{"text": 5}', '{"entities": [5]}', '{"intent": "x"}', '{"text": "\\ud800"}'):
        body = f'{{"next_action": "action_small_talk", "tracker": {{"latest_message": {message}}}}}'
        assert server.post(body.encode()) == 200


@pytest.mark.parametrize(
    ("host", "status_"), [("evil.example", 421), ("127.0.0.1:5055", 200), ("nginx", 200)]
)
def test_a_page_that_points_its_name_here_gets_nothing(server: Server, host: str, status_: int) -> None:
    for page in ("health", "metrics"):
        answered = requests.get(f"{server.url}/{page}", headers={"Host": host}, timeout=5)
        assert answered.status_code == status_


def test_figures_tell_of_calls_and_memory(server: Server) -> None:
    server.call("action_sleeping", "0")
    told = requests.get(f"{server.url}/metrics", timeout=5).text
    assert 'advisor_action_calls_total{action="action_sleeping",outcome="answered"}' in told
    assert 'advisor_action_seconds_bucket{action="action_sleeping",le="0.01"}' in told
    if sys.platform == "linux":
        assert "process_resident_memory_bytes" in told


def test_it_is_ready_only_while_the_knowledge_base_answers(server: Server) -> None:
    assert status(server, "ready") == 200
    for there, back in (("occupation", "gone"), ("gone", "occupation")):
        made = sqlite3.connect(server.database)
        made.execute(f"ALTER TABLE {there} RENAME TO {back}")
        made.commit()
        made.close()
        time.sleep(KEEP_SECONDS)
        assert status(server, "ready") == (503 if back == "gone" else 200)
        assert status(server, "health") == 200


def test_told_to_stop_it_finishes_the_calls_under_way(tmp_path: Path) -> None:
    with running(tmp_path) as server, ThreadPoolExecutor(1) as threads:
        call = threads.submit(server.call, "action_sleeping", "2")
        time.sleep(0.7)
        server.process.send_signal(signal.SIGTERM)
        assert call.result()["outcome"] == "answered"
        assert server.process.wait(timeout=10) == 0


def test_told_to_stop_it_ends_though_a_call_does_not(tmp_path: Path) -> None:
    with running(tmp_path) as server, ThreadPoolExecutor(1) as threads:
        call = threads.submit(server.call, "action_sleeping", "60")
        time.sleep(0.7)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=20) == 1
        assert time.monotonic() - begun < 9
        assert call.result()["outcome"] == "error"
