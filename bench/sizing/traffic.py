"""Messages to several Rasa servers: users who wait for each other's turn, or arrivals of chance."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import aiohttp

from bench.turns.client import ANSWERED, REPLY_SECONDS, ask
from bench.turns.messages import conversation, groups
from bench.turns.results import OURS

TURNS = 10  # of a conversation


@dataclass
class Answers:
    """Seconds from each message to its answer, and what had none."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    took: float = 0.0  # all of it

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.took


class _Servers:
    """The server with the fewest messages under way gets the next one, as nginx does it."""

    def __init__(self, urls: Sequence[str], session: aiohttp.ClientSession, answers: Answers) -> None:
        self._urls, self._session, self._answers = urls, session, answers
        self._under_way = dict.fromkeys(urls, 0)

    async def ask(self, sender: str, text: str) -> None:
        url = min(self._urls, key=lambda one: self._under_way[one])
        self._under_way[url] += 1
        milliseconds, became = await ask(self._session, url, sender, text)
        self._under_way[url] -= 1
        if became == ANSWERED:
            self._answers.seconds.append(milliseconds / 1000)
        else:
            self._answers.failed += 1


def talked(urls: Sequence[str], *, users: int, seconds: float) -> Answers:
    """Let users talk at once, each as soon as it has its answer; return what was answered in that time."""
    return asyncio.run(_closed(urls, users, seconds))


def arrived(urls: Sequence[str], *, rate: float, seconds: float, seed: int = 3) -> Answers:
    """Send messages at times of chance (a Poisson process), whether or not others are answered yet."""
    return asyncio.run(_open(urls, rate, seconds, random.Random(seed)))


def _conversations() -> Iterator[tuple[str, list[str]]]:
    for number in itertools.count():
        yield uuid.uuid4().hex, conversation(OURS, number % len(groups(OURS)), TURNS)


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=REPLY_SECONDS),
        trust_env=False,
    )


async def _closed(urls: Sequence[str], users: int, seconds: float) -> Answers:
    answers, conversations = Answers(), _conversations()
    async with _session() as session:
        servers = _Servers(urls, session, answers)
        began = time.perf_counter()

        async def user() -> None:
            while True:
                sender, texts = next(conversations)
                for text in texts:
                    if time.perf_counter() - began >= seconds:
                        return
                    await servers.ask(sender, text)

        await asyncio.gather(*(user() for _ in range(users)))
        answers.took = time.perf_counter() - began
    return answers


async def _open(urls: Sequence[str], rate: float, seconds: float, dice: random.Random) -> Answers:
    answers, conversations = Answers(), _conversations()
    idle: list[tuple[str, list[str]]] = []
    async with _session() as session:
        servers = _Servers(urls, session, answers)

        async def turn() -> None:
            sender, texts = idle.pop(0) if idle else next(conversations)
            await servers.ask(sender, texts[0])
            if texts[1:]:
                idle.append((sender, texts[1:]))

        began, due, turns = time.perf_counter(), 0.0, list[asyncio.Task[None]]()
        while (due := due + dice.expovariate(rate)) < seconds:
            await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
            turns.append(asyncio.create_task(turn()))
        await asyncio.gather(*turns)
        answers.took = time.perf_counter() - began
    return answers
