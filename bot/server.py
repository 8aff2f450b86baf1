"""The Rasa server: our channels, stores and guards around Rasa's agent; Rasa's HTTP API stays off.

It differs from ``rasa run`` in that it ends when the model cannot be loaded, where Rasa would go on and
answer every message with silence, and comes up when its database is down, where Rasa would hang.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.process.logging_config import configure_logging, configure_structlog
from bot.process.parent_death import end_with_parent
from bot.process.quiet import quiet_environment, silence_warnings
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out
from bot.settings import ROOT, SettingError, bot_host, ports

if TYPE_CHECKING:
    from sanic import Sanic

logger = logging.getLogger(__name__)
BACKLOG = 1024  # connections that wait to be accepted
YOUNG_OBJECTS = 20_000  # before the garbage collector looks; at 700, the default, many times a turn


class ModelGuard:
    """Stops a server that came up without its model."""

    def __init__(self) -> None:
        """Assume the worst until the server has started."""
        self.loaded = False

    async def after_start(self, app: Any, _: asyncio.AbstractEventLoop) -> None:
        """Check the agent once the server has tried to load it."""
        self.loaded = app.ctx.agent.is_ready()
        if not self.loaded:
            logger.error("The server stops, because it has no model.")
            app.stop()
            return
        # Libraries and the model leave objects that never die; a full collection over them pauses the bot.
        # Frozen, they are not looked at again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS)


async def configure_agent(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Give Rasa's agent our action client and take away what hides failures; runs once it is loaded."""
    from bot.action_client.client import ActionServer
    from bot.conversations.maintenance import maintain, prepare
    from bot.rasa_runtime.patches import unwrap_tracker_store

    agent = app.ctx.agent
    unwrap_tracker_store(agent)
    agent.tracker_store.shared = agent.lock_store.queue is not None
    agent.action_endpoint = ActionServer(agent.action_endpoint.url)
    if agent.processor:
        agent.processor.action_endpoint = agent.action_endpoint
    prepared = await prepare(agent.tracker_store)
    app.add_task(maintain(agent.tracker_store, prepared=prepared))


async def drain(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Finish the turns under way before connections are closed."""
    from bot.turns.runner import turn_runner

    await turn_runner(app).drain()


async def release(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Give back connections and threads."""
    agent = app.ctx.agent
    await agent.action_endpoint.close()
    if agent.lock_store.queue:
        await agent.lock_store.queue.close()
    agent.tracker_store.close()


def create_app(model: Path, guard: ModelGuard) -> Sanic:
    """Build the server around a trained model."""
    from rasa.core.run import configure_app, create_http_input_channels, load_agent_on_start
    from rasa.core.utils import AvailableEndpoints

    from bot.http.errors import answer_errors_in_json
    from bot.http.health import health_routes
    from bot.http.users import user_routes
    from bot.rasa_runtime import patches
    from bot.web.pages import page_routes

    patches.apply()
    app: Sanic = configure_app(
        create_http_input_channels(None, str(ROOT / "credentials.yml")), enable_api=False, port=ports().bot
    )
    answer_errors_in_json(app)
    app.blueprint(health_routes)
    app.blueprint(user_routes)
    app.blueprint(page_routes)
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    app.register_listener(partial(load_agent_on_start, str(model), endpoints, None), "before_server_start")
    app.register_listener(configure_agent, "before_server_start")
    app.register_listener(guard.after_start, "after_server_start")
    app.register_listener(drain, "before_server_stop")
    app.register_listener(release, "after_server_stop")
    return app


def serve(model: Path) -> bool:
    """Serve until told to stop; False when the model could not be loaded."""
    from bot.http.protocol import StrictHttpProtocol

    configure_structlog()
    guard = ModelGuard()
    app = create_app(model, guard)
    app.run(
        host=bot_host(),
        port=ports().bot,
        backlog=BACKLOG,
        workers=1,
        access_log=False,
        motd=False,
        protocol=StrictHttpProtocol,
    )
    return guard.loaded


def main(arguments: list[str] | None = None) -> int:
    """Serve the model that is named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.server", description="Serve a trained model.")
    parser.add_argument("model", type=Path)
    model = parser.parse_args(arguments).model
    end_with_parent()
    quiet_environment()
    silence_warnings()
    configure_logging()
    keep_tensorflow_out()
    try:
        return 0 if serve(model) else 1
    except SettingError as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
