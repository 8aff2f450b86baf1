"""Names that were loaded into the knowledge base after the model was trained: found without a training.

The server looks every second whether another content was loaded. If so, the components that find and correct
names are renewed in a thread, while messages are read with what they know already. Intents and phrases are
part of the model and wait for the next training.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakSet

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import create_knowledge_engine
from knowledge.database_errors import failure_reason
from knowledge.name_changes import listed
from knowledge.queries.datasets import loaded_version
from knowledge.queries.entities import vocabulary
from knowledge.queries.everyday_work import all_work
from knowledge.queries.titles import all_titles
from knowledge.queries.wages import all_area_names
from knowledge.records import Term

logger = logging.getLogger(__name__)
INTERVAL_SECONDS = 1.0


@dataclass(frozen=True)
class Names:
    """The names of the knowledge base.

    Titles, places and what people say to do come from the datasets, in the form in which they are compared.
    """

    terms: tuple[Term, ...] = ()
    titles: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    work: frozenset[str] = frozenset()


class KnowsNames(Protocol):
    """A component of a loaded model that knows the names of the knowledge base."""

    def renew(self, names: Names) -> Sequence[str]:
        """Know these names from now on, and return the new ones in normal form.

        Called in a thread, beside the one that reads messages.
        """


_COMPONENTS: WeakSet[KnowsNames] = WeakSet()


def keep_live(component: KnowsNames) -> None:
    """Let a component of a loaded model be renewed by :class:`LiveNames`, as long as it is used."""
    _COMPONENTS.add(component)


class LiveNames:
    """Renews the components of the loaded model when the content of the knowledge base has changed."""

    def __init__(self, engine: Engine | None = None) -> None:
        """Take the engine of the knowledge base, by default that of the setting."""
        self._engine = engine or create_knowledge_engine()
        self._version: str | None = None
        self._failing = False

    def look(self) -> list[str]:
        """Renew the components if other content was loaded; return the names that are new to them.

        A knowledge base that does not answer leaves everything as it is.
        """
        try:
            with self._engine.connect() as connection:
                version = loaded_version(connection)
                if version is None or version == self._version:
                    return []
                names = Names(
                    tuple(vocabulary(connection)),
                    all_titles(connection),
                    all_area_names(connection),
                    all_work(connection),
                )
        except SQLAlchemyError as error:
            if not self._failing:
                logger.warning("names of the knowledge base cannot be read: %s", failure_reason(error))
            self._failing = True
            return []
        new = {name: None for component in list(_COMPONENTS) for name in component.renew(names)}
        if new:
            logger.info("names found without a training: %s", listed(list(new)))
        self._version, self._failing = version, False
        return list(new)

    async def follow(self) -> None:
        """Look every second, for as long as the server runs."""
        while True:
            await asyncio.sleep(INTERVAL_SECONDS)
            try:
                await asyncio.to_thread(self.look)
            except Exception:
                logger.exception("names of the knowledge base could not be renewed")
