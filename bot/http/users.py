"""What is held on one user: ``GET`` exports it, ``DELETE`` erases it; with ``ADVISOR_ADMIN_TOKEN`` only."""

from __future__ import annotations

import hmac
import os

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversations import user_data

TOKEN_VARIABLE = "ADVISOR_ADMIN_TOKEN"  # noqa: S105 - the name, not the secret
SHORTEST_TOKEN = 16

user_routes = Blueprint("users")


@user_routes.get("/users/<user>", unquote=True)
async def export(request: Request, user: str) -> HTTPResponse:
    """Return all that is held on a user."""
    refusal = _refusal(request)
    if refusal:
        return refusal
    held = await request.app.ctx.agent.tracker_store.read(lambda c: user_data.export(c, user))
    return response.json({"error": "nothing is held"}, status=404) if held is None else response.json(held)


@user_routes.delete("/users/<user>", unquote=True)
async def erase(request: Request, user: str) -> HTTPResponse:
    """Delete all that is held on a user, between two turns."""
    refusal = _refusal(request)
    if refusal:
        return refusal
    agent = request.app.ctx.agent
    async with agent.lock_store.lock(user):
        rows = await agent.tracker_store.erase(user)
    return response.json({"erased_rows": rows})


def _refusal(request: Request) -> HTTPResponse | None:
    expected = os.environ.get(TOKEN_VARIABLE, "").strip()
    if len(expected) < SHORTEST_TOKEN:
        return response.json({"error": "not found"}, status=404)
    if not hmac.compare_digest((request.token or "").encode(), expected.encode()):
        return response.json({"error": "a valid bearer token is needed"}, status=401)
    return None
