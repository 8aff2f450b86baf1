"""``/health`` (alive), ``/ready`` (can answer) and ``/metrics`` (Prometheus) of the Rasa server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversations.database import unusable
from bot.http.cached_check import CachedCheck

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
    """Return which of the model, the conversations' database and the action server can be used.

    A server that is about to end takes no messages, so nothing of it can.
    """
    agent = getattr(context, "agent", None)
    draining = hasattr(context, "turns") and context.turns.draining
    if agent is None or not agent.is_ready() or draining:
        return {"model": False, "database": False, "actions": False}
    if not hasattr(context, "readiness"):
        context.readiness = Readiness.of(agent)
    checks: Readiness = context.readiness
    database, actions = await asyncio.gather(checks.database.passes(), checks.actions.passes())
    return {"model": True, "database": database, "actions": actions}


@dataclass(frozen=True)
class Readiness:
    """The checks of one server."""

    database: CachedCheck
    actions: CachedCheck

    @classmethod
    def of(cls, agent: Any) -> Readiness:
        """Return the checks of what an agent uses."""

        async def rehearse() -> None:
            await agent.tracker_store.rehearse()

        async def ask() -> None:
            if not await agent.action_endpoint.is_ready():
                raise ConnectionError("the action server is not ready")

        return cls(CachedCheck(rehearse, unusable), CachedCheck(ask, str))
