"""The base of every action: one validated message a turn, and an apology whatever fails."""

from __future__ import annotations

import logging
import uuid
from abc import ABC
from functools import cache, partial
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Connection, Engine

from actions.answer import Answer, TextBlock
from actions.calls import CallRefused, Calls
from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.messages import message
from actions.policy import respond
from actions.questions.message import UserMessage
from actions.state import ConversationState
from actions.trace import Trace, traced
from knowledge.database import create_knowledge_engine
from knowledge.queries.query_cache import with_query_cache

logger = logging.getLogger(__name__)
CALLS = Calls()


@cache
def engine() -> Engine:
    """Return the engine of the knowledge base, made once a process."""
    return create_knowledge_engine()


class AdvisorAction(Action, ABC):
    """Answers a turn from the knowledge base. Every action leaves the decision to the policy."""

    action_name = ""
    intents: frozenset[str] | None = None  # those that rules route here; None where it does not matter

    def name(self) -> str:
        """Return the action's name in the domain."""
        return self.action_name

    def answers(self, connection: Connection, intent: str) -> bool:
        """Return whether rules may route an intent here."""
        return self.intents is None or intent in self.intents

    def respond(self, connection: Connection, message: UserMessage, state: ConversationState) -> Reply:
        """Return the reply to a message; runs in a thread.

        Raises:
            LookupError: if a rule routes an intent here that belongs to another action.
        """
        if not self.answers(connection, message.intent):
            raise LookupError(f"{self.name()} does not answer '{message.intent}': correct data/rules.yml")
        return respond(connection, message, state)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send one message and remember what the conversation is about."""
        try:
            message = UserMessage.from_tracker(tracker)
            state = ConversationState.from_slot(tracker.get_slot("context"))
            reply, trace = await CALLS.run(engine(), partial(self._reply, message, state))
            text, custom = render(reply.answer.blocks), reply.answer.as_dict()
        except Exception as error:  # noqa: BLE001 - whatever fails, the user gets a reply
            answer = apology(self.name(), error)
            dispatcher.utter_message(text=render(answer.blocks), json_message=answer.as_dict())
            return []
        dispatcher.utter_message(text=text, json_message=custom)
        return [
            SlotSet("context", reply.state.as_slot() | trace.as_plain()),
            SlotSet("discussed_topic", reply.state.topic),
            SlotSet("discussed_occupation", reply.state.occupations[-1] if reply.state.occupations else None),
        ]

    def _reply(
        self, message: UserMessage, state: ConversationState, connection: Connection
    ) -> tuple[Reply, Trace]:
        with_query_cache(connection)
        with traced() as trace:
            return self.respond(connection, message, state), trace


def apology(action: str, error: Exception) -> Answer:
    """Log what failed under a reference, and return an answer that gives only the reference."""
    reference = uuid.uuid4().hex[:8]
    if isinstance(error, CallRefused):
        logger.error("reference=%s action=%s %s", reference, action, error)
    else:
        logger.error("reference=%s action=%s failed", reference, action, exc_info=error)
    return Answer("error", None, None, (TextBlock(message("error.apology", reference=reference)),))
