"""What is made of the knowledge base once for each version of it, and kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import create_knowledge_engine
from knowledge.database_errors import failure_reason
from knowledge.queries.datasets import loaded_version

logger = logging.getLogger(__name__)
LOOK_SECONDS = 1.0  # another version is served after that, without a restart
Made = TypeVar("Made")


class Versioned(Generic[Made]):
    """Something that is made anew when another version is loaded. Threads may share it."""

    def __init__(
        self, make: Callable[[Connection], Made], nothing: Made, *, engine: Engine | None = None
    ) -> None:
        """Set up; nothing connects yet.

        Args:
            make: makes it, of a knowledge base that is loaded.
            nothing: what it is as long as the knowledge base has never answered, or is empty.
            engine: of the knowledge base, by default that of the setting.
        """
        self._make = make
        self._made = nothing
        self._engine = engine
        self._version: str | None = None
        self._looked = float("-inf")
        self._lock = Lock()

    def get(self) -> Made:
        """Return what is made of the present version; of the last one while the base does not answer."""
        with self._lock:
            if time.monotonic() - self._looked >= LOOK_SECONDS:
                self._looked = time.monotonic()
                self._look()
            return self._made

    def _look(self) -> None:
        self._engine = self._engine or create_knowledge_engine()
        try:
            with self._engine.connect() as connection:
                version = loaded_version(connection)
                if version is not None and version != self._version:
                    self._made, self._version = self._make(connection), version
        except SQLAlchemyError as error:
            logger.warning("the knowledge base cannot be read for the page: %s", failure_reason(error))
