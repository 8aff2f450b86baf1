"""The supervisor's handling of processes, with small programs in place of Rasa and the action server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.process.child_processes import answers
from bot.process.listening import free_port, port_is_free
from bot.settings.addresses import LOOPBACK

ROOT = Path(__file__).resolve().parent.parent.parent

# Answers after a moment, and reacts to SIGTERM as its second argument says.
SERVER = """
import http.server, os, signal, sys, time
port, manner = int(sys.argv[1]), sys.argv[2]
print(f"pid {os.getpid()}", flush=True)
if manner == "stubborn": signal.signal(signal.SIGTERM, signal.SIG_IGN)
if manner == "mute": time.sleep(60)
if manner == "broken": print("the reason why", flush=True); sys.exit(7)
CHATTER = ("\u00e9" * 200 + chr(10)).encode() * 2_000
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/die": print("last words", flush=True); os._exit(9)
        if self.path == "/freeze": os.kill(os.getpid(), signal.SIGSTOP)
        if self.path == "/chatter": sys.stdout.buffer.write(CHATTER); sys.stdout.flush()
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""

DRIVER = """
import asyncio, sys
from bot.process.child_processes import Program
from bot.supervisor import run_programs
server, ports, manners = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(",")
programs = [
    Program(
        name,
        [sys.executable, "-c", server, port, manner],
        *[f"http://127.0.0.1:{port}/"] * 2,
        essential=name != "desk",
    )
    for name, port, manner in zip(("actions", "rasa", "desk"), ports, manners)
]
timeout, steady = float(sys.argv[4]), float(sys.argv[5])
running = run_programs(
    programs, announcement="all is ready", patience=1, timeout=timeout, steady=steady, deaf=1.5
)
sys.exit(asyncio.run(running))
"""


class Run:
    """A supervisor over two stand-in servers."""

    def __init__(self, *manners: str, timeout: float = 20, steady: float = 60, **environment: str) -> None:
        self.ports = [free_port(LOOPBACK) for _ in manners]
        ports = ",".join(map(str, self.ports))
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, SERVER, ports, ",".join(manners), str(timeout), str(steady)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.output: list[str] = []

    def until(self, text: str) -> None:
        for line in self.process.stdout or ():
            self.output.append(line)
            if text in line:
                return
        raise AssertionError(
            f"{text!r} never came; output was {self.output}, {self.process.communicate()[1]}"
        )

    def finish(self, seconds: float = 20) -> tuple[int, str, str]:
        rest, errors = self.process.communicate(timeout=seconds)
        return self.process.returncode, "".join(self.output) + rest, errors

    def child_pids(self) -> list[int]:
        return [int(pid) for pid in re.findall(r"pid (\d+)", "".join(self.output))]

    def children_are_gone(self) -> bool:
        return not any(is_alive(pid) for pid in self.child_pids())


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def run() -> Iterator[type[Run]]:
    started: list[Run] = []

    class Tracked(Run):
        def __init__(
            self, *manners: str, timeout: float = 20, steady: float = 60, **environment: str
        ) -> None:
            super().__init__(*manners, timeout=timeout, steady=steady, **environment)
            started.append(self)

    yield Tracked
    for one in started:
        if one.process.poll() is None:
            one.process.terminate()  # a killed one would leave its children behind
            one.process.communicate(timeout=20)


def test_it_announces_itself_once_both_answer_and_shows_whose_line_is_whose(run: type[Run]) -> None:
    both = run("polite", "polite")
    both.until("all is ready")
    assert all(answers(f"http://{LOOPBACK}:{port}/") for port in both.ports)
    shown = "".join(both.output)
    assert re.search(r"^actions +│ pid", shown, re.MULTILINE) and re.search(
        r"^rasa +│ pid", shown, re.MULTILINE
    )
    assert "\033" not in shown


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_its_like_stop_both_cleanly(run: type[Run], number: signal.Signals) -> None:
    both = run("polite", "polite")
    both.until("all is ready")
    both.process.send_signal(number)
    code, output, errors = both.finish()
    assert (code, errors) == (0, "")
    assert output.endswith("Stopping …\nStopped.\n")
    assert len(both.child_pids()) == 2 and both.children_are_gone()


def test_a_child_that_will_not_end_is_killed_in_time(run: type[Run]) -> None:
    both = run("polite", "stubborn")
    both.until("all is ready")
    started = time.monotonic()
    both.process.send_signal(signal.SIGINT)
    assert both.finish()[0] == 0
    assert time.monotonic() - started < 5
    assert both.children_are_gone()


def test_ctrl_c_while_they_start_stops_both(run: type[Run]) -> None:
    both = run("polite", "mute")
    both.until("rasa")
    both.process.send_signal(signal.SIGINT)
    code, _, errors = both.finish()
    assert (code, errors) == (0, "")
    assert both.children_are_gone()


