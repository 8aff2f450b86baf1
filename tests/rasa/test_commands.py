"""Rasa's own commands as a person types them in a terminal, with nothing done but the set-up."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
import requests

from bench.advisor import ROOT, START_SECONDS, free_port
from bot.settings.addresses import DEFAULT_ACTION_URL
from tests import services

RASA = Path(sys.executable).with_name("rasa")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
NOISE = re.compile(r"Traceback|Warning:|pkg_resources|SQLAlchemy|tensorflow|telemetry", re.IGNORECASE)
OF_THE_USER = ("ADVISOR_", "RASA_", "LOG_LEVEL", "SQLALCHEMY_", "TF_")

Terminal = Callable[..., "pexpect.spawn[str]"]
pytestmark = pytest.mark.timeout(2 * START_SECONDS)


@pytest.fixture
def terminal(shipped_database: Path, tmp_path: Path) -> Iterator[Terminal]:
    """Type a command of Rasa's into a terminal; what still runs at the end of the test is ended."""
    services.needs("model")
    assert "bot.rasa_cli" in RASA.read_text(), "scripts/setup.sh has not put this project's rasa in place"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_USER)} | {
        "DATABASE_URL": f"sqlite:///{shipped_database}",
        "ADVISOR_CONVERSATIONS_URL": f"sqlite:///{tmp_path / 'conversations.db'}",
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    running: list[pexpect.spawn[str]] = []

    def typed(*command: str) -> pexpect.spawn[str]:
        child = pexpect.spawn(
            str(RASA),
            list(command),
            cwd=str(ROOT),
            env=environment,
            encoding="utf-8",
            timeout=START_SECONDS,
            dimensions=(50, 120),
        )
        running.append(child)
        return child

    yield typed
    for child in running:
        ended(child)


def ended(child: pexpect.spawn[str]) -> None:
    """End what still runs; on a busy machine a killed process takes longer to go than pexpect waits."""
    try:
        child.close(force=True)
    except pexpect.ExceptionPexpect:
        child.wait()


@pytest.fixture
def action_port() -> int:
    return free_port()


@pytest.fixture
def endpoints(action_port: int, tmp_path: Path) -> str:
    """The project's endpoints.yml with another port."""
    file = tmp_path / "endpoints.yml"
    text = (ROOT / "endpoints.yml").read_text()
    file.write_text(text.replace(DEFAULT_ACTION_URL, f"http://127.0.0.1:{action_port}/webhook"))
    assert str(action_port) in file.read_text()
    return str(file)


@pytest.fixture
def action_server(terminal: Terminal, action_port: int) -> None:
    start_action_server(terminal, action_port)


def start_action_server(terminal: Terminal, port: int) -> None:
    server = terminal("run", "actions", "--port", str(port))
    server.expect_exact(f"The action server listens on http://127.0.0.1:{port}")
    assert not NOISE.search(plain(server.before))


def plain(output: str | None) -> str:
    return ESCAPES.sub("", output or "").replace("\r", "")


def finished(child: pexpect.spawn[str]) -> str:
    """Return what a command printed, once it has ended well and without noise."""
    child.expect(pexpect.EOF)
    output = plain(child.before)
    child.close()
    assert child.exitstatus == 0, output
    assert not NOISE.search(output), output
    return output


def answering(child: pexpect.spawn[str], url: str) -> Any:
    """Wait until a server is ready; return what it says."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            response = requests.get(url, timeout=5)
        except requests.ConnectionError:
            assert child.isalive() and time.monotonic() < deadline, child.read()
            time.sleep(0.2)
            continue
        return response.json()


def test_the_shell_says_how_to_start_the_action_server_and_answers_once_it_runs(
    terminal: Terminal, endpoints: str, action_port: int
) -> None:
    shell = terminal("shell", "--endpoints", endpoints)
    shell.expect("You:")
    opening = plain(shell.before)
    assert [line for line in opening.splitlines() if "rasa run actions" in line]
    assert len(opening.split()) < 60 and not NOISE.search(opening), opening
    shell.sendline("salary of a senior?")
    shell.expect("I am sorry")
    shell.expect("You:")
    start_action_server(terminal, action_port)
    shell.sendline("salary of a senior?")
    shell.expect(r"\$170,000 a year")
    shell.expect("Source: ")
    shell.expect("You:")
    suggestions = plain(shell.before)
    assert "You could ask next:" in suggestions and "{" not in suggestions
    shell.sendline("/stop")
    finished(shell)


def test_run_serves_the_guarded_channels_on_loopback(
    terminal: Terminal, endpoints: str, action_server: None
) -> None:
    port = free_port()
    server = terminal("run", "--port", str(port), "--endpoints", endpoints)
    server.expect_exact(f"Starting Rasa server on http://127.0.0.1:{port}")
    url = f"http://127.0.0.1:{port}"
    assert answering(server, f"{url}/ready") == {"model": True, "database": True, "actions": True}
    webhook = f"{url}/webhooks/rest/webhook"
    (reply,) = requests.post(
        webhook, json={"sender": "ada", "message": "salary of a senior?"}, timeout=30
    ).json()
    assert "$170,000 a year" in reply["text"]
    assert requests.post(webhook, json=["no message"], timeout=30).status_code == 400
    assert requests.get(f"{url}/conversations/ada/tracker", timeout=30).status_code == 404
    server.sendintr()
    finished(server)


def test_interactive_learning_shows_what_the_bot_does_and_a_graph_without_the_network(
    terminal: Terminal, endpoints: str, action_server: None
) -> None:
    port = free_port()
    learning = terminal("interactive", "--port", str(port), "--endpoints", endpoints)
    try:
        learning.expect("Your input ->")
        assert not NOISE.search(plain(learning.before))
        learning.sendline("salary of a senior?")
        while learning.expect([r"\(Y/n\)", r"\$170,000"]) == 0:
            learning.sendline("")  # the intent is right, and so is the action
        page = requests.get(f"http://127.0.0.1:{port + 1}/visualization.html", timeout=30).text
        assert "drawn" in page and loads_nothing(page)
    finally:
        ended(learning)
        (ROOT / "story_graph.dot").unlink(missing_ok=True)


def test_the_stories_are_drawn_without_the_network(terminal: Terminal, tmp_path: Path) -> None:
    finished(terminal("visualize", "--out", str(tmp_path / "graph.html")))
    page = (tmp_path / "graph.html").read_text()
    assert "isClient = true" in page and "label=action_salary" in page
    assert loads_nothing(page)


def test_nlu_is_tested_with_the_usual_report(terminal: Terminal, tmp_path: Path) -> None:
    finished(terminal("test", "nlu", "--nlu", "tests/rasa/nlu.yml", "--no-plot", "--out", str(tmp_path)))
    report = json.loads((tmp_path / "intent_report.json").read_text())
    assert report["accuracy"] >= 0.9 and report["macro avg"]["support"] >= 150
    assert (tmp_path / "KnowledgeEntityExtractor_report.json").is_file()


def test_the_projects_test_stories_pass_and_none_of_the_packages_are_taken(
    terminal: Terminal, tmp_path: Path
) -> None:
    options = ("--nlu", "tests/rasa/small/data.yml", "--no-plot", "--out", str(tmp_path))
    stories = len(re.findall("^- story:", (ROOT / "tests/rasa/test_stories.yml").read_text(), re.MULTILINE))
    output = finished(terminal("test", *options))
    assert f"Evaluating {stories} stories" in output
    assert re.search(r"Correct: +(\d+) / \1\b", output), output
    assert "all good" in (tmp_path / "failed_test_stories.yml").read_text()
    assert (tmp_path / "intent_report.json").is_file()


def test_train_keeps_the_model_that_is_up_to_date(terminal: Terminal) -> None:
    assert re.search(r"^models/[0-9a-f]{16}\.tar\.gz is up to date$", finished(terminal("train")), re.M)


def test_train_takes_other_data_by_rasas_options(terminal: Terminal, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "rasa" / "small", tmp_path / "small")
    options = ("--domain", f"{tmp_path}/small/domain.yml", "--data", f"{tmp_path}/small/data.yml")
    output = finished(terminal("train", *options, "--out", str(tmp_path), "--fixed-model-name", "small"))
    assert "Your Rasa model is trained and saved at" in output
    assert (tmp_path / "small.tar.gz").is_file()


def test_a_port_in_use_is_named_with_the_option_for_another(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = terminal("run", "actions", "--port", str(port))
        server.expect(pexpect.EOF)
    assert plain(server.before) == (
        f"Port {port} is in use. Stop the program that uses it, or choose another port, such as "
        f"--port={port + 10}.\n"
    )


def loads_nothing(page: str) -> bool:
    """Return whether a page holds no script, style or picture of another address."""
    addresses = set(re.findall(r"https?://[^\"'\s]+", page))
    return addresses == {"http://www.w3.org/2000/svg"} and " src=" not in page and "<link" not in page
