"""What the HTTP protocol answers to heads that Sanic fails on."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.channels.rest import RestInput
from bot.http import protocol
from tests.web_site import WebSite

HEALTH = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
BODY = b'{"sender": "a", "message": "hi"}'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.channels.web.starter_questions", list)
        running = WebSite(tmp_path_factory.mktemp("site"), beside=[RestInput()])
        running.start()
        yield running
        running.stop()


def answer_to(site: WebSite, request: bytes) -> bytes:
    with socket.create_connection(site.address, timeout=5) as connection:
        connection.sendall(request)
        return connection.recv(4096)


def post(*headers: bytes, target: bytes = b"/webhooks/rest/webhook") -> bytes:
    return b"\r\n".join([b"POST " + target + b" HTTP/1.1", b"Host: a", *headers, b"", BODY])


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (post(b"Content-Length: -1"), 400),
        (post(b"Content-Length: abc"), 400),
        (post(b"Content-Length: "), 400),
        (post(b"Content-Length: 89128960"), 413),
        (post(b"Content-Length: 1000001"), 413),
        (post(b"Content-Length: +5"), 400),
        (post(b"Content-Length: 1_0"), 400),
        (post(b"Content-Length: 5", b"Content-Length: 6"), 400),
        (post(b"Content-Length: 5", b"Transfer-Encoding: chunked"), 400),
        (post(b"Transfer-Encoding: identity"), 400),
        (post(b"Content-Length: 99999999999999999999"), 413),
        (post(b"Host: b"), 400),
        (post(b"Origin: caf\xc3\xa9", b"Content-Length: 5"), 400),
        (post(target=b"/\xff"), 400),
        (b"\xff\xfe\r\n\r\n", 400),
    ],
)
def test_a_faulty_head_gets_its_status_and_the_next_request_is_answered(
    site: WebSite, request_: bytes, status: int
) -> None:
    assert answer_to(site, request_).startswith(b"HTTP/1.1 %d " % status)
    assert answer_to(site, HEALTH).startswith(b"HTTP/1.1 200 ")


def test_a_faulty_head_ends_its_connection(site: WebSite) -> None:
    with socket.create_connection(site.address, timeout=5) as connection:
        connection.sendall(post(b"Content-Length: -1") + HEALTH)
        received = b""
        while part := connection.recv(4096):
            received += part
    assert received.count(b"HTTP/1.1 ") == 1


def test_a_body_that_grows_too_large_in_chunks_is_refused_unread(site: WebSite) -> None:
    head = post(b"Transfer-Encoding: chunked").removesuffix(BODY)
    assert answer_to(site, head + b"f4241\r\n").startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("path", [b"/webhooks/rest/webhook", b"/web/message"])
def test_a_body_that_does_not_arrive_is_a_request_timeout(
    site: WebSite, monkeypatch: pytest.MonkeyPatch, path: bytes
) -> None:
    monkeypatch.setattr(protocol, "STALLED_SECONDS", 0.1)
    head = post(b"Content-Length: 1000", b"Origin: http://a", target=path)
    with socket.create_connection(site.address, timeout=10) as connection:
        connection.sendall(head)
        status = connection.recv(4096).split(b" ")[1]
    assert status == (b"408" if path != b"/web/message" else b"401")  # there the session is read first


def test_a_head_that_does_not_end_is_a_request_timeout(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.5)
    with socket.create_connection(site.address, timeout=10) as connection:
        answered = None
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        connection.settimeout(0.2)
        for _ in range(50):
            connection.sendall(b"X: y\r\n")  # never silent, and never done
            with suppress(TimeoutError, socket.timeout):
                answered = connection.recv(4096)
                break
    assert answered and answered.startswith(b"HTTP/1.1 408 ")


def test_a_slow_answer_is_no_late_request(site: WebSite, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("STALLED_SECONDS", "REQUEST_SECONDS"):
        monkeypatch.setattr(protocol, limit, 0.1)
    site.script.seconds = 4.0
    try:
        assert site.say("hello")
    finally:
        site.reset()
