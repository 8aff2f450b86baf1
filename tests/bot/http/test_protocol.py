"""What the HTTP protocol answers to heads that Sanic fails on."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from sanic import Sanic

from bot.channels.rest import RestInput
from tests.web_site import WebSite

HEALTH = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
BODY = b'{"sender": "a", "message": "hi"}'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sanic, "test_mode", True)
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
