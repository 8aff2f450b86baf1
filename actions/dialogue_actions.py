"""Actions for follow-ups, small talk and messages without an answer."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.action import AdvisorAction
from actions.compose import Reply
from actions.followups import FOLLOW_UPS
from actions.request import Turn
from actions.smalltalk import capabilities, small_talk, unanswered


class ActionFollowUp(AdvisorAction):
    """Messages that lean on the last answer."""

    action_name = "action_follow_up"

    def respond(self, connection: Connection, turn: Turn) -> Reply:
        """Answer the follow-up that the intent names."""
        return FOLLOW_UPS[turn.intent](connection, turn)


class ActionSmallTalk(AdvisorAction):
    """Greetings, thanks, questions about the bot, insults."""

    action_name = "action_small_talk"

    def respond(self, connection: Connection, turn: Turn) -> Reply:
        """Answer in a sentence or two."""
        return small_talk(connection, turn)


class ActionCapabilities(AdvisorAction):
    """What can be asked."""

    action_name = "action_capabilities"

    def respond(self, connection: Connection, turn: Turn) -> Reply:
        """List topics and occupations."""
        return capabilities(connection, turn)


class ActionUnanswered(AdvisorAction):
    """Out of scope, not told by any source, or not understood."""

    action_name = "action_unanswered"

    def respond(self, connection: Connection, turn: Turn) -> Reply:
        """Say so, and offer the nearest topics."""
        return unanswered(connection, turn)
