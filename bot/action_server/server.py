"""The action server: runs the classes of ``actions`` for Rasa, by default on the loopback interface.

It replaces the SDK's own server, which listens on every interface, allows every web origin, and answers an
exception with the whole conversation.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import sys
import time
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from actions.action import CALLS, engine
from actions.calls import SECONDS, Calls
from bot.action_server.metrics import CONTENT_TYPE, Metrics
from bot.action_server.request_parser import MAX_BODY_BYTES, BadCall, read_call
from bot.http.cached_check import CachedCheck
from bot.http.errors import answer_errors_in_json
from bot.http.hosts import refuse_other_hosts
from bot.http.protocol import StrictHttpProtocol
from bot.process.listening import check_can_listen
from bot.process.logging_config import configure_logging
from bot.process.parent_death import end_with_parent
from bot.process.quiet import quiet_environment, silence_warnings
from bot.settings import (
    CONFIG_EXIT,
    AddressSettings,
    DatabaseSettings,
    EncoderSettings,
    OperatorSettings,
    SettingError,
    WebSettings,
)
from bot.settings.addresses import ACTION_HOST_VARIABLE, ACTION_PORT_VARIABLE, is_loopback, reachable
from knowledge.database import UnusableDatabase, WrongEncoding, unusable
from knowledge.database_errors import is_permanent
from knowledge.encoder import EncoderError, load_encoder
from knowledge.readiness import check_usable

ACTION_PACKAGE = "actions"
READY_SECONDS = 1.5  # less than the Rasa server waits
PATIENCE = SECONDS + 1  # for calls under way when the server is asked to stop
# By intent, messages whose answers read what is read once and kept: statements, occupations for advice.
WARM_UP_MESSAGES = {
    "duties": ("action_statements", "what is done all day?"),
    "career_fit": ("action_advice", "I know AutoCAD. Which jobs fit me?"),
    "career_change": ("action_advice", "I teach in a school. Could I get into machine learning?"),
}

logger = logging.getLogger(__name__)


def create_app(package: str = ACTION_PACKAGE, name: str = "advisor_actions") -> Sanic:
    """Build the server around the actions of a package."""
    executor = ActionExecutor()
    executor.register_package(package)
    metrics = Metrics(CALLS)
    knowledge_base = knowledge_check()
    app = Sanic(name, configure_logging=False)
    app.ctx.executor = executor
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    answer_errors_in_json(app)
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = PATIENCE

    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok", "actions": len(executor.actions)})

    async def ready(_: Request) -> HTTPResponse:
        found = {"database": await knowledge_base.passes(), "encoder": encoder_is_ready()}
        is_ready = all(found.values())
        status = "ready" if is_ready else "not ready"
        return response.json({"status": status, **found}, status=200 if is_ready else 503)

    async def figures(_: Request) -> HTTPResponse:
        return response.raw(metrics.text(), content_type=CONTENT_TYPE)

    async def webhook(request: Request) -> HTTPResponse:
        return await run_action(executor, metrics, request)

    app.add_route(health, "/health", methods=["GET"])
    app.add_route(ready, "/ready", methods=["GET"])
    app.add_route(figures, "/metrics", methods=["GET"])
    app.add_route(webhook, "/webhook", methods=["POST"])
    return app


async def run_action(executor: ActionExecutor, metrics: Metrics, request: Request) -> HTTPResponse:
    """Answer one call of Rasa, in the form that Rasa expects of an action server."""
    begun = time.perf_counter()
    try:
        call = read_call(request.body, request.headers.get("Content-Encoding"))
    except BadCall as bad:
        metrics.failed("bad call")
        return response.json({"error": str(bad)}, status=bad.status)
    action_name = str(call["next_action"])
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as rejection:
        metrics.failed("rejection")
        return response.json({"error": rejection.message, "action_name": rejection.action_name}, status=400)
    except ActionNotFoundException as missing:
        metrics.failed("unknown action")
        logger.error("No action is called %.80r", missing.action_name)
        return response.json({"error": missing.message, "action_name": missing.action_name}, status=404)
    except Exception:
        metrics.failed("exception")
        logger.exception("The action %s failed", action_name)
        return response.json({"error": "The action failed.", "action_name": action_name}, status=500)
    metrics.ran(action_name, result, time.perf_counter() - begun)
    return response.json(result)


def knowledge_check() -> CachedCheck:
    """Return the check whether the knowledge base can be read in time."""
    calls = Calls(threads=1, waiting=0, seconds=READY_SECONDS)

    async def read() -> None:
        await calls.run(engine(), check_usable)

    return CachedCheck(read, unusable)


def encoder_is_ready() -> bool:
    """Return whether the sentence encoder is loaded or can be."""
    try:
        load_encoder()
    except EncoderError:
        return False
    return True


def warm_up(app: Sanic) -> None:
    """Do what the first question would wait for, and keep the garbage collector off what stays for good.

    Raises:
        EncoderError: there is no sentence encoder, or it is damaged.
    """
    load_encoder().encode(["warm up"])
    if asyncio.run(knowledge_check().passes()):
        for intent, (action, text) in WARM_UP_MESSAGES.items():
            asyncio.run(app.ctx.executor.run(warm_up_call(intent, action, text)))
    gc.collect()
    gc.freeze()


def warm_up_call(intent: str, action: str, text: str) -> dict[str, Any]:
    """Return the call of an action for the first message of a conversation, as Rasa makes it."""
    message = {"text": text, "intent": {"name": intent}, "entities": []}
    tracker = {"sender_id": "warm up", "slots": {"context": None}, "latest_message": message, "events": []}
    return {"next_action": action, "sender_id": "warm up", "tracker": tracker, "domain": {}}


def check_database(*, required: bool) -> None:
    """Look whether the knowledge base can be used, before the server starts.

    Args:
        required: whether one that does not answer or is not loaded is an error, too; else the server waits.

    Raises:
        SettingError: it cannot be used, and waiting would not help.
    """
    try:
        with engine().connect() as connection:
            check_usable(connection)
    except (SQLAlchemyError, UnusableDatabase) as error:
        if required or isinstance(error, WrongEncoding) or is_permanent(error):
            raise SettingError(unusable(error)) from None
        logger.warning("%s", unusable(error))


def serve(host: str, port: int, package: str = ACTION_PACKAGE, *, require_database: bool = False) -> int:
    """Serve the actions of a package until asked to stop; return the exit code.

    Raises:
        SettingError: a setting cannot be used.
    """
    configure_logging()
    check_database(required=require_database)
    app = create_app(package)
    if is_loopback(host):  # which a page in a browser of this machine could reach
        refuse_other_hosts(app, WebSettings.read())
    try:
        warm_up(app)
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 1

    @app.after_server_start
    async def announce(*_: object) -> None:
        logger.info("The action server listens on http://%s:%d", reachable(host), port)

    app.run(host=host, port=port, access_log=False, motd=False, workers=1, protocol=StrictHttpProtocol)
    if CALLS.under_way:
        logger.error("%d calls did not end in time", CALLS.under_way)
        logging.shutdown()
        os._exit(1)  # Python would wait for their threads
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Serve as a child of the supervisor until asked to stop; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.action_server.server", description="Serve actions.")
    parser.add_argument(
        "--require-database",
        action="store_true",
        help="end if the knowledge base cannot be used, instead of waiting for it",
    )
    options = parser.parse_args(arguments)
    end_with_parent()
    try:
        at = AddressSettings.read()
        DatabaseSettings.read()
        EncoderSettings.read()
        OperatorSettings.read()
        check_can_listen(at.action_host, at.action_port, ACTION_HOST_VARIABLE, ACTION_PORT_VARIABLE)
        quiet_environment()
        silence_warnings()
        return serve(at.action_host, at.action_port, require_database=options.require_database)
    except SettingError as problem:
        print(problem, file=sys.stderr)
        return CONFIG_EXIT


if __name__ == "__main__":
    sys.exit(main())
