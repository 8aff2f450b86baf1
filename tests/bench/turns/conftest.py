"""Stub servers in processes of their own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from bench.advisor import free_port
from bench.turns.servers import Server
from bot.process.listening import port_is_free

STUB = Path(__file__).with_name("stub_server.py")
StubStart = Callable[[Path], AbstractContextManager[Server]]


def starter(seconds: float) -> StubStart:
    @contextmanager
    def running(folder: Path) -> Iterator[Server]:
        port, started = free_port(), time.monotonic()
        process = subprocess.Popen([sys.executable, str(STUB), str(port), str(seconds)])
        try:
            while port_is_free("127.0.0.1", port):
                assert process.poll() is None
                assert time.monotonic() < started + 30
                time.sleep(0.05)
            yield Server(f"http://127.0.0.1:{port}/webhook", process.pid, started)
        finally:
            process.kill()
            process.wait()

    return running


@pytest.fixture
def stub() -> Callable[[float], StubStart]:
    """What makes a starter of a server that answers after so many seconds."""
    return starter
