"""The Rasa server, on the loopback interface and without Rasa's HTTP API.

It differs from ``rasa run`` in that it ends when the model cannot be loaded, where Rasa would go on and
answer every message with silence.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import sys
from pathlib import Path
from typing import Any

from bot.logs import configure_logging, configure_structlog
from bot.quiet import end_with_parent, quiet_environment, silence_warnings
from bot.settings import LOOPBACK, ROOT, ports

logger = logging.getLogger(__name__)


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
        # TensorFlow leaves millions of objects that never die; a full collection over them pauses the bot by
        # some 300 ms. Frozen, they are not looked at again.
        gc.collect()
        gc.freeze()


def serve(model: Path) -> bool:
    """Serve until told to stop; False when the model could not be loaded."""
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.tensorflow.environment import setup_tf_environment

    configure_structlog()
    setup_tf_environment()
    guard = ModelGuard()
    serve_application(
        model_path=str(model),
        interface=LOOPBACK,
        port=ports().bot,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        enable_api=False,
        server_listeners=[(guard.after_start, "after_server_start")],
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
    return 0 if serve(model) else 1


if __name__ == "__main__":
    sys.exit(main())
