"""What Rasa 3.6.21 does in a way that costs turns or time, put right; each patch says what it mends.

They replace methods by name, so another version of Rasa must be looked at first: ``apply`` refuses it.
"""

from __future__ import annotations

from typing import Any

import rasa
import rasa.server
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.metrics import stage

RASA_VERSION = "3.6.21"


def apply() -> None:
    """Put the patches in place, before a server starts.

    Raises:
        RuntimeError: this is not the version of Rasa that they were written for.
    """
    if rasa.__version__ != RASA_VERSION:
        raise RuntimeError(f"written for Rasa {RASA_VERSION}, not {rasa.__version__}: check rasa_patches.py")
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)
    parse, predict = MessageProcessor.parse_message, MessageProcessor._predict_next_with_tracker

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    def call_format(self: RemoteAction, tracker: DialogueStateTracker, _: Domain) -> dict[str, Any]:
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": []},
            "version": rasa.__version__,
        }

    async def timed_parse(self: MessageProcessor, *args: Any, **kwargs: Any) -> Any:
        with stage("nlu"):
            return await parse(self, *args, **kwargs)

    def timed_predict(self: MessageProcessor, tracker: DialogueStateTracker) -> Any:
        with stage("policy"):
            return predict(self, tracker)

    # Compiling and checking the schema at every call took longer than the call itself.
    RemoteAction._validate_action_result = validate
    # Every event of the conversation was serialised and sent with every call; actions read slots and message.
    RemoteAction._action_call_format = call_format
    # Every preflight was answered here, before the channel that knows which sites may ask, and so was "/".
    rasa.server.configure_cors = lambda *_: None
    rasa.server.add_root_route = lambda *_: None
    # Not mended, but measured.
    MessageProcessor.parse_message = timed_parse
    MessageProcessor._predict_next_with_tracker = timed_predict


def unwrap_tracker_store(agent: Agent) -> None:
    """Take away Rasa's wrapper, which makes an empty conversation of one that could not be read."""
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        agent.tracker_store = store._tracker_store
        if agent.processor:
            agent.processor.tracker_store = agent.tracker_store
