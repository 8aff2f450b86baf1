"""A chat server for the tests of the bench: ``stub_server.py PORT SECONDS`` answers after so many seconds."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from aiohttp import web

SAID = {"silence": [], "apology": [{"custom": {"outcome": "error"}}]}


def application(seconds: float) -> web.Application:
    async def webhook(request: web.Request) -> web.Response:
        message: dict[str, Any] = await request.json()
        await asyncio.sleep(seconds)
        if message["message"] == "breakdown":
            raise web.HTTPInternalServerError
        reply = [{"text": message["message"], "custom": {"outcome": "answered"}}]
        return web.json_response(SAID.get(message["message"], reply))

    app = web.Application()
    app.router.add_post("/webhook", webhook)
    return app


if __name__ == "__main__":
    web.run_app(application(float(sys.argv[2])), host="127.0.0.1", port=int(sys.argv[1]), print=None)
