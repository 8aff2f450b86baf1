"""The users, in a process of their own: reads jobs, a JSON line each, and answers each with a JSON line."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
import uuid
from typing import Any

import aiohttp

REPLY_SECONDS = 60
ANSWERED, SILENT, FAILED = "answered", "silent", "failed"

Answer = tuple[float, str]  # milliseconds, and what became of the message


def judged(status: int, replies: object) -> str:
    """Say what became of a message; an apology for an error is no answer, however fast it comes."""
    if status != 200 or not isinstance(replies, list):
        return FAILED
    if not replies:
        return SILENT
    said = [reply.get("custom") for reply in replies if isinstance(reply, dict)]
    apologised = any(isinstance(message, dict) and message.get("outcome") == "error" for message in said)
    return FAILED if apologised or len(said) < len(replies) else ANSWERED


async def ask(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> Answer:
    """Send a message and wait for the reply."""
    started = time.perf_counter()
    try:
        async with session.post(url, json={"sender": sender, "message": text}) as response:
            body = await response.read()
            taken = time.perf_counter() - started
            became = judged(response.status, json.loads(body))
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        taken, became = time.perf_counter() - started, FAILED
    return 1000 * taken, became


async def talk(session: aiohttp.ClientSession, url: str, sender: str, texts: list[str]) -> list[Answer]:
    """Say several things in one conversation, each after the answer to the one before."""
    return [await ask(session, url, sender, text) for text in texts]


async def load(
    session: aiohttp.ClientSession,
    url: str,
    users: int,
    seconds: float,
    conversations: list[list[str]],
    pause: float = 0.0,
) -> dict[str, Any]:
    """Let users talk at once for some seconds, one conversation after another; count what came in time."""
    started, spent = time.perf_counter(), time.process_time()
    deadline = started + seconds
    answers: list[Answer] = []

    async def user(number: int) -> None:
        for place in itertools.count(number):
            sender = uuid.uuid4().hex
            for text in conversations[place % len(conversations)]:
                if time.perf_counter() >= deadline:
                    return
                answer = await ask(session, url, sender, text)
                if time.perf_counter() < deadline or answer[1] == FAILED:
                    answers.append(answer)
                await asyncio.sleep(pause)

    await asyncio.gather(*(user(number) for number in range(users)))
    share = (time.process_time() - spent) / (time.perf_counter() - started)
    return {"answers": answers, "processor_share": share}


JOBS = {"talk": talk, "load": load}


async def run(job: str, arguments: dict[str, Any]) -> object:
    """Do a job on connections of its own: a server may have closed those that lay idle before."""
    timeout = aiohttp.ClientTimeout(total=REPLY_SECONDS)
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), timeout=timeout, trust_env=False
    ) as session:
        return await JOBS[job](session, **arguments)


def main() -> int:
    """Do jobs until there are no more."""
    for line in sys.stdin:
        job, arguments = json.loads(line)
        print(json.dumps(asyncio.run(run(job, arguments))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
