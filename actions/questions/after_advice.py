"""Messages that lean on what is known of a person: what they would earn, whether it pays, which to choose."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import contains
from actions.questions.message import FALLBACK, SMALL_TALK, UserMessage
from actions.questions.topic_slots import ADVICE_TOPICS, INTEREST_FINDER, OCCUPATION_SEARCH
from actions.refusals import refusals
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER

# Intents that such a message is taken for, as NLU does not know the conversation.
_TAKEN_FOR = frozenset({*ADVICE_TOPICS, INTEREST_FINDER, *SMALL_TALK, FALLBACK, "about_you", "what_about"})
_OF_SEVERAL = frozenset({"comparison", "pick", "personal_decision", OCCUPATION_SEARCH, "requirement_check"})


def read_after_advice(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message about an occupation that a person thinks of with the intent that it has then."""
    if message.is_payload or not state.occupations or message.values("occupation"):
        return message
    words = message.words
    doubtful = message.intent in {*_TAKEN_FOR, *refusals()} or message.confidence < UNDOUBTED_ANSWER
    person = state.other or state.person
    if (
        person.occupation
        and contains("asks_for_pay_change", words)
        and (doubtful or message.intent == "salary")
    ):
        return replace(message, intent="comparison", confidence=1.0)
    if (
        contains("asks_to_choose", words)
        and (doubtful or message.intent in _OF_SEVERAL)
        and len(aims(state)) > 1
    ):
        return replace(message, intent="comparison", confidence=1.0)
    if not doubtful:
        return message
    if contains("asks_own_pay", words):
        return replace(message, intent="salary", confidence=1.0)
    if contains("asks_for_duration", words) and contains("names_training", words):
        return replace(message, intent="education", confidence=1.0)
    return message


def aims(state: ConversationState) -> tuple[str, ...]:
    """Return the last two occupations that were asked about beside one's own, the last one at the end."""
    own = (state.other or state.person).occupation
    return tuple(key for key in state.occupations_so_far() if key != own)[-2:]
