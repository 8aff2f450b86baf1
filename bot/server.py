"""The Rasa server: our channels, stores and guards around Rasa's agent; Rasa's HTTP API stays off.

It differs from ``rasa run`` in that it ends when a setting is wrong or the model cannot be loaded, where Rasa
would go on with stand-ins or answer every message with silence, and comes up when its database is down, where
Rasa would hang.
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

from bot.process.listening import check_can_listen
from bot.process.logging_config import configure_logging, configure_structlog
from bot.process.parent_death import end_with_parent
from bot.process.quiet import quiet_environment, silence_warnings
from bot.rasa_runtime.tensorflow_stub import keep_tensorflow_out
from bot.settings import CONFIG_EXIT, ROOT, AddressSettings, SettingError, WebSettings, check_settings
from bot.settings.addresses import HOST_VARIABLE, PORT_VARIABLE
from bot.settings.proxies import forget_empty_variables

if TYPE_CHECKING:
    from sanic import Sanic

logger = logging.getLogger(__name__)
BACKLOG = 1024  # connections that wait to be accepted
YOUNG_OBJECTS = 20_000  # before the garbage collector looks; at 700, the default, many times a turn
ENDPOINTS = ROOT / "endpoints.yml"
CREDENTIALS = ROOT / "credentials.yml"


class StartGuard:
    """Stops a server that came up without its model, or with stand-ins of Rasa's."""

    def __init__(self, *, needs_model: bool = True) -> None:
        """Assume the worst until the server has started.

        Args:
            needs_model: whether the server must have a model; with its HTTP API, Rasa waits for one.
        """
        self._needs_model = needs_model
        self.started = False
        self.loaded = False
        self.problem: SettingError | None = None

    async def configure(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Configure an agent that has a model; remember what is wrong with its settings."""
        if not app.ctx.agent.is_ready():
            return
        try:
            await configure_agent(app, loop)
        except SettingError as problem:
            self.problem = problem

    async def after_start(self, app: Any, _: asyncio.AbstractEventLoop) -> None:
        """Check the agent once the server has tried to load it."""
        self.started = True
        self.loaded = self.problem is None and (app.ctx.agent.is_ready() or not self._needs_model)
        if not self.loaded:
            if self.problem is None:
                logger.error("The server stops, because it has no model.")
            app.stop()
            return
        # Libraries and the model leave objects that never die; a full collection over them pauses the bot.
        # Frozen, they are not looked at again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS)


async def configure_agent(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Give Rasa's loaded agent our action client, and refuse what would hide failures.

    Raises:
        SettingError: Rasa uses a stand-in for a part that endpoints.yml asks for.
    """
    from bot.action_client.client import ActionServer
    from bot.conversations.maintenance import count_turns, maintain, prepare
    from bot.model_swap import ModelSwap
    from bot.nlu.live_names import LiveNames
    from bot.rasa_runtime.fallbacks import refuse_fallbacks
    from bot.rasa_runtime.patches import unwrap_tracker_store

    agent = app.ctx.agent
    unwrap_tracker_store(agent)
    refuse_fallbacks(agent)
    agent.tracker_store.shared = agent.lock_store.queue is not None
    agent.action_endpoint = ActionServer(AddressSettings.read().action_url_or(agent.action_endpoint.url))
    if agent.processor:
        agent.processor.action_endpoint = agent.action_endpoint
    problem = await prepare(agent.tracker_store)
    app.add_task(maintain(agent.tracker_store, agent.lock_store, problem=problem))
    app.add_task(count_turns(agent.tracker_store))
    names = LiveNames()
    await asyncio.to_thread(names.look)
    app.add_task(names.follow())
    if model := getattr(app.ctx, "model", None):  # Rasa's own commands name none
        app.add_task(ModelSwap(agent, model).follow())


async def drain(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Finish the turns under way before connections are closed."""
    from bot.turns.runner import turn_runner

    await turn_runner(app).drain()


async def release(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    """Close connections and threads."""
    agent = app.ctx.agent
    close_endpoint = getattr(agent.action_endpoint, "close", None)  # Rasa's own, of a refused start, has none
    if close_endpoint:
        await close_endpoint()
    if getattr(agent.lock_store, "queue", None):
        await agent.lock_store.queue.close()
    close_store = getattr(agent.tracker_store, "close", None)
    if close_store:
        close_store()


def create_app(model: Path, guard: StartGuard) -> Sanic:
    """Build the server around a trained model.

    Raises:
        SettingError: the files beside the model are missing.
    """
    from rasa.core.run import configure_app, create_http_input_channels, load_agent_on_start
    from rasa.core.utils import AvailableEndpoints

    from bot.rasa_runtime import patches

    for file in (ENDPOINTS, CREDENTIALS):
        if not file.is_file():
            raise SettingError(f"{file.name} is missing in {ROOT}.")
    patches.apply()
    channels = create_http_input_channels(None, str(CREDENTIALS))
    app: Sanic = configure_app(channels, enable_api=False, port=AddressSettings.read().port)
    add_routes(app)
    app.ctx.model = model
    endpoints = AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    app.register_listener(partial(load_agent_on_start, str(model), endpoints, None), "before_server_start")
    app.register_listener(guard.configure, "before_server_start")
    app.register_listener(guard.after_start, "after_server_start")
    return app


def add_routes(app: Sanic, *, max_body: int | None = None) -> None:
    """Add what our server has beside its channels: health, users, pages, limits, and an orderly end.

    Args:
        app: with its channels.
        max_body: bytes that a request may have; by default as much as a channel takes.
    """
    from bot.http.errors import answer_errors_in_json
    from bot.http.health import health_routes
    from bot.http.hosts import refuse_other_hosts
    from bot.http.protocol import MAX_BODY_BYTES
    from bot.http.users import user_routes
    from bot.web.occupations.routes import occupation_routes
    from bot.web.pages import page_routes
    from bot.web.privacy.routes import privacy_routes
    from bot.web.shared_answers.routes import shared_routes

    app.config.REQUEST_MAX_SIZE = max_body or MAX_BODY_BYTES
    answer_errors_in_json(app)
    refuse_other_hosts(app, WebSettings.read())
    pages = (page_routes, privacy_routes, occupation_routes, shared_routes)
    for routes in (health_routes, user_routes, *pages):
        app.blueprint(routes)
    app.register_listener(drain, "before_server_stop")
    app.register_listener(release, "after_server_stop")


def serve(model: Path) -> bool:
    """Serve until asked to stop; return whether the model could be loaded.

    Raises:
        SettingError: a setting cannot be used.
    """
    from bot.chosen_model import chosen_model
    from bot.http.protocol import StrictHttpProtocol

    configure_structlog()
    guard = StartGuard()
    app = create_app(chosen_model() or model, guard)
    at = AddressSettings.read()
    app.run(
        host=at.host,
        port=at.port,
        backlog=BACKLOG,
        workers=1,
        access_log=False,
        motd=False,
        protocol=StrictHttpProtocol,
    )
    if guard.problem:
        raise guard.problem
    return guard.loaded


def main(arguments: list[str] | None = None) -> int:
    """Serve the model that is named on the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.server", description="Serve a trained model.")
    parser.add_argument("model", type=Path)
    parser.add_argument(
        "--require-database",
        action="store_true",
        help="end if the conversations' database cannot be reached, instead of waiting for it",
    )
    options = parser.parse_args(arguments)
    end_with_parent()
    try:
        check_settings()
        at = AddressSettings.read()
        check_can_listen(at.host, at.port, HOST_VARIABLE, PORT_VARIABLE)
        forget_empty_variables()
        quiet_environment()
        silence_warnings()
        configure_logging()
        _check_parts(required=options.require_database)
        keep_tensorflow_out()
        return 0 if serve(options.model) else 1
    except SettingError as problem:
        print(problem, file=sys.stderr)
        return CONFIG_EXIT


def _check_parts(*, required: bool) -> None:
    from bot.start_checks import check_at_start  # not before the environment is quiet

    check_at_start(required=required)


if __name__ == "__main__":
    sys.exit(main())
