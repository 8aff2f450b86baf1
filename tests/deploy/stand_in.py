"""A small HTTP server that stands where a Rasa or action server would, and remembers what reached it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class StandIn:
    """A server that answers every request, or breaks off after it has read one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.breaks_off = False
        self.answers_with: dict[str, str] = {}
        self.requests: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Refuse connections from now on."""
        self._server.shutdown()
        self._server.server_close()


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            stand_in.requests.append((self.command, self.path))
            stand_in.headers.append(dict(self.headers.items()))
            if stand_in.breaks_off:
                self.close_connection = True
                return
            body = json.dumps({"by": stand_in.name}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            for name, value in stand_in.answers_with.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = do_OPTIONS = answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def standing_in(name: str) -> Iterator[StandIn]:
    """Run a stand-in for the length of a block."""
    one = StandIn(name)
    try:
        yield one
    finally:
        one.close()
