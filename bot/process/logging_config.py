"""Readable one-line logs for both servers, without what users write unless the operator asks for it."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from typing import Any, TextIO

from bot.process.printable import printable
from bot.settings import LogSettings

LIBRARIES = (
    "alembic",
    "sanic.access",
    "sanic.root",
    "apscheduler",
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


OWN = ("bot", "actions", "knowledge", "__main__")  # whose lines hold no text of users but in MESSAGE_FIELD
# Rasa logs these with the id of a user or with what was said.
RASA_EVENTS = "rasa.shared.core.events"
_SENDER = re.compile(r"(sender(?:[ _]id)?\W{1,3})([^'\"]+)", re.IGNORECASE)
# PostgreSQL repeats values of the statement in these lines of an error.
_WITH_VALUES = re.compile(r"^(DETAIL|CONTEXT|LINE \d+|QUERY|WHERE): ?.*(\n +\^)?$", re.MULTILINE)
HIDDEN = "…"


class OneLineFormatter(logging.Formatter):
    """Keeps what strangers wrote from forging lines, and the values of a failed statement out of them."""

    def __init__(self, text: str | None = None, time: str | None = None, *, messages: bool = False) -> None:
        """Take the formats of text and time; ``messages``: whether to write what users say."""
        super().__init__(text, time)
        self.messages = messages

    def formatException(self, info: Any) -> str:  # noqa: N802 - the name is logging's
        """Return a traceback, each line of it as it is."""
        trace = printable(super().formatException(info))
        return trace if self.messages else _WITH_VALUES.sub(rf"\1: {HIDDEN}", trace)


class FieldsFormatter(OneLineFormatter):
    """Writes a record in one line, its fields as ``name=value`` behind the text."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """Return the line, which a traceback may follow."""
        fields = fields_of(record, messages=self.messages)
        if MESSAGE_FIELD in fields:
            fields[MESSAGE_FIELD] = json.dumps(fields[MESSAGE_FIELD], ensure_ascii=False)
        line = " ".join(
            [super().formatMessage(record), *(f"{name}={value}" for name, value in fields.items())]
        )
        return printable(line, lines=False)


class JsonFormatter(OneLineFormatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **fields_of(record, messages=self.messages),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return printable(json.dumps(line, ensure_ascii=False, default=str), lines=False)


class WithoutMessages(logging.Filter):
    """Drops what libraries log of conversations: all below INFO, and the ids of users in the rest."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written."""
        if record.name.partition(".")[0] in OWN:
            return True
        if record.levelno < logging.INFO or record.name == RASA_EVENTS:
            return False
        if record.name.startswith("rasa"):
            record.msg, record.args = _SENDER.sub(_tagged, record.getMessage()), None
        return True


def _tagged(found: re.Match[str]) -> str:
    return found[1] + conversation_tag(found[2])


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
    if not settings.messages:
        handler.addFilter(WithoutMessages())
    logging.basicConfig(level=settings.level, handlers=[handler], force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it warns where a user's home cannot be written
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
