"""The conversation loop of ``rasa shell``: reads a line, posts it, prints the reply.

It stands in for Rasa's own, which prints every reply's JSON, and ends or hangs when the server refuses a
message.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import textwrap
from typing import Any, Optional

import aiohttp
import questionary
from prompt_toolkit.styles import Style

from bot.process.phrases import phrase
from bot.settings import LOGS, shown, usable_folder

EXIT_TEXT = "/stop"
REPLY_TIMEOUT = 60.0
POLL_SECONDS = 0.1
PROMPT_STYLE = Style([("qmark", "bold"), ("", "")])


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
    sent = 0
    async with aiohttp.ClientSession(timeout=timeout) as session:
        parts = await readiness(session, server_url)
        print(f"\n{phrase('shell_banner')}\n", flush=True)
        if parts.get("model") and not parts.get("actions"):
            print(f"{phrase('shell_no_actions')}\n", flush=True)
        while max_message_limit is None or sent < max_message_limit:
            text = await read_line()
            if text is None or text.strip() == EXIT_TEXT:
                break
            sent += 1
            for line in await replies(session, server_url, sender_id, text):
                print(line, flush=True)
            print(flush=True)
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


async def read_line() -> str | None:
    """Read one message; None when the user ended the input."""
    if not sys.stdin.isatty():
        line = await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        print(f"{phrase('shell_prompt')}{line.rstrip()}", flush=True)
        return line.rstrip("\n") if line else None
    question = questionary.text("", qmark=phrase("shell_prompt").strip(), style=PROMPT_STYLE)
    try:
        answer = await question.unsafe_ask_async()
    except (KeyboardInterrupt, EOFError):
        return None
    return str(answer)


async def replies(session: aiohttp.ClientSession, server_url: str, sender_id: str, text: str) -> list[str]:
    """Send one message and give the lines to print; a failure is a line too."""
    try:
        async with session.post(
            f"{server_url}/webhooks/rest/webhook", json={"sender": sender_id, "message": text}
        ) as response:
            if response.status != 200:
                return [phrase("shell_refused", status=response.status)]
            messages = await response.json()
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        return [phrase("shell_failed", log=shown(usable_folder(LOGS) / "rasa.log"))]
    lines = [line for message in messages for line in message_lines(message)]
    return lines or [phrase("shell_no_reply")]


def wrapped(text: str) -> str:
    """Break lines that are longer than the terminal is wide between words."""
    width = max(40, shutil.get_terminal_size().columns - 1)
    lines = (textwrap.wrap(line, width) if len(line) > width else [line] for line in text.split("\n"))
    return "\n".join(part for line in lines for part in line)


def message_lines(message: dict[str, Any]) -> list[str]:
    """Render one message of the REST channel; its ``custom`` part says the same as its text."""
    lines = [wrapped(str(message["text"]))] if message.get("text") else []
    lines += [f"  - {button['title']}" for button in message.get("buttons") or [] if button.get("title")]
    return lines
