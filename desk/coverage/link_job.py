"""Looks at the addresses of all sources, a few at once, in a thread of its own; the results are stored."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.engine import Engine

from desk.coverage.links import Look, look
from desk.queries import links

logger = logging.getLogger(__name__)
MOST_LINKS = 500
AT_ONCE = 4
PATIENCE_SECONDS = 600.0  # after which what was not looked at is left for the next time


def addresses_of(locations: Iterable[str | None]) -> list[str]:
    """Return the locations that are addresses of the web, each once; others name files."""
    found = (one for one in locations if one and one.lower().startswith(("http://", "https://")))
    return list(dict.fromkeys(found))[:MOST_LINKS]


class LinkJob:
    """Looks at addresses, one job at a time."""

    def __init__(self, engine: Engine, *, ask: Callable[[str], Look] = look) -> None:
        """Take the conversations' database, in which results are stored."""
        self._engine = engine
        self._ask = ask
        self._running = threading.Lock()
        self.thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is looking."""
        return self._running.locked()

    def start(self, addresses: list[str]) -> bool:
        """Begin to look; return whether no other job is running."""
        if not self._running.acquire(blocking=False):
            return False
        self.thread = threading.Thread(target=self._run, args=(addresses,), daemon=True)
        self.thread.start()
        return True

    def _run(self, addresses: list[str]) -> None:
        try:
            end = time.monotonic() + PATIENCE_SECONDS
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(lambda one: self._look(one, end), addresses))
            with self._engine.begin() as connection:
                links.keep_only(connection, addresses)
        except Exception:
            logger.exception("the links could not all be checked")
        finally:
            self._running.release()

    def _look(self, address: str, end: float) -> None:
        if time.monotonic() > end:
            return
        found = self._ask(address)
        with self._engine.begin() as connection:
            links.store(connection, address, found.status, found.problem)
