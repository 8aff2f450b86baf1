"""``/health`` (alive), ``/ready`` (can answer) and ``/metrics`` (Prometheus) of the Rasa server."""

from __future__ import annotations

import asyncio
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversations import events

CHECK_SECONDS = 3.0

health_routes = Blueprint("health")


@health_routes.get("/health")
async def health(_: Request) -> HTTPResponse:
    """Say that the process answers."""
    return response.json({"status": "ok"})


@health_routes.get("/ready")
async def ready(request: Request) -> HTTPResponse:
    """Say whether a message would be answered, and if not, what is missing."""
    parts = await readiness(request.app.ctx)
    return response.json(parts, status=200 if all(parts.values()) else 503)


@health_routes.get("/metrics")
async def metrics(_: Request) -> HTTPResponse:
    """Return the figures of this process."""
    return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)


async def readiness(context: Any) -> dict[str, bool]:
    """Return which of the model, the conversations' database and the action server can be used."""
    agent = getattr(context, "agent", None)
    if agent is None or not agent.is_ready():
        return {"model": False, "database": False, "actions": False}
    database, actions = await asyncio.gather(_database(agent), agent.action_endpoint.is_ready())
    return {"model": True, "database": database, "actions": actions}


async def _database(agent: Any) -> bool:
    try:
        await asyncio.wait_for(agent.tracker_store.read(events.check), CHECK_SECONDS)
    except Exception:  # noqa: BLE001 - of any kind: the database cannot be used
        return False
    return True
