"""The conversation loop of ``rasa shell``: reads a line, posts it, prints the reply.

It stands in for Rasa's own, which prints every reply's JSON, and ends or hangs when the server refuses a
message.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
import textwrap
from collections.abc import Awaitable
from typing import Any, Optional, TypeVar

import aiohttp
from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory

from actions.composition.plain_text import render
from bot.process.phrases import phrase
from bot.settings import LOGS, shown, usable_folder
from bot.turns.parsed_answer import parse_answer

EXIT_TEXT = "/stop"
REPLY_TIMEOUT = 60.0
POLL_SECONDS = 0.1
NARROWEST, WIDEST = 40, 100  # characters of a line
INTERRUPTED = "\x03"  # in place of a line
T = TypeVar("T")


class Ended(Exception):
    """The user wants no more."""


class Interrupts:
    """Ctrl-C: the first says that another one ends, and only one right after it does."""

    def __init__(self) -> None:
        """Begin without one."""
        self._pressed = False
        self._again = asyncio.Event()

    def press(self) -> None:
        """Take note of one."""
        if self._pressed:
            self._again.set()
        else:
            self._pressed = True
            print(f"\n{phrase('shell_interrupt')}", flush=True)

    def forget(self) -> None:
        """Start anew: the user goes on."""
        self._pressed = False

    async def or_ended(self, work: Awaitable[T]) -> T:
        """Wait for something.

        Raises:
            Ended: the second one came first, or before.
        """
        task = asyncio.ensure_future(work)
        again = asyncio.ensure_future(self._again.wait())
        try:
            await asyncio.wait({task, again}, return_when=asyncio.FIRST_COMPLETED)
            if self._again.is_set():
                raise Ended
            return task.result()
        finally:
            task.cancel()
            again.cancel()
            await asyncio.gather(task, again, return_exceptions=True)


class Lines:
    """What the user types, with the earlier lines of this conversation at the up arrow; they are not kept."""

    def __init__(self, interrupts: Interrupts) -> None:
        """Take what Ctrl-C is counted by."""
        self._interrupts = interrupts
        self._session: PromptSession[str] | None = None

    async def read(self) -> str | None:
        """Return the next line; None when the user has ended the input.

        Raises:
            Ended: by Ctrl-C.
        """
        if not sys.stdin.isatty():
            return await _piped_line()
        self._session = self._session or PromptSession(history=InMemoryHistory())
        while (line := await self._typed(self._session)) is INTERRUPTED:
            self._interrupts.press()
            await self._interrupts.or_ended(asyncio.sleep(0))
        return line

    async def _typed(self, session: PromptSession[str]) -> str | None:
        try:
            return await session.prompt_async(phrase("shell_prompt"))
        except KeyboardInterrupt:
            return INTERRUPTED
        except EOFError:
            return None


async def _piped_line() -> str | None:
    line = await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    print(f"{phrase('shell_prompt')}{line.rstrip()}", flush=True)
    return line.rstrip("\n") if line else None


async def record_messages(
    sender_id: str,
    server_url: str,
    max_message_limit: Optional[int] = None,
    request_timeout: Optional[int] = None,
    **_: object,
) -> int:
    """Talk until the user ends it; called by Rasa in place of its own function of this name.

    Returns:
        How many messages were sent.
    """
    timeout = aiohttp.ClientTimeout(total=float(request_timeout or REPLY_TIMEOUT))
    interrupts, sent = Interrupts(), 0
    lines = Lines(interrupts)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        parts = await readiness(session, server_url)
        print(f"\n{wrapped(phrase('shell_banner'))}\n", flush=True)
        if parts.get("model") and not parts.get("actions"):
            print(f"{wrapped(phrase('shell_no_actions'))}\n", flush=True)
        try:
            while max_message_limit is None or sent < max_message_limit:
                text = await lines.read()
                # While an answer is waited for; the prompt has a way of its own, and leaves none behind.
                asyncio.get_running_loop().add_signal_handler(signal.SIGINT, interrupts.press)
                if text is None or text.strip() == EXIT_TEXT:
                    break
                interrupts.forget()
                sent += 1
                for line in await interrupts.or_ended(replies(session, server_url, sender_id, text)):
                    print(line, flush=True)
                print(flush=True)
        except Ended:
            pass
    return sent


async def readiness(session: aiohttp.ClientSession, server_url: str) -> dict[str, bool]:
    """Wait until the server answers; return which of its parts can be used, nothing where it does not say."""
    # Not for a limited time: the server runs in this process, and cancels this task when it cannot start.
    while (parts := await _parts(session, server_url)) is None:
        await asyncio.sleep(POLL_SECONDS)
    return parts


async def _parts(session: aiohttp.ClientSession, server_url: str) -> dict[str, bool] | None:
    try:
        async with session.get(f"{server_url}/ready") as response:
            return dict(await response.json())
    except aiohttp.ContentTypeError:
        return {}
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return None


async def replies(session: aiohttp.ClientSession, server_url: str, sender_id: str, text: str) -> list[str]:
    """Send one message and give the lines to print; a failure is a line too."""
    try:
        async with session.post(
            f"{server_url}/webhooks/rest/webhook", json={"sender": sender_id, "message": text}
        ) as response:
            if response.status != 200:
                return [wrapped(phrase("shell_refused", status=response.status))]
            messages = await response.json()
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        return [wrapped(phrase("shell_failed", log=shown(usable_folder(LOGS) / "rasa.log")))]
    lines = [line for message in messages for line in message_lines(message)]
    return lines or [wrapped(phrase("shell_no_reply"))]


def line_width() -> int:
    """Return how long a line of the terminal may be; the last column stays free, as a line wraps there."""
    return min(max(NARROWEST, shutil.get_terminal_size().columns - 1), WIDEST)


def wrapped(text: str) -> str:
    """Break lines that are longer than the terminal is wide between words."""
    width = line_width()
    lines = (textwrap.wrap(line, width) if len(line) > width else [line] for line in text.split("\n"))
    return "\n".join(part for line in lines for part in line)


def message_lines(message: dict[str, Any]) -> list[str]:
    """Render one message of the REST channel for this terminal: its blocks, or its text if it has none."""
    lines = [_told(message)] if message.get("text") else []
    lines += [f"  - {button['title']}" for button in message.get("buttons") or [] if button.get("title")]
    return lines


def _told(message: dict[str, Any]) -> str:
    custom = message.get("custom")
    if not isinstance(custom, dict) or not custom.get("blocks"):
        return wrapped(str(message["text"]))
    try:
        blocks = parse_answer(message).blocks
    except (KeyError, TypeError, ValueError):  # of an action that is not of this project
        return wrapped(str(message["text"]))
    return render(blocks, line_width())
