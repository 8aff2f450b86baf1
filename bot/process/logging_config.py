"""Readable one-line logs for both servers."""

from __future__ import annotations

import hashlib
import json
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
FORMAT_VARIABLE = "ADVISOR_LOG_FORMAT"
MESSAGES_VARIABLE = "ADVISOR_LOG_MESSAGES"
# What a record may carry beside its text, in this order.
FIELDS = ("channel", "conversation", "outcome", "topic", "milliseconds")
MESSAGE_FIELD = "user_message"


class FieldsFormatter(logging.Formatter):
    """Writes a record in one line, its fields as ``name=value`` behind the text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = " ".join(f"{name}={value}" for name, value in fields_of(record).items())
        return f"{super().format(record)} {told}".rstrip()


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **fields_of(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def fields_of(record: logging.LogRecord) -> dict[str, object]:
    """Return a record's fields; what a user wrote only where ``ADVISOR_LOG_MESSAGES`` is true."""
    names: tuple[str, ...] = FIELDS
    if os.environ.get(MESSAGES_VARIABLE, "").strip().lower() == "true":
        names = (*FIELDS, MESSAGE_FIELD)
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


def conversation_tag(sender: str) -> str:
    """Return a short name of a conversation for logs, from which its id cannot be read."""
    return hashlib.blake2s(sender.encode("utf-8", "replace"), digest_size=6).hexdigest()


def configure_logging() -> None:
    """Send logs to standard error.

    ``LOG_LEVEL`` chooses how much, as in Rasa; ``ADVISOR_LOG_FORMAT=json`` makes each line a JSON object.
    """
    level = os.environ.get(LEVEL_VARIABLE, "INFO").upper()
    handler = logging.StreamHandler(sys.stderr)
    as_json = os.environ.get(FORMAT_VARIABLE, "").strip().lower() == "json"
    handler.setFormatter(JsonFormatter() if as_json else FieldsFormatter(FORMAT, "%H:%M:%S"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
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
