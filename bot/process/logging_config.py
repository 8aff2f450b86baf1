"""Readable one-line logs for both servers."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from typing import TextIO

from bot.settings import LogSettings

LIBRARIES = (
    "alembic",
    "sanic.access",
    "sanic.root",
    "apscheduler",
    "matplotlib",
    "asyncio",
    "urllib3",
    "tensorflow",
    "rasa_sdk.executor",
)
ADVICE = "running in PRODUCTION mode"  # which Sanic gives in a terminal, unless it runs in debug mode
FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
# What a record may carry beside its text, in this order.
FIELDS = ("channel", "conversation", "outcome", "topic", "milliseconds")
MESSAGE_FIELD = "user_message"


class FieldsFormatter(logging.Formatter):
    """Writes a record in one line, its fields as ``name=value`` behind the text."""

    def __init__(self, text: str | None = None, time: str | None = None, *, messages: bool = False) -> None:
        """Take the formats of text and time; ``messages``: whether to write what users say."""
        super().__init__(text, time)
        self._messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = fields_of(record, messages=self._messages)
        return " ".join([super().format(record), *(f"{name}={value}" for name, value in fields.items())])


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object."""

    def __init__(self, *, messages: bool = False) -> None:
        """Set up; ``messages``: whether to write what users say."""
        super().__init__()
        self._messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **fields_of(record, messages=self._messages),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def fields_of(record: logging.LogRecord, *, messages: bool) -> dict[str, object]:
    """Return a record's fields; what a user wrote only if ``messages``."""
    names = (*FIELDS, MESSAGE_FIELD) if messages else FIELDS
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


def conversation_tag(sender: str) -> str:
    """Return a short name of a conversation for logs, from which its id cannot be read."""
    return hashlib.blake2s(sender.encode("utf-8", "replace"), digest_size=6).hexdigest()


def configure_logging(stream: TextIO | None = None) -> None:
    """Send logs to a stream, by default standard error, as :class:`bot.settings.LogSettings` says.

    Raises:
        SettingError: a setting of the logs cannot be used.
    """
    settings = LogSettings.read()
    handler = logging.StreamHandler(stream or sys.stderr)
    if settings.format == "json":
        handler.setFormatter(JsonFormatter(messages=settings.messages))
    else:
        handler.setFormatter(FieldsFormatter(FORMAT, "%H:%M:%S", messages=settings.messages))
    logging.basicConfig(level=settings.level, handlers=[handler], force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
    logging.getLogger("sanic.error").addFilter(lambda record: ADVICE not in record.getMessage())


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
