"""Readable one-line logs for both servers."""

from __future__ import annotations

import logging
import os
import sys

LIBRARIES = (
    "sanic.access",
    "sanic.root",
    "apscheduler",
    "matplotlib",
    "asyncio",
    "urllib3",
    "tensorflow",
    "rasa_sdk.executor",
)
FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
LEVEL_VARIABLE = "LOG_LEVEL"


def configure_logging() -> None:
    """Send logs to standard error; ``LOG_LEVEL`` chooses how much, as in Rasa."""
    level = os.environ.get(LEVEL_VARIABLE, "INFO").upper()
    logging.basicConfig(level=level, format=FORMAT, datefmt="%H:%M:%S", stream=sys.stderr, force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)


def configure_structlog() -> None:
    """Let Rasa's structured log go the same way; call it after Rasa is imported."""
    import structlog
    from rasa.utils.log_utils import HumanConsoleRenderer

    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            HumanConsoleRenderer(colors=False, pad_event=0),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
