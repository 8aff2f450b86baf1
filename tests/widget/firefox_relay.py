#!/usr/bin/env python3
"""Runs Debian's Firefox for Playwright, which speaks WebDriver BiDi with it.

Playwright sets media features for every window, which this Firefox does not know yet; the relay between the
two says that it is done. Tests choose the features by Firefox's own preferences instead.
"""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
from typing import Any

import websockets

PROGRAM = "firefox-esr"
UNKNOWN = "emulation.setMediaFeaturesOverride"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


async def main(arguments: list[str]) -> int:
    """Start Firefox, and pass on what is said, until it ends."""
    firefox = await asyncio.create_subprocess_exec(
        PROGRAM, *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, firefox.terminate)
    assert firefox.stderr is not None
    async for line in firefox.stderr:
        found = LISTENING.search(line.decode(errors="replace"))
        if found:
            server = await websockets.serve(relay_to(found.group(1)), "127.0.0.1", 0, max_size=None)
            port = server.sockets[0].getsockname()[1]
            print(f"WebDriver BiDi listening on ws://127.0.0.1:{port}", file=sys.stderr, flush=True)
    return await firefox.wait()


def relay_to(address: str) -> Any:
    """Return what handles one connection."""

    async def relay(client: Any, path: str) -> None:
        async with websockets.connect(address + path, max_size=None) as browser:

            async def forth() -> None:
                async for message in client:
                    command = json.loads(message)
                    if command.get("method") == UNKNOWN:
                        done = {"type": "success", "id": command["id"], "result": {}}
                        await client.send(json.dumps(done))
                    else:
                        await browser.send(message)

            async def back() -> None:
                async for message in browser:
                    await client.send(message)

            await asyncio.wait(
                [asyncio.ensure_future(forth()), asyncio.ensure_future(back())],
                return_when=asyncio.FIRST_COMPLETED,
            )

    return relay


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
