"""Ten thousand requests of raw bytes over sockets, while somebody else talks to the same server."""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sanic import Sanic

from bot.channels.rest import RestInput
from tests.web_site import Visitor, WebSite

REQUESTS = 10_000
THREADS = 4
SEED = 20_261_128
ENOUGH = b"x" * 100  # for every body that a header announces, so that no request is left unfinished
TARGETS = [b"/", b"/health", b"/web/session", b"/web/message", b"/webhooks/rest/webhook", b"/users/a", b"*"]
METHODS = [b"GET", b"POST", b"DELETE", b"OPTIONS", b"HEAD", b"\xffGET", b"G\x00ET", b""]
VERSIONS = [b"HTTP/1.1", b"HTTP/1.0", b"HTTP/9.9", b"HTTP/1.1\xe9", b""]
NAMES = [
    b"Host",
    b"Authorization",
    b"Origin",
    b"Content-Type",
    b"Content-Length",
    b"Transfer-Encoding",
    b"X-Forwarded-For",
    b"Last-Event-ID",
    b"Accept",
    b"Cookie",
    b"Expect",
    b"Connection",
    b"X\xff",
]
VALUES = [
    b"127.0.0.1",
    b"Bearer x",
    b"Bearer \xff\xfe",
    b"application/json",
    b"0",
    b"5",
    b"-1",
    b"abc",
    b"5, 5",
    b"99999999999999999999",
    b"chunked",
    b"identity",
    b"100-continue",
    b"close",
    b"\xed\xa0\x80",
    b"\x00",
    b"caf\xc3\xa9",
    b"",
]
BODIES = [
    b"",
    b"hello",
    b'{"sender": "a", "message": "hi"}',
    b"\xff" * 20,
    b"0\r\n\r\n",
    b"zz\r\n",
    b"5\r\nhello\r\n0\r\n\r\n",
]


def raw_request(chance: random.Random) -> bytes:
    """Return the bytes of a request, most of them wrong in one place or several."""
    target = chance.choice(TARGETS)
    if chance.random() < 0.5:
        target += chance.choice(
            [
                b"\xff",
                b"?q=\xc3\xa9",
                b"\xf0\x9f",
                b"%zz",
                b"%00",
                b"?" + bytes(chance.choices(range(128, 256), k=5)),
            ]
        )
    line = b" ".join(
        [chance.choice(METHODS[:5] * 4 + METHODS), target, chance.choice(VERSIONS[:1] * 8 + VERSIONS)]
    )
    headers = [
        chance.choice(NAMES) + chance.choice([b": ", b":", b" : ", b""]) + chance.choice(VALUES)
        for _header in range(chance.randrange(4))
    ]
    return b"\r\n".join([line, *headers, b"", chance.choice(BODIES)])


def answer_to(address: tuple[str, int], request: bytes) -> bytes:
    """Send a request and return the first bytes of the answer."""
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(request + ENOUGH)
        return connection.recv(4096)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebSite]:
    """A server with the widget's and the REST channel and all routes."""
    monkeypatch.setattr(Sanic, "test_mode", True)
    monkeypatch.setattr("bot.channels.web.starter_questions", list)
    running = WebSite(tmp_path, beside=[RestInput()])
    running.start()
    yield running
    running.stop()


@pytest.mark.timeout(300)
def test_raw_bytes_get_no_5xx_and_nobody_else_notices(site: WebSite) -> None:
    statuses: Counter[str] = Counter()
    wrong: list[tuple[bytes, bytes]] = []
    lock, done = threading.Lock(), threading.Event()

    def attack(seed: int) -> None:
        chance = random.Random(seed)
        for _request in range(REQUESTS // THREADS):
            request = raw_request(chance)
            try:
                answer = answer_to(site.address, request)
            except OSError as error:
                answer = str(error).encode()
            status = answer[9:12].decode(errors="replace") if answer.startswith(b"HTTP/1.1 ") else "none"
            with lock:
                statuses[status] += 1
                if status[0] not in "234":
                    wrong.append((request, answer[:200]))

    def talk() -> None:
        visitor = Visitor(site.url)
        visitor.begin()
        while not done.is_set():
            if not (visitor.say("hello") and site.say("hello")):
                wrong.append((b"hello", b"not answered"))
            done.wait(0.5)  # within the limits of an address

    others = threading.Thread(target=talk)
    attackers = [threading.Thread(target=attack, args=(SEED + number,)) for number in range(THREADS)]
    for one in (others, *attackers):
        one.start()
    for one in attackers:
        one.join()
    done.set()
    others.join()
    assert wrong == []
    assert sum(statuses.values()) == REQUESTS and {"200", "400"} <= set(statuses), statuses
