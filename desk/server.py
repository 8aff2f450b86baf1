"""Serves the desk: ``python -m desk.server``, by default on the loopback interface."""

from __future__ import annotations

import logging
import signal
import sys
from types import FrameType

import waitress

from bot.conversations.database import create_conversations_engine, migrate, unusable
from bot.process.listening import check_can_listen
from bot.process.logging_config import configure_logging
from bot.process.parent_death import end_with_parent
from bot.settings import CONFIG_EXIT, AlertSettings, DeskSettings, SettingError, check_settings
from bot.settings.desk import HEADER_VARIABLE, HOST_VARIABLE, PORT_VARIABLE, SECRET_VARIABLE
from desk.application import MAX_BODY_BYTES, create_app
from desk.background import Background
from desk.queries import accounts
from desk.texts import say
from knowledge.database import create_knowledge_engine

logger = logging.getLogger(__name__)
THREADS = 4  # as many pages at once; the rest waits
CONNECTIONS = 100


class _Ended(Exception):
    """A signal asks for the end."""


def serve(settings: DeskSettings) -> None:
    """Serve until asked to stop.

    Raises:
        SettingError: a setting cannot be used.
    """
    conversations = create_conversations_engine()
    knowledge = create_knowledge_engine()
    app = create_app(settings, conversations=conversations, knowledge=knowledge)
    background = Background(AlertSettings.read(), conversations, knowledge)
    try:
        migrate(conversations)
        with conversations.connect() as connection:
            if not (settings.user_header or accounts.number(connection)):
                logger.warning(say("server.nobody"))
    except Exception as error:  # noqa: BLE001 - of any kind: the desk waits for its database
        logger.error("%s", unusable(error))
    signal.signal(signal.SIGTERM, _end)
    server = waitress.create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        max_request_body_size=MAX_BODY_BYTES,
        channel_timeout=30,
        ident=None,
        clear_untrusted_proxy_headers=False,  # TrustedProxies does
    )
    logger.info(say("server.listens"), settings.url)
    background.start()
    try:
        server.run()
    except _Ended:
        pass
    finally:
        server.close()
        background.stop()


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise _Ended


def main() -> int:
    """Serve as a child of the supervisor until asked to stop; return the exit code."""
    end_with_parent()
    try:
        check_settings()
        settings = DeskSettings.read()
        if not settings.is_on:
            raise SettingError(
                f"{SECRET_VARIABLE} is not set: the desk needs it, or a proxy's header in {HEADER_VARIABLE}."
            )
        check_can_listen(settings.host, settings.port, HOST_VARIABLE, PORT_VARIABLE)
        configure_logging()
        serve(settings)
    except SettingError as problem:
        print(problem, file=sys.stderr)
        return CONFIG_EXIT
    return 0


if __name__ == "__main__":
    sys.exit(main())
