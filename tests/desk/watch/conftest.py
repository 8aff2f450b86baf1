"""A month of figures, and a webhook that really listens."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.engine import Connection, Engine

from bot.conversations.models import TALLIES, hour_figures

NOW = datetime(2026, 6, 17, 14, 30, tzinfo=timezone.utc)  # a Wednesday


def add_hours(connection: Connection, hours: Mapping[datetime, Mapping[str, int]]) -> None:
    """Store the figures of hours; there must be none of them yet."""
    names = (*TALLIES, "people", "conversations")
    rows = [
        {"day": at.date(), "hour": at.hour, "channel": "web"} | {name: counted.get(name, 0) for name in names}
        for at, counted in hours.items()
    ]
    connection.execute(insert(hour_figures), rows)


def add_hour(connection: Connection, at: datetime, **counted: int) -> None:
    """Store the figures of an hour in place of what was there."""
    hour = hour_figures.c
    connection.execute(delete(hour_figures).where(hour.day == at.date(), hour.hour == at.hour))
    add_hours(connection, {at: counted})


def hours_back(number: int) -> list[datetime]:
    """Return the present hour and those before it."""
    return [NOW - timedelta(hours=back) for back in range(number)]


def add_month(connection: Connection, **counted: int) -> None:
    """Store the same figures for every hour of 30 days up to now; every second hour one error."""
    hours = enumerate(hours_back(30 * 24))
    add_hours(connection, {at: {**counted, "error": place % 2} for place, at in hours})


@pytest.fixture
def month(engine: Engine) -> Engine:
    with engine.begin() as connection:
        add_month(connection, answered=90, unknown=10, up=20, down=2)
    return engine


@dataclass
class Hook:
    """Keeps what is sent to it, and answers with the statuses that are set, the last one again and again."""

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [200])
    location: str = ""
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def hooks() -> Iterator[Callable[[], Hook]]:
    servers = []

    def listen() -> Hook:
        hook = Hook()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.taken.append((dict(self.headers), body))
                self.send_response(hook.statuses.pop(0) if len(hook.statuses) > 1 else hook.statuses[0])
                if hook.location:
                    self.send_header("Location", hook.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST  # noqa: N815 - as above

            def log_message(self, *_: Any) -> None:
                """Log nothing."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        hook.url = f"http://127.0.0.1:{server.server_address[1]}/hooks/secret-path"
        return hook

    yield listen
    for server in servers:
        server.shutdown()
        server.server_close()
