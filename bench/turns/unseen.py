"""Messages of words never seen before: whether memory stays flat, and what such a message costs."""

from __future__ import annotations

import itertools
import random
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from string import ascii_lowercase

import requests

from bench.turns.messages import conversation
from bench.turns.processes import memory
from bench.turns.results import OURS
from bench.turns.servers import Say, Start

MAX_CHARACTERS = 1_000
MAX_GROWTH = 0.05
MAX_COST = 5.0  # times what a usual message takes
WARM_UP_SHARE = 0.1  # of the messages: caches fill
TURNS = 10  # of a conversation
USERS = 2  # at once, so that both servers are at work
SAMPLES = 20
TIMEOUT_SECONDS = 60


@dataclass
class Unseen:
    """Memory of all processes and of each, in MB by number of messages; the times of messages, in ms."""

    samples: list[tuple[int, float]] = field(default_factory=list)
    usual: list[float] = field(default_factory=list)
    unseen: list[float] = field(default_factory=list)
    unanswered: int = 0
    processes: dict[str, list[float]] = field(default_factory=dict)

    @property
    def growth(self) -> float:
        """By which share of the first sample the last is larger."""
        return self.samples[-1][1] / self.samples[0][1] - 1

    @property
    def cost(self) -> float:
        """How many times as long as a usual message one of unseen words takes, at the median."""
        return median(self.unseen) / median(self.usual)

    @property
    def met(self) -> bool:
        return self.growth <= MAX_GROWTH and self.cost <= MAX_COST and not self.unanswered


def texts(seed: int = 1) -> Iterator[str]:
    """Yield messages as long as a channel accepts, each of random words of one kind."""
    chance = random.Random(seed)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: "".join(chance.choices(ascii_lowercase, k=3)),
        lambda: "".join(chance.choices(ascii_lowercase, k=7)),
        lambda: "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(2)),  # Chinese
        lambda: "".join(chr(chance.randrange(0x0430, 0x0450)) for _ in range(6)),  # Cyrillic
        lambda: "\ufdfa" * chance.randrange(1, 30),  # a character whose normal form has eighteen
        lambda: f"{chance.choice(ascii_lowercase)}{chance.randrange(10**6)}?",
    )
    for word in itertools.cycle(kinds):
        message = word()
        while len(longer := f"{message} {word()}") <= MAX_CHARACTERS:
            message = longer
        yield message


def run(start: Start, messages: int, folder: Path, say: Say) -> Unseen:
    """Send so many messages, every tenth beside a usual one, and sample memory between them."""
    found = Unseen()
    usual = conversation(OURS, 0, TURNS)
    every = max(1, int(messages * (1 - WARM_UP_SHARE)) // SAMPLES)
    warm = int(messages * WARM_UP_SHARE)
    numbered = enumerate(itertools.islice(texts(), messages))
    with start(folder) as server, ThreadPoolExecutor(USERS) as users:

        def send(message: tuple[int, str]) -> None:
            number, text = message
            conversations, user = number // (TURNS * USERS), number % USERS
            sender = uuid.uuid5(uuid.NAMESPACE_OID, f"{conversations} {user}").hex
            if number % (TURNS * USERS) < USERS:
                _send(found, found.usual, server.webhook, sender, usual[conversations % TURNS])
            _send(found, found.unseen, server.webhook, sender, text)

        done = 0
        for size in itertools.chain([warm], itertools.repeat(every)):
            sent = list(itertools.islice(numbered, size))
            list(users.map(send, sent))
            done += len(sent)
            _look(found, done, server.pid)
            say(f"{done} messages: {found.samples[-1][1]:.0f} MB")
            if done == messages:
                return found
    return found


def _look(found: Unseen, number: int, pid: int) -> None:
    """Sample the memory of a process and of all that it has started."""
    held = memory(pid)
    found.samples.append((number, sum(process.rss_mb for process in held)))
    for process in held:
        found.processes.setdefault(process.name, []).append(process.rss_mb)


def _send(found: Unseen, times: list[float], webhook: str, sender: str, text: str) -> None:
    started = time.perf_counter()
    reply = requests.post(webhook, json={"sender": sender, "message": text}, timeout=TIMEOUT_SECONDS)
    times.append((time.perf_counter() - started) * 1000)
    found.unanswered += reply.status_code != 200 or not reply.json()


def summary(found: Unseen) -> str:
    """Return the result in one sentence."""
    (first, before), (number, after) = found.samples[0], found.samples[-1]
    each = ", ".join(
        f"{name} {held[0]:.0f} → {held[-1]:.0f} MB ({held[-1] / held[0] - 1:+.1%})"
        for name, held in found.processes.items()
    )
    return (
        f"Memory of all processes: {before:.0f} MB after {first} messages, {after:.0f} MB after {number} "
        f"({found.growth:+.1%}): {each}. A message of unseen words takes "
        f"{median(found.unseen):.0f} ms, a usual one {median(found.usual):.0f} ms (× {found.cost:.1f}); "
        f"{found.unanswered} without an answer."
    )
