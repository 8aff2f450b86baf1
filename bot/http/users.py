"""What is stored on a user: ``GET`` exports it, ``DELETE`` erases it; with ``ADVISOR_ADMIN_TOKEN`` only."""

from __future__ import annotations

import hmac

from rasa.core.lock_store import LockError
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversations import user_data
from bot.settings import AdminSettings, SettingError
from bot.turns.message_text import is_storable

LOG_IN_USE = (
    "another program reads the database, so its write-ahead log still has the text; erase again later"
)

user_routes = Blueprint("users")


@user_routes.get("/users/<user>", unquote=True)
async def export(request: Request, user: str) -> HTTPResponse:
    """Return all that is stored on a user."""
    refusal = _refusal(request, user)
    if refusal:
        return refusal
    stored = await request.app.ctx.agent.tracker_store.read(lambda c: user_data.export(c, user))
    if stored is None:
        return response.json({"error": "nothing is stored"}, status=404)
    return response.json(stored)


@user_routes.delete("/users/<user>", unquote=True)
async def erase(request: Request, user: str) -> HTTPResponse:
    """Delete all that is stored on a user, between two turns."""
    refusal = _refusal(request, user)
    if refusal:
        return refusal
    agent = request.app.ctx.agent
    try:
        async with agent.lock_store.lock(user):
            rows = await agent.tracker_store.erase(user)
    except LockError:
        return response.json({"error": "a turn of this user takes long; try again in a moment"}, status=503)
    done: dict[str, object] = {"erased_rows": rows}
    if not await agent.tracker_store.clear_traces():
        done["note"] = LOG_IN_USE
    return response.json(done)


def _token() -> str | None:
    try:
        return AdminSettings.read().token
    except SettingError:  # with which the server would not have started
        return None


def _refusal(request: Request, user: str) -> HTTPResponse | None:
    expected = _token()
    if expected is None:
        return response.json({"error": "not found"}, status=404)
    if not hmac.compare_digest((request.token or "").encode(), expected.encode()):
        return response.json({"error": "a valid bearer token is needed"}, status=401)
    if not is_storable(user):
        return response.json({"error": "the id must not contain NUL or half a surrogate pair"}, status=400)
    return None
