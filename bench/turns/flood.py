"""What one address takes from others: a visitor's turns beside as many dear messages as nginx admits."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
import uuid
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase

import aiohttp

from bench.tables import Row
from bench.turns.client import ANSWERED, Answer, ask
from bench.turns.measures import percentile
from bench.turns.messages import conversation
from bench.turns.results import OURS
from bench.turns.servers import Say, Start

RATE, BURST = 10, 40  # of an address, as deploy/nginx/nginx.conf has them
MAX_RATIO = 5.0  # of the visitor's p95 beside the flood to the p95 without it
SECONDS = 12.0
PAUSE_SECONDS = 0.1  # of the visitor after a reply
TURNS = 10  # of a conversation of the visitor
VISITOR, CROWD = "127.0.0.1", "127.0.0.2"  # addresses to come from
COLUMNS = ("what one address sends", "at once", "p50", "p95", "longest", "p95 relative to no flood")
MAX_CHARACTERS = 1_000

QUESTIONS = (
    "what do nurses earn in Texas?",
    "which skills do welders need?",
    "do cooks need a degree?",
    "what does a data scientist do?",
    "is $95,000 good for a lawyer?",
)


@dataclass
class Flood:
    """The visitor's times in ms: without a flood, and by what was sent and how much of it at once."""

    alone: list[float] = field(default_factory=list)
    beside: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    failed: int = 0

    def ratio(self, key: tuple[str, int]) -> float:
        """Return how many times as long a visitor's turn takes at p95."""
        return percentile(self.beside[key], 95) / percentile(self.alone, 95)

    @property
    def met(self) -> bool:
        return not self.failed and all(self.ratio(key) <= MAX_RATIO for key in self.beside)


def kinds(seed: int = 1) -> dict[str, Callable[[], str]]:
    """Return makers of dear messages: as long as a channel accepts, of words that cost much."""
    chance = random.Random(seed)
    known = [word.strip("?,$") for question in QUESTIONS for word in question.split()]

    def mistyped() -> str:
        word = chance.choice(known)
        place = chance.randrange(len(word))
        return word[:place] + chance.choice(ascii_lowercase) + word[place + 1 :]

    return {
        "words never seen": lambda: filled(lambda: "".join(chance.choices(ascii_lowercase, k=3))),
        "mistyped words": lambda: filled(mistyped),
        "very short questions": lambda: filled(lambda: f"{chance.choice(ascii_lowercase)}{chance.random()}?"),
        "many questions": lambda: filled(lambda: chance.choice(QUESTIONS)),
    }


def filled(word: Callable[[], str]) -> str:
    """Return words up to the longest message."""
    message = word()
    while len(longer := f"{message} {word()}") <= MAX_CHARACTERS:
        message = longer
    return message


async def measure(url: str, say: Say, seconds: float = SECONDS) -> Flood:
    """Let a visitor talk alone, then beside each kind of flood: steadily, and in bursts at the same rate."""
    found = Flood()
    async with AsyncExitStack() as stack:
        visitor, crowd = [
            await stack.enter_async_context(
                aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, local_addr=(address, 0)))
            )
            for address in (VISITOR, CROWD)
        ]
        await _talk(visitor, url, seconds / 2)  # caches fill
        found.alone = _times(found, await _talk(visitor, url, seconds))
        for (kind, message), at_once in itertools.product(kinds().items(), (1, BURST)):
            talk = asyncio.create_task(_talk(visitor, url, seconds))
            await _send(crowd, url, message, at_once, seconds)
            found.beside[kind, at_once] = _times(found, await talk)
            say(f"{kind}, {at_once} at once: p95 × {found.ratio((kind, at_once)):.1f}")
    return found


def _times(found: Flood, answers: list[Answer]) -> list[float]:
    found.failed += sum(became != ANSWERED for _milliseconds, became in answers)
    return [milliseconds for milliseconds, _became in answers]


async def _talk(session: aiohttp.ClientSession, url: str, seconds: float) -> list[Answer]:
    deadline, answers = time.monotonic() + seconds, list[Answer]()
    for number, text in enumerate(itertools.cycle(conversation(OURS, 0, TURNS))):
        if number % TURNS == 0:
            sender = uuid.uuid4().hex
        answers.append(await ask(session, url, sender, text))
        if time.monotonic() > deadline:
            break
        await asyncio.sleep(PAUSE_SECONDS)
    return answers


async def _send(
    session: aiohttp.ClientSession, url: str, message: Callable[[], str], at_once: int, seconds: float
) -> None:
    deadline, sent = time.monotonic() + seconds, list[asyncio.Task[Answer]]()
    while time.monotonic() < deadline:
        sent += [asyncio.create_task(ask(session, url, uuid.uuid4().hex, message())) for _ in range(at_once)]
        await asyncio.sleep(at_once / RATE)
    await asyncio.gather(*sent)


def run(start: Start, folder: Path, say: Say, seconds: float = SECONDS) -> Flood:
    """Measure a server of this project."""
    with start(folder) as server:
        return asyncio.run(measure(server.webhook, say, seconds))


def rows(found: Flood) -> list[Row]:
    """Return a row without a flood and one for each flood."""
    alone = ("nothing", "", *_milliseconds(found.alone), "")
    return [
        alone,
        *(
            (kind, str(at_once), *_milliseconds(times), f"×{found.ratio((kind, at_once)):.1f}")
            for (kind, at_once), times in found.beside.items()
        ),
    ]


def _milliseconds(times: list[float]) -> tuple[str, str, str]:
    figures = percentile(times, 50), percentile(times, 95), max(times)
    middle, slow, longest = (f"{figure:.0f} ms" for figure in figures)
    return middle, slow, longest
