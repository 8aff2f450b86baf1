"""The action server: runs the classes of ``actions`` for Rasa, on the loopback interface only.

It replaces the SDK's own server, which listens on every interface, allows every web origin, and answers an
exception with the whole conversation.
"""

from __future__ import annotations

import json
import logging
import sys
import zlib

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.logs import configure_logging
from bot.quiet import end_with_parent, quiet_environment, silence_warnings
from bot.settings import LOOPBACK, ports
from knowledge.encoder import EncoderError, load_encoder

ACTION_PACKAGE = "actions"
MAX_BODY_BYTES = 20_000_000

logger = logging.getLogger(__name__)


def create_app(package: str = ACTION_PACKAGE, name: str = "advisor_actions") -> Sanic:
    """Build the server around the actions of a package."""
    executor = ActionExecutor()
    executor.register_package(package)
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"

    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok", "actions": len(executor.actions)})

    async def webhook(request: Request) -> HTTPResponse:
        return await run_action(executor, request)

    app.add_route(health, "/health", methods=["GET"])
    app.add_route(webhook, "/webhook", methods=["POST"])
    return app


async def run_action(executor: ActionExecutor, request: Request) -> HTTPResponse:
    """Answer one call of Rasa, in the form that Rasa expects of an action server."""
    try:
        call = read_call(request.body, request.headers.get("Content-Encoding"))
    except ValueError:
        return response.json({"error": "The body must be a JSON object."}, status=400)
    action_name = str(call.get("next_action", ""))
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as rejection:
        return response.json({"error": rejection.message, "action_name": rejection.action_name}, status=400)
    except ActionNotFoundException as missing:
        logger.error("No action is called %s", missing.action_name)
        return response.json({"error": missing.message, "action_name": missing.action_name}, status=404)
    except Exception:
        logger.exception("The action %s failed", action_name)
        return response.json({"error": "The action failed.", "action_name": action_name}, status=500)
    return response.json(result)


def read_call(body: bytes, encoding: str | None) -> dict[str, object]:
    """Read the JSON object of an action call.

    Raises:
        ValueError: it is none.
    """
    try:
        call = json.loads(zlib.decompress(body) if encoding == "deflate" else body)
    except zlib.error as broken:
        raise ValueError("not deflated") from broken
    if not isinstance(call, dict):
        raise ValueError("not an object")
    return call


def warm_up() -> None:
    """Load the sentence encoder, so that the first question need not wait for it.

    Raises:
        EncoderError: there is none, or it is damaged.
    """
    load_encoder().encode(["warm up"])


def main() -> int:
    """Serve until told to stop; without the sentence encoder say how to get it, and end."""
    end_with_parent()
    quiet_environment()
    silence_warnings()
    configure_logging()
    try:
        warm_up()
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 1
    create_app().run(host=LOOPBACK, port=ports().actions, access_log=False, motd=False, workers=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
