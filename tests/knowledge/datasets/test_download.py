"""A release is fetched over HTTP from a server of the test's own, bounded in size and time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.download import address_of, download


def archive(size: int = 10) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as written:
        written.writestr("db/Skills.txt", b"x" * size)
    return packed.getvalue()


LARGE = archive(9 << 20)  # not compressed


class Publisher(BaseHTTPRequestHandler):
    """Answers by path as servers do that work or that fail."""

    asked: list[str]
    stop: threading.Event

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name = self.path.strip("/").partition("?")[0]
        if name == "missing.zip":
            self.send_error(404)
        elif name == "moved.zip":
            self.send_response(302)
            self.send_header("Location", "/small.zip")
            self.end_headers()
        elif name == "local.zip":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif name == "silent.zip":
            self.stop.wait(10)
        else:
            self.answer(name)

    def answer(self, name: str) -> None:
        body = {"large.zip": LARGE, "page.zip": b"<html>Not here.</html>"}.get(name, archive())
        self.send_response(200)
        if name != "unannounced.zip":
            self.send_header("Content-Length", str(len(body) + (name == "cut.zip")))
        self.end_headers()
        with suppress(ConnectionError):  # of who has seen enough
            if name != "dripping.zip":
                self.wfile.write(body)
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.stop.wait(0.02)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    Publisher.asked, Publisher.stop = [], threading.Event()
    running = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    yield running
    Publisher.stop.set()
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def site(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return f"http://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize("name", ["small.zip", "moved.zip", "unannounced.zip", "small.zip?release=30.1"])
def test_an_archive_is_fetched_once(site: str, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "kept"
    file = download(f"{site}/{name}", folder)
    assert file.read_bytes() == archive()
    asked = len(Publisher.asked)
    lines: list[str] = []
    assert download(f"{site}/{name}", folder, say=lines.append) == file
    assert (len(Publisher.asked), lines) == (asked, [f"{file} is there already"])
    assert list(folder.iterdir()) == [file]


def test_files_of_one_name_from_two_places_are_kept_apart(site: str, tmp_path: Path) -> None:
    first, second = (download(f"{site}/{folder}/small.zip", tmp_path) for folder in ("a", "b"))
    assert first != second


def test_progress_is_told_in_megabytes(site: str, tmp_path: Path) -> None:
    lines: list[str] = []
    file = download(f"{site}/large.zip", tmp_path, say=lines.append)
    told = ("4 of 9 MB", "8 of 9 MB", "9.0 MB fetched")
    assert lines == [f"{file.name}: {one}" for one in told]


@pytest.mark.parametrize(
    ("name", "limits", "reason"),
    [
        ("missing.zip", {}, "HTTP 404"),
        ("local.zip", {}, "HTTP 302"),
        ("cut.zip", {}, r"it ended after \d+ of \d+ bytes"),
        ("page.zip", {}, "it is no ZIP file"),
        ("large.zip", {"most_bytes": 1000}, "it has 9,4[0-9,]+ bytes, more than the 1,000 accepted"),
        ("unannounced.zip", {"most_bytes": 50}, "it has more than the 50 bytes accepted"),
        ("silent.zip", {"stalled_seconds": 0.1}, "timed out"),
        ("dripping.zip", {"most_seconds": 0.2}, "it takes too long"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line_and_nothing_is_kept(
    site: str, tmp_path: Path, name: str, limits: dict[str, Any], reason: str
) -> None:
    with pytest.raises(DatasetError, match=f"/{name} cannot be fetched: .*{reason}") as caught:
        download(f"{site}/{name}", tmp_path, **limits)
    assert str(caught.value).endswith("Fetch it by hand and name the file instead")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(DatasetError, match=r"cannot be fetched: .*refused"):
        download("http://127.0.0.1:1/db.zip", tmp_path)


def test_a_folder_that_cannot_be_made_is_told(site: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatasetError, match=r"cannot be fetched: .*exists"):
        download(f"{site}/small.zip", tmp_path / "file")


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("download", "https://www.onetcenter.org/dl_files/database/db_30_1_text.zip"),
        ("30.3", "https://www.onetcenter.org/dl_files/database/db_30_3_text.zip"),
        ("http://mirror.example/onet.zip", "http://mirror.example/onet.zip"),
        ("db_30_1_text.zip", None),
        ("downloads", None),
        ("30.1.zip", None),
        ("ftp://mirror.example/onet.zip", None),
    ],
)
def test_an_operator_names_the_publishers_release_an_address_or_a_path(
    wanted: str, address: str | None
) -> None:
    assert address_of(wanted) == address
