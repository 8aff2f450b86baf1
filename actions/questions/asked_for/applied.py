"""A message read by what it asks for: whoever asks for a fact is given no advice."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.asked_for.features import features_of
from actions.questions.asked_for.model import asked_for_model
from actions.questions.cues import contains
from actions.questions.message import FALLBACK, UserMessage
from actions.questions.topic_slots import ADVICE_TOPICS, SKILL_GAP
from actions.state import ConversationState
from actions.thresholds import FACT_IS_ASKED

SKILLS = "skills"  # the topic of what is asked of an occupation rather than of what somebody lacks


def with_asked_for(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that says whether it surely asks for a fact, whichever intent NLU found.

    Behind advice few words are understood alone: "which pays best?" asks it of the list.
    """
    advised = bool(state.items or state.topics_so_far() & {*ADVICE_TOPICS})
    if message.is_payload or message.document is not None or advised:
        return replace(message, asks_fact=False)
    fact = asked_for_model().probabilities(features_of(message))["fact"]
    of_oneself = contains("first_person", message.words)  # whom a fact alone may not serve
    message = replace(message, asks_fact=fact >= FACT_IS_ASKED and not of_oneself)
    if not message.asks_fact or message.intent not in ADVICE_TOPICS:
        return message
    intent = SKILLS if message.intent == SKILL_GAP else FALLBACK  # whose answers say their doubt
    return replace(message, intent=intent, confidence=min(message.confidence, 1 - message.confidence))
