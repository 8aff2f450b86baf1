"""Many sessions of the widget at once, as browsers have them, with a real server and model behind."""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

QUESTIONS = (
    "What does a machine learning engineer earn?",
    "and at senior level?",
    "which industries employ them",
    "What skills do I need?",
    "do I need a PhD?",
    "how old are they",
    "What does a data scientist do?",
    "job outlook?",
)
PATIENCE_SECONDS = 60.0


@dataclass
class Load:
    """What many sessions came to."""

    sessions: int
    seconds: float = 0.0
    milliseconds: list[float] = field(
        default_factory=list
    )  # of each answered message, until its answer is whole
    failed: int = 0  # refused, cut off or answered with an apology
    mixed_up: int = 0  # sessions whose history is not exactly what they asked

    @property
    def per_second(self) -> float:
        """Return how many messages were answered a second."""
        return len(self.milliseconds) / self.seconds


async def crowd(url: str, sessions: int, messages: int, pause: Callable[[], float] = lambda: 0.0) -> Load:
    """Let so many sessions write so many messages each, with a pause of so many seconds before each."""
    load = Load(sessions)
    wait = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=wait) as http:
        heads = await asyncio.gather(*(_begin(http, url) for _ in range(sessions)))
        started = time.perf_counter()
        await asyncio.gather(*(_talk(http, url, head, messages, pause, load) for head in heads))
        load.seconds = time.perf_counter() - started
        kept = await asyncio.gather(*(_asked(http, url, head) for head in heads))
    load.mixed_up = sum(texts != asked(messages) for texts in kept)
    return load


def thinking(mean: float, seed: int = 5) -> Callable[[], float]:
    """Return pauses of people who write when they have read, on average after so many seconds."""
    chance = random.Random(seed)
    return lambda: min(3 * mean, chance.expovariate(1 / mean))


def asked(messages: int) -> list[str]:
    """Return what every session asks."""
    return [QUESTIONS[number % len(QUESTIONS)] for number in range(messages)]


async def _begin(http: aiohttp.ClientSession, url: str) -> dict[str, str]:
    async with http.post(f"{url}/web/session", json={}, headers={"Origin": url}) as reply:
        reply.raise_for_status()
        return {"Origin": url, "Authorization": f"Bearer {(await reply.json())['token']}"}


async def _talk(
    http: aiohttp.ClientSession,
    url: str,
    head: dict[str, str],
    messages: int,
    pause: Callable[[], float],
    load: Load,
) -> None:
    for question in asked(messages):
        await asyncio.sleep(pause())
        sent = {"message": question, "message_id": uuid.uuid4().hex}
        started = time.perf_counter()
        try:
            async with http.post(f"{url}/web/message", json=sent, headers=head) as reply:
                body = await reply.text()
        except (aiohttp.ClientError, asyncio.TimeoutError):
            load.failed += 1
            continue
        if is_answered(reply.status, body):
            load.milliseconds.append(1000 * (time.perf_counter() - started))
        else:
            load.failed += 1


def is_answered(status: int, body: str) -> bool:
    """Return whether server-sent events hold an answer and its end."""
    if status != 200 or not body.strip():
        return False
    events = [
        dict(line.split(": ", 1) for line in event.splitlines()) for event in body.strip().split("\n\n")
    ]
    answers = [json.loads(event["data"])["custom"] for event in events if event["event"] == "message"]
    is_whole = events[-1]["event"] == "done"
    return is_whole and bool(answers) and all(answer["outcome"] != "error" for answer in answers)


async def _asked(http: aiohttp.ClientSession, url: str, head: dict[str, str]) -> list[str]:
    """Return what the session's own history says that it asked."""
    async with http.post(f"{url}/web/history", json={}, headers=head) as reply:
        messages = (await reply.json()).get("messages", [])
    return [message["text"] for message in messages if message["from"] == "user"]
