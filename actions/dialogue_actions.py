"""Actions for follow-ups, small talk and messages without an answer; the policy decides on the reply."""

from __future__ import annotations

from actions.action import AdvisorAction
from actions.follow_ups.moves import FOLLOW_UPS
from actions.questions.message import ABOUT_YOU, CAPABILITIES, SMALL_TALK
from actions.questions.topic_slots import ADVICE_TOPICS, INTEREST_FINDER


class ActionAdvice(AdvisorAction):
    """What people say of themselves, and advice that is computed from it."""

    action_name = "action_advice"
    intents = frozenset({*ADVICE_TOPICS, ABOUT_YOU, INTEREST_FINDER})


class ActionFollowUp(AdvisorAction):
    """Messages that lean on the last answer."""

    action_name = "action_follow_up"
    intents = frozenset({*FOLLOW_UPS, "difference"})


class ActionSmallTalk(AdvisorAction):
    """Greetings, thanks, questions about the bot, insults."""

    action_name = "action_small_talk"
    intents = SMALL_TALK - {CAPABILITIES}


class ActionCapabilities(AdvisorAction):
    """What can be asked."""

    action_name = "action_capabilities"
    intents = frozenset({CAPABILITIES})


class ActionUnanswered(AdvisorAction):
    """Out of scope, not covered by any source, or not understood; also Rasa's own fallback."""

    action_name = "action_unanswered"
