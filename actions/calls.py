"""Looks things up in threads of its own: so many at once, so many waiting, none longer than a bound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine

from knowledge.database import CONNECTIONS, Reading

SECONDS = 4.0
THREADS = CONNECTIONS
WAITING = 32
Found = TypeVar("Found")


class CallRefused(Exception):
    """A call is not answered, by no fault of what it asks."""


class CallTooLong(CallRefused):
    """It took longer than it may."""


class TooManyCalls(CallRefused):
    """So many wait already that it would be too late when its turn came."""


class Calls:
    """Runs what reads the knowledge base. One that hangs takes a thread and a connection, no more."""

    def __init__(self, *, threads: int = THREADS, waiting: int = WAITING, seconds: float = SECONDS) -> None:
        """Start nothing yet.

        Args:
            threads: how many calls run at once.
            waiting: how many more may wait.
            seconds: how long a call may take, the time that it waits included.
        """
        self._threads = ThreadPoolExecutor(threads, "advisor-call")
        self._most = threads + waiting
        self._seconds = seconds
        self._lock = Lock()
        self.under_way = 0
        self.too_long = 0
        self.refused = 0

    async def run(self, engine: Engine, look_up: Callable[[Connection], Found]) -> Found:
        """Return what ``look_up`` finds with a connection of its own.

        Raises:
            CallTooLong: it did not end in time; its statement is interrupted.
            TooManyCalls: it was not begun.
        """
        self._admit()
        reading = Reading(engine)
        call = self._threads.submit(_look_up, reading, look_up)
        call.add_done_callback(self._ended)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(call), self._seconds)
        except asyncio.TimeoutError:
            if call.done() and not call.cancelled():
                raise  # a time-out of the look-up's own
            with self._lock:
                self.too_long += 1
            raise CallTooLong(f"took longer than {self._seconds:g} seconds") from None
        finally:
            # Whether the time is over or the caller has left: nobody waits any more.
            if not call.done() and not call.cancel():
                asyncio.get_running_loop().run_in_executor(None, reading.stop)

    def _admit(self) -> None:
        with self._lock:
            if self.under_way >= self._most:
                self.refused += 1
                raise TooManyCalls(f"was not begun: {self.under_way} calls are under way")
            self.under_way += 1

    def _ended(self, _call: Future[Any]) -> None:
        with self._lock:
            self.under_way -= 1


def _look_up(reading: Reading, look_up: Callable[[Connection], Found]) -> Found:
    with reading.connection() as connection:
        return look_up(connection)
