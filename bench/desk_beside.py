"""Turns of the advisor, alone and while somebody reads the desk: one database, processes of their own."""

from __future__ import annotations

import itertools
import re
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from bench.advisor import running_advisor
from bench.desk_server import running_desk
from bench.turns.measures import percentile
from bench.turns.messages import conversation
from bench.turns.results import OURS

BLOCKS = 20  # half of them beside a reader
TURNS = 60  # of a block: six conversations
WARM_UP = 40  # turns
PAUSE_SECONDS = 0.5  # between two pages: faster than anybody reads
HEAVIEST = (
    "/desk/?first={first}&last={last}",
    "/desk/coverage/",
    "/desk/conversations/?first={first}&last={last}&text=xyzzyplugh",
    "/desk/unanswered/",
)


@dataclass
class Beside:
    """Milliseconds of turns alone and beside a reader, and how many pages were read."""

    alone: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    pages: int = 0

    def ratio(self, percent: float) -> float:
        """Return a percentile beside a reader in terms of the one without."""
        return percentile(self.reading, percent) / percentile(self.alone, percent)


def measure(conversations_url: str, name: str, password: str, span: tuple[str, str]) -> Beside:
    """Talk in blocks, every other one while a reader goes through the heaviest pages.

    Args:
        conversations_url: of a migrated database.
        name: of an account of the desk.
        password: of that account.
        span: first and last day (YYYY-MM-DD) that the pages show.
    """
    pages = [one.format(first=span[0], last=span[1]) for one in HEAVIEST]
    found, reader = Beside(), requests.Session()
    with (
        tempfile.TemporaryDirectory(prefix="advisor-beside-") as folder,
        running_advisor(Path(folder), conversations_url=conversations_url) as advisor,
        running_desk(conversations_url, f"sqlite:///{advisor.database}") as desk,
        requests.Session() as user,
    ):
        _sign_in(reader, desk, name, password)
        _talk(user, advisor.webhook, WARM_UP)
        for page in pages:
            _read(reader, desk + page)
        for number in range(BLOCKS):
            if number % 2:
                with _somebody_reads(reader, desk, pages) as seen:
                    found.reading += _talk(user, advisor.webhook, TURNS)
                found.pages += len(seen)
            else:
                found.alone += _talk(user, advisor.webhook, TURNS)
    return found


def _sign_in(reader: requests.Session, desk: str, name: str, password: str) -> None:
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', reader.get(f"{desk}/desk/sign-in", timeout=30).text
    )
    values = {"csrf_token": token[1] if token else "", "name": name, "password": password}
    answer = reader.post(f"{desk}/desk/sign-in", data=values, timeout=30, allow_redirects=False)
    if answer.status_code != 303:
        raise RuntimeError(f"the desk lets nobody in: {answer.status_code}")


def _read(reader: requests.Session, url: str) -> None:
    answer = reader.get(url, timeout=30)
    if answer.status_code != 200 or "/sign-in" in answer.url:
        raise RuntimeError(f"{url} cannot be read: {answer.status_code}")


@contextmanager
def _somebody_reads(reader: requests.Session, desk: str, pages: Sequence[str]) -> Iterator[list[str]]:
    """Read pages in a thread as long as the block lasts; yield the addresses of those read so far."""
    stop, seen, problems = threading.Event(), list[str](), list[Exception]()

    def read_on() -> None:
        try:
            for page in itertools.cycle(pages):
                _read(reader, desk + page)
                seen.append(page)
                if stop.wait(PAUSE_SECONDS):
                    return
        except (RuntimeError, requests.RequestException) as problem:
            problems.append(problem)

    thread = threading.Thread(target=read_on)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()
    if problems:
        raise problems[0]


def _talk(user: requests.Session, webhook: str, turns: int) -> list[float]:
    """Say the usual messages in new conversations; return the milliseconds of each turn."""
    times = []
    texts = conversation(OURS, 0, turns)
    for place, text in enumerate(texts):
        if place % 10 == 0:
            sender = uuid.uuid4().hex
        began = time.perf_counter()
        answer = user.post(webhook, json={"sender": sender, "message": text}, timeout=60)
        times.append(1000 * (time.perf_counter() - began))
        if not answer.ok or not answer.json():
            raise RuntimeError(f"no answer to {text!r}")
    return times
