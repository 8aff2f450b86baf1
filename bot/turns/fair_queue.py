"""Who is next where only a few can be served at a time: clients in turn, however much each of them sends."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

# The client whose turn this task runs; empty where it is not known, which only the number of places bounds.
current_client: ContextVar[str] = ContextVar("current_client", default="")


class FairQueue:
    """Lets a bounded number of tasks in; of the clients that wait, each lets in one task after the other."""

    def __init__(self, places: int, of_a_client: int) -> None:
        """Start with nobody inside.

        Args:
            places: how many tasks may be inside.
            of_a_client: how many of them may be one client's.
        """
        self._places, self._of_a_client = places, of_a_client
        self._inside: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place of the current client, and keep it for the body of the ``async with``."""
        client = current_client.get()
        if client in self._waiting or not self._has_room_for(client):
            await self._wait(client)
        else:
            self._inside[client] += 1
        try:
            yield
        finally:
            self._leave(client)

    def _has_room_for(self, client: str) -> bool:
        bounded = client and self._inside[client] >= self._of_a_client
        return self._inside.total() < self._places and not bounded

    async def _wait(self, client: str) -> None:
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(waiting)
        try:
            await waiting
        except asyncio.CancelledError:
            if not waiting.cancelled():  # let in, and cancelled before it could go on
                self._leave(client)
            raise

    def _leave(self, client: str) -> None:
        self._inside[client] -= 1
        self._inside = +self._inside  # nothing is kept of those who are gone
        for waiting in list(self._waiting):
            if self._has_room_for(waiting):
                self._let_in(waiting)

    def _let_in(self, client: str) -> None:
        line = self._waiting.pop(client)
        while line:
            first = line.popleft()
            if not first.done():
                self._inside[client] += 1
                first.set_result(None)
                break
        if line:
            self._waiting[client] = line  # behind all others