def test_a_child_that_dies_after_it_has_run_well_is_started_again(run: type[Run]) -> None:
    both = run("polite", "polite", steady=0.1)
    both.until("all is ready")
    time.sleep(0.2)
    answers(f"http://{LOOPBACK}:{both.ports[1]}/die")
    both.until("pid")
    both.process.send_signal(signal.SIGINT)
    code, _, errors = both.finish()
    assert code == 0
    assert "The Rasa server ended by itself (exit code 9); it is started again." in errors
    assert len(both.child_pids()) == 3 and both.children_are_gone()


def test_a_child_that_dies_soon_brings_the_other_down_and_is_reported(run: type[Run]) -> None:
    both = run("polite", "polite")
    both.until("all is ready")
    answers(f"http://{LOOPBACK}:{both.ports[1]}/die")
    code, _, errors = both.finish()
    assert code == 1
    assert errors.startswith("The Rasa server ended by itself (exit code 9). Its last lines:\n")
    assert "    last words\n" in errors and "Traceback" not in errors
    assert both.children_are_gone()


def test_a_child_that_cannot_start_is_reported(run: type[Run]) -> None:
    code, output, errors = run("broken", "polite").finish()
    assert code == 1
    assert "The action server ended by itself (exit code 7)" in errors and "the reason why" in errors
    assert "all is ready" not in output


def test_a_child_that_never_answers_is_reported(run: type[Run]) -> None:
    both = run("polite", "mute", timeout=2)
    code, _, errors = both.finish()
    assert code == 1
    assert "The Rasa server did not answer within 2 seconds" in errors


def test_a_child_that_is_alive_but_deaf_is_started_again(run: type[Run]) -> None:
    both = run("polite", "polite")
    both.until("all is ready")
    freeze(both.ports[1])
    both.until("pid")
    both.process.send_signal(signal.SIGINT)
    code, _, errors = both.finish()
    assert code == 0
    assert re.search(
        r"^The Rasa server has not answered its health check for \d seconds; it is started again\.$",
        errors,
        re.MULTILINE,
    )
    assert len(both.child_pids()) == 3 and both.children_are_gone()


@pytest.mark.parametrize("manner", ["broken", "mute"])
def test_the_desk_neither_keeps_the_others_from_starting_nor_brings_them_down(
    run: type[Run], manner: str
) -> None:
    three = run("polite", "polite", manner, steady=0.5)
    three.until("all is ready")
    if manner == "broken":
        for _time in range(2):  # started again however soon it ends, and not at once
            three.until("the reason why")
    three.process.send_signal(signal.SIGINT)
    code, _, errors = three.finish()
    assert code == 0 and three.children_are_gone()
    assert ("The desk ended by itself (exit code 7); it is started again." in errors) is (manner == "broken")


@pytest.mark.parametrize("reader", ["gone", "frozen"])
def test_nobody_who_reads_the_output_can_stop_a_child(run: type[Run], reader: str) -> None:
    both = run("polite", "polite")
    both.until("all is ready")
    assert both.process.stdout
    if reader == "gone":
        both.process.stdout.close()
        both.process.stdout = None
    for _time in range(6):  # 400 kB each time; a pipe holds 64
        assert answers(f"http://{LOOPBACK}:{both.ports[1]}/chatter")
    both.process.send_signal(signal.SIGINT)
    assert both.process.wait(10) == 0
    assert both.children_are_gone()


def test_a_terminal_of_another_encoding_gets_escapes(run: type[Run]) -> None:
    both = run("polite", "polite", PYTHONIOENCODING="ascii")
    both.until("all is ready")
    assert answers(f"http://{LOOPBACK}:{both.ports[1]}/chatter")
    both.until(r"\xe9\xe9")
    both.process.send_signal(signal.SIGINT)
    assert both.finish()[0] == 0


def freeze(port: int) -> None:
    """Stop a child as a hung event loop would: it lives, and answers nothing."""
    assert not answers(f"http://{LOOPBACK}:{port}/freeze")


def test_a_port_in_use_is_told_before_anything_starts() -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free(LOOPBACK, port)
        result = supervise("run", ADVISOR_PORT=str(port), ADVISOR_ACTION_PORT=str(free_port(LOOPBACK)))
    assert result.returncode == 1
    assert result.stdout == ""
    assert (
        result.stderr.startswith(f"Port {port} is in use.") and f"ADVISOR_PORT={port + 10}" in result.stderr
    )


@pytest.mark.parametrize("value", ["many", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused_in_plain_words(value: str) -> None:
    result = supervise("shell", ADVISOR_PORT=value)
    assert result.returncode == 1
    assert result.stderr == f"ADVISOR_PORT is {value!r}; it must be a port number from 1 to 65535.\n"


def supervise(job: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.supervisor", job]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=30
    )
