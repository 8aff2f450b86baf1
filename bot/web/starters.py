"""Questions to begin with, from the topics of the knowledge base."""

from __future__ import annotations

import logging
import time

from sqlalchemy.exc import SQLAlchemyError

from actions.composition.offers import next_topics, topic_buttons
from bot.web.assets import DEMO_TEXTS
from knowledge.database import create_knowledge_engine
from knowledge.queries import occupations

logger = logging.getLogger(__name__)
KEPT_SECONDS = 60.0  # a changed topic is shown without a restart
_kept: tuple[float, list[str]] = (float("-inf"), [])


def starter_questions() -> list[str]:
    """Return questions about the best-known occupation; none while the knowledge base does not answer."""
    global _kept  # noqa: PLW0603 - a cache of one value
    if time.monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = (time.monotonic(), _read())
    return _kept[1]


def _read() -> list[str]:
    try:
        with create_knowledge_engine().connect() as connection:
            (occupation,) = occupations.list_occupations(connection, limit=1)
            # Where the best-known occupation has nothing under these topics, others take their place.
            keys = [*DEMO_TEXTS.tree["starters"], *next_topics(connection, topic=None, asked=())]
            buttons = topic_buttons(connection, occupation=occupation, keys=keys)
            return [button.title for button in buttons]
    except (SQLAlchemyError, ValueError):
        logger.warning("questions to begin with could not be read", exc_info=True)
        return []
