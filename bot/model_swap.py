"""Takes another model while the server runs, without losing a turn.

The new model is loaded in a thread while the old one answers. Then Rasa's agent gets it between two turns:
one that is under way keeps the model that it began with. If it cannot be loaded, the old one goes on.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from pathlib import Path
from typing import Any

from bot.chosen_model import chosen_model
from bot.nlu.live_names import LiveNames

logger = logging.getLogger(__name__)
INTERVAL_SECONDS = 1.0


class ModelSwap:
    """Gives a server's agent the model that was chosen, whenever that changes."""

    def __init__(self, agent: Any, model: Path) -> None:
        """Name what is in use.

        Args:
            agent: Rasa's, loaded.
            model: that it has loaded.
        """
        self._agent = agent
        self.model = model
        self._refused: Path | None = None  # could not be loaded, and is not tried again

    async def follow(self) -> None:
        """Look every second, for as long as the server runs."""
        while True:
            await asyncio.sleep(INTERVAL_SECONDS)
            await self.look()

    async def look(self) -> bool:
        """Take the model that was chosen, if it is another one; return whether it is taken."""
        chosen = await asyncio.to_thread(chosen_model)
        if chosen is None or chosen in (self.model, self._refused):
            return False
        started = time.monotonic()
        try:
            processor = await asyncio.to_thread(self._load, chosen)
        except Exception:
            self._refused = chosen
            logger.exception("the model %s cannot be loaded; %s goes on", chosen.name, self.model.name)
            return False
        self._take(processor)
        self.model, self._refused = chosen, None
        logger.info("the model %s is in use after %.0f s", chosen.name, time.monotonic() - started)
        return True

    def _load(self, model: Path) -> Any:
        """Load a model beside the one in use; its components know all names before the first message."""
        from rasa.core.processor import MessageProcessor

        processor = MessageProcessor(
            model_path=model,
            tracker_store=self._agent.tracker_store,
            lock_store=self._agent.lock_store,
            action_endpoint=self._agent.action_endpoint,
            generator=self._agent.nlg,
            http_interpreter=self._agent.http_interpreter,
        )
        LiveNames().look()  # which renews all components, those of the new model too
        return processor

    def _take(self, processor: Any) -> None:
        """Let the turns to come use a model; runs in the event loop, so between two steps of any turn."""
        self._agent.processor = processor
        self._agent.domain = processor.domain
        self._agent.tracker_store.domain = processor.domain
        if hasattr(self._agent.nlg, "responses"):
            self._agent.nlg.responses = processor.domain.responses
        # The objects of the old model were frozen at the start, so the collector would never see them.
        gc.unfreeze()
        gc.collect()
        gc.freeze()
