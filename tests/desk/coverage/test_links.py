"""Links are looked at where they lead to the open internet, and nowhere else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.conversations.database import create_conversations_engine, migrate
from desk.coverage import links
from desk.coverage.link_job import LinkJob, addresses_of
from desk.coverage.links import Look, is_public, look
from desk.queries.links import checked
from tests.databases import sqlite_url


class Site(BaseHTTPRequestHandler):
    """Answers by path; ``/no-head`` as servers do that know only GET."""

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/no-head" else None)

    def do_GET(self) -> None:
        self._answer(None)

    def _answer(self, status: int | None) -> None:
        given = {"/gone": 404, "/loop": 302, "/inside": 302, "/there": 301}.get(self.path, 200)
        self.send_response(status or given)
        place = {"/loop": "/loop", "/inside": "http://169.254.169.254/latest", "/there": "/here"}.get(
            self.path
        )
        if place:
            self.send_header("Location", place)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def loopback(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", Look(200)),
        ("/no-head", Look(200)),
        ("/there", Look(200)),
        ("/gone", Look(404, "gone")),
        ("/loop", Look(None, "redirects")),
        ("/inside", Look(None, "inside")),
    ],
)
def test_an_address_is_asked_as_a_browser_would(site: str, path: str, expected: Look) -> None:
    assert look(site + path, allowed=loopback) == expected


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[64:ff9b::7f00:1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
    ],
)
def test_nothing_inside_is_connected_to(site: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[object] = []
    monkeypatch.setattr(links.socket, "create_connection", lambda *a: connected.append(a))
    found = look(address.format(port=site.rsplit(":", 1)[1]))
    assert found.problem in ("inside", "unknown") and connected == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://host/x",
        "http://",
        "http://u:p@93.184.215.14/",
        "http://h:port/",
        "gopher://x",
    ],
)
def test_what_is_no_address_of_the_web_is_not_looked_at(address: str) -> None:
    assert look(address) == Look(None, "form")


def test_a_name_with_one_address_inside_is_refused_whatever_its_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [(2, 1, 6, "", (ip, 80)) for ip in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(links.socket, "getaddrinfo", lambda *a, **k: both)
    assert look("http://two-faced.example/") == Look(None, "inside")


def test_one_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "TOTAL_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert look(f"http://127.0.0.1:{port}/", allowed=loopback) == Look(None, "silent")


def test_public_addresses_are_told_from_others() -> None:
    assert is_public("93.184.215.14") and is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    assert not is_public("224.0.0.1") and not is_public("fe80::1%eth0") and not is_public("2002:7f00:1::")


def test_a_job_stores_what_it_found_and_forgets_addresses_that_no_source_has(tmp_path: Path) -> None:
    engine = create_conversations_engine(sqlite_url(tmp_path / "conversations.db"))
    migrate(engine)
    found = {"https://a.example/": Look(200), "https://b.example/": Look(None, "silent")}
    for addresses in ([*found], ["https://b.example/"]):
        job = LinkJob(engine, ask=found.__getitem__)
        assert job.start(addresses)
        assert job.thread is not None
        job.thread.join(20)
        assert not job.is_running
        with engine.connect() as connection:
            stored = {one.address: Look(one.status, one.problem) for one in checked(connection).values()}
        assert stored == {address: found[address] for address in addresses}
    engine.dispose()


def test_only_addresses_of_the_web_are_looked_at() -> None:
    given = [
        "https://a.example/x",
        None,
        "notes.txt",
        "file:///etc/passwd",
        "HTTPS://a.example/y",
        "https://a.example/x",
    ]
    assert addresses_of(given) == ["https://a.example/x", "HTTPS://a.example/y"]
