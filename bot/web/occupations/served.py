"""Made pages, kept in memory as they are sent, and the one thread that makes them.

One thread: making a page is work for Python alone, so that more of them would be no faster, and would take
the interpreter from the turns of the chat more often. What is kept is found under the version of the
knowledge base, so what was loaded is shown within a second.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

from sanic.exceptions import ServiceUnavailable
from sqlalchemy.engine import Connection, Engine

from knowledge.database import check_loaded
from knowledge.queries.datasets import loaded_version
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.query_cache import with_query_cache

MOST_BYTES = 24_000_000  # compressed: every page of an occupation, and as much again
MOST_WAITING = 500  # pages to be made; who comes then is told to come again
FRESH_SECONDS = 1.0  # for which the version of the knowledge base is believed


@dataclass(frozen=True)
class Made:
    """A page as it was made; ``location`` is where a redirection leads."""

    text: str
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""


@dataclass(frozen=True)
class Kept:
    """A page as it is sent."""

    made: Made
    zipped: bytes
    tag: str

    @cached_property
    def size(self) -> int:
        """The bytes that it takes."""
        return len(self.zipped) + 1_000

    @property
    def body(self) -> bytes:
        """The page for a client that takes no compressed one."""
        return gzip.decompress(self.zipped)


Make = Callable[[Connection], Made]


class ServedPages:
    """The pages of one server process."""

    def __init__(self, engine: Engine) -> None:
        """Take the engine of the knowledge base; nothing connects yet."""
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "occupation-pages")
        self._kept: IndexCache[Kept] = IndexCache(MOST_BYTES)
        self._version, self._read_at = "", float("-inf")
        self._waiting = 0

    async def get(self, key: str, make: Make) -> Kept:
        """Return what is kept under a key, else what ``make`` makes.

        Raises:
            ServiceUnavailable: too many wait.
            SQLAlchemyError: the knowledge base does not answer, or was never loaded.
        """
        if time.monotonic() - self._read_at < FRESH_SECONDS:
            found = self._kept.get(f"{self._version}\n{key}")
            if found:
                return found
        if self._waiting >= MOST_WAITING:
            raise ServiceUnavailable("too many pages are asked for; try again in a moment")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._look, key, make)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the thread, after the page that it is making, and close the connections."""
        self._thread.shutdown(cancel_futures=True)
        self._engine.dispose()

    def _look(self, key: str, make: Make) -> Kept:
        with self._engine.connect() as opened:
            connection = with_query_cache(opened)
            version = loaded_version(connection)
            if version is None:  # never loaded, or by other means than the command: nothing tells of a change
                check_loaded(connection)
                return _kept(make(connection))
            self._version, self._read_at = version, time.monotonic()
            # Who asked for the same page at the same time finds it made.
            found = self._kept.get(f"{version}\n{key}")
            if found is None:
                found = _kept(make(connection))
                self._kept.put(f"{version}\n{key}", found)
            return found


def _kept(made: Made) -> Kept:
    body = made.text.encode()
    tag = hashlib.sha256(body + made.location.encode()).hexdigest()[:32]
    return Kept(made, gzip.compress(body, mtime=0), f'"{tag}"')
