"""The desk as a process: its settings, its health, its end, and headers as they come by the wire."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.advisor import free_port
from bot.conversations.database import create_conversations_engine, migrate
from bot.process.child_processes import answers
from bot.settings import CONFIG_EXIT, ROOT, DeskSettings, SettingError
from bot.supervisor import check_desk_address, desk_program
from tests.databases import sqlite_url
from tests.services import wait_for_port

SECRET = "0123456789" * 4


def environment(folder: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
    conversations = {"ADVISOR_CONVERSATIONS_URL": sqlite_url(folder / "conversations.db")}
    return {**kept, **conversations, "DATABASE_URL": sqlite_url(folder / "knowledge.db"), **settings}


@pytest.mark.parametrize(
    ("settings", "variable"),
    [
        ({}, "ADVISOR_DESK_SECRET"),
        ({"ADVISOR_DESK_SECRET": "hunter2"}, "ADVISOR_DESK_SECRET"),
        ({"ADVISOR_DESK_SECRET": SECRET, "ADVISOR_DESK_PORT": "many"}, "ADVISOR_DESK_PORT"),
        ({"ADVISOR_DESK_SECRET": SECRET, "ADVISOR_DESK_HOST": "203.0.113.1"}, "ADVISOR_DESK_HOST"),
        ({"ADVISOR_DESK_USER_HEADER": "X-User"}, "ADVISOR_DESK_PROXIES"),
        ({"ADVISOR_DESK_USER_HEADER": "X-User", "ADVISOR_DESK_PROXIES": "::1"}, "ADVISOR_DESK_EDITORS"),
        ({"ADVISOR_DESK_USER_HEADER": "X User"}, "ADVISOR_DESK_USER_HEADER"),
        ({"ADVISOR_DESK_SECRET": SECRET, "ADVISOR_DESK_PROXIES": "proxy.example"}, "ADVISOR_DESK_PROXIES"),
        ({"ADVISOR_DESK_SECRET": SECRET, "ADVISOR_DESK_READERS": "an na"}, "ADVISOR_DESK_READERS"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_the_variable(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: dict[str, str],
    variable: str,
) -> None:
    from desk import server

    for name in [one for one in os.environ if one.startswith("ADVISOR_")]:
        monkeypatch.delenv(name)
    for name, value in environment(tmp_path, **settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(server, "end_with_parent", lambda: None)
    assert server.main() == CONFIG_EXIT
    said = capsys.readouterr().err
    assert said.startswith(variable) and len(said.splitlines()) == 1 and "hunter2" not in said


def test_without_a_secret_and_a_header_there_is_no_desk() -> None:
    assert not DeskSettings().is_on
    assert DeskSettings(secret=SECRET).is_on
    assert DeskSettings(user_header="X-User", proxies="127.0.0.1", readers="ben").is_on


def test_the_supervisor_finds_it_where_it_listens_and_goes_on_without_it() -> None:
    desk = desk_program(DeskSettings(secret=SECRET, host="0.0.0.0", port=6006))
    assert (desk.ready_url, desk.health_url) == (
        "http://127.0.0.1:6006/ready",
        "http://127.0.0.1:6006/health",
    )
    assert not desk.essential


def test_a_port_of_another_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings import AddressSettings

    with pytest.raises(SettingError, match="ADVISOR_DESK_PORT is 5005"):
        check_desk_address(DeskSettings(secret=SECRET, port=5005), AddressSettings())


class TestRunning:
    @pytest.fixture(scope="class")
    def port(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
        folder, port = tmp_path_factory.mktemp("desk"), free_port()
        engine = create_conversations_engine(sqlite_url(folder / "conversations.db"))
        migrate(engine)
        engine.dispose()
        settings = {
            "ADVISOR_DESK_PORT": str(port),
            "ADVISOR_DESK_USER_HEADER": "X-Forwarded-User",
            "ADVISOR_DESK_PROXIES": "127.0.0.1",
            "ADVISOR_DESK_EDITORS": "anna",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "desk.server"],
            cwd=ROOT,
            env=environment(folder, **settings),
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_for_port(port)
        yield port
        process.send_signal(signal.SIGTERM)
        _output, errors = process.communicate(timeout=20)
        assert process.returncode == 0 and "Traceback" not in errors

    def ask(self, port: int, *headers: str) -> str:
        """Send headers as they are, which no client library would."""
        lines = ["GET /desk/account/ HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall("\r\n".join(lines).encode())
            answer = b""
            while part := connection.recv(65_536):
                answer += part
        return answer.decode()

    def test_it_is_alive_and_ready(self, port: int) -> None:
        assert answers(f"http://127.0.0.1:{port}/health") and answers(f"http://127.0.0.1:{port}/ready")

    def test_the_proxys_header_signs_somebody_in(self, port: int) -> None:
        answer = self.ask(port, "X-Forwarded-User: anna")
        assert answer.startswith("HTTP/1.1 200") and "<strong>anna</strong>, an editor" in answer
        assert "\r\nServer:" not in answer

    @pytest.mark.parametrize(
        "headers",
        [
            ["X_Forwarded_User: anna"],  # which WSGI would call the same
            ["X-Forwarded-User: eve", "X-Forwarded-User: anna"],
            ["X-Forwarded-User: eve", "X_Forwarded_User: anna"],
            ["X-Forwarded-User:"],
        ],
    )
    def test_no_other_spelling_does(self, port: int, headers: list[str]) -> None:
        answer = self.ask(port, *headers)
        assert answer.split()[1] in ("401", "403") and "an editor" not in answer
