"""Ten thousand requests of raw bytes over sockets, while somebody else talks to the same server."""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.advisor import free_port
from bench.gateway import running_nginx
from bot.channels.rest import RestInput
from tests.bot.channels.conftest import serving
from tests.deploy.conftest import require_nginx
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


def raw_request(chance: random.Random, *first: bytes) -> bytes:
    """Return the bytes of a request that begins with some headers, most wrong in one place or several."""
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
    headers = [*first] + [
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
    monkeypatch.setattr("bot.channels.web.starter_questions", list)
    running = WebSite(tmp_path, beside=[RestInput()])
    running.start()
    yield running
    running.stop()


class Attack:
    """Threads that send raw requests, and what came of each."""

    def __init__(self, address: tuple[str, int], *first: bytes) -> None:
        self.statuses: Counter[str] = Counter()
        self.wrong: list[tuple[bytes, bytes]] = []
        self._address, self._first = address, first
        self._lock = threading.Lock()

    def send_all(self, allowed: str) -> None:
        """Send all requests; the first digit of each status must be among ``allowed``."""
        threads = [threading.Thread(target=self._send, args=(SEED + n, allowed)) for n in range(THREADS)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    def _send(self, seed: int, allowed: str) -> None:
        chance = random.Random(seed)
        for _request in range(REQUESTS // THREADS):
            request = raw_request(chance, *self._first)
            try:
                answer = answer_to(self._address, request)
            except OSError as error:
                answer = str(error).encode()
            status = answer[9:12].decode(errors="replace") if answer.startswith(b"HTTP/1.1 ") else "none"
            if answer and status == "none" and b"HTTP/" not in request:
                status = "200"  # nginx answers without a head, as HTTP/0.9 did
            with self._lock:
                self.statuses[status] += 1
                if status[0] not in allowed:
                    self.wrong.append((request, answer[:200]))


@contextmanager
def talking(say: Callable[[], bool], wrong: list[tuple[bytes, bytes]]) -> Iterator[None]:
    """Let somebody talk during a block; what is not answered is noted."""
    done = threading.Event()

    def talk() -> None:
        while not done.is_set():
            if not say():
                wrong.append((b"hello", b"not answered"))
            done.wait(0.5)  # within the limits of an address

    other = threading.Thread(target=talk)
    other.start()
    try:
        yield
    finally:
        done.set()
        other.join()


@pytest.mark.timeout(300)
def test_raw_bytes_get_no_5xx_and_nobody_else_notices(site: WebSite) -> None:
    attack, visitor = Attack(site.address), Visitor(site.url)
    visitor.begin()
    with talking(lambda: bool(visitor.say("hello") and site.say("hello")), attack.wrong):
        attack.send_all(allowed="1234")
    print(attack.statuses)
    assert attack.wrong == []
    assert sum(attack.statuses.values()) == REQUESTS and {"200", "400"} <= set(attack.statuses)


@pytest.mark.deployment
@pytest.mark.timeout(300)
def test_raw_bytes_through_nginx_take_no_server_from_anybody(site: WebSite, tmp_path: Path) -> None:
    require_nginx()
    (tmp_path / "second").mkdir()
    second = WebSite(tmp_path / "second", beside=[RestInput()])
    ports = [site.port, second.port]
    with (
        serving(second),
        running_nginx(tmp_path, ports, [free_port()] * 2, rate="9999r/s", trusted="127.0.0.1") as gateway,
    ):
        host, port = gateway.url.removeprefix("http://").split(":")
        attack, visitor = Attack((host, int(port)), b"Host: advisor"), Visitor(gateway.url)
        visitor.http.headers["X-Forwarded-For"] = "203.0.113.5"  # with limits of one's own
        visitor.begin()
        rest = {"sender": "me", "message": "hello"}

        def say() -> bool:
            answer = visitor.http.post(f"{gateway.url}/webhooks/rest/webhook", json=rest, timeout=10)
            return bool(visitor.say("hello")) and answer.status_code == 200

        with talking(say, attack.wrong):
            attack.send_all(allowed="1234")
    print(attack.statuses)
    assert attack.wrong == []
    assert sum(attack.statuses.values()) == REQUESTS and {"200", "400"} <= set(attack.statuses)
