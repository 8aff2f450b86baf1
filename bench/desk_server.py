"""The operators' desk as a process of its own, beside a running advisor."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from bench.advisor import ROOT, STOP_SECONDS, free_port
from bot.settings.desk import PORT_VARIABLE, SECRET_VARIABLE
from bot.settings.storage import CONVERSATIONS_VARIABLE

START_SECONDS = 60


@contextmanager
def running_desk(conversations_url: str, database_url: str) -> Iterator[str]:
    """Run the desk in a process of its own; yield its address."""
    port = free_port()
    environment = os.environ | {
        CONVERSATIONS_VARIABLE: conversations_url,
        "DATABASE_URL": database_url,
        PORT_VARIABLE: str(port),
        SECRET_VARIABLE: uuid.uuid4().hex,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "desk.server"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=STOP_SECONDS)


def _wait_until_ready(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if requests.get(f"{url}/ready", timeout=5).status_code == 200:
                return
        except requests.ConnectionError:
            pass  # it does not listen yet
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the desk does not start")
        time.sleep(0.2)
