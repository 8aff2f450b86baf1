"""The last question, asked of somebody else's occupation: "my nephew is a plumber, just started. his?"."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import clauses, contains, phrases, phrases_in
from actions.questions.levels import ENTRY, LEVEL
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import ADVICE_TOPICS, INTEREST_FINDER, OCCUPATION_SEARCH
from actions.state import ConversationState
from knowledge.terms import normalise


def read_of_a_relation(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that says what a relation does, and then no more than "his?", as one that asks it."""
    goes_on = state.topic not in (None, OCCUPATION_SEARCH, INTEREST_FINDER, *ADVICE_TOPICS)
    words = message.words.replace("'s ", " is ")
    if message.is_payload or not goes_on or not contains("relations", words):
        return message
    named = [one for one in message.entities if one.kind == "occupation"]
    *before, last = clauses(words.rstrip(" ?!.,"))
    asks = set(normalise(last).split())
    if len(named) != 1 or not before or not asks & phrases("stands_for_somebody"):
        return message
    if asks - phrases("asks_it_of_somebody"):
        return message
    new = phrases_in(words, phrases("is_new_at_it"))
    levels = [ParsedEntity(LEVEL, ENTRY, new[0])] if new and not message.values(LEVEL) else []
    return replace(
        message,
        intent=NAMED_ANEW,
        confidence=1.0,
        entities=(*message.entities, *levels),
        parts=(),
        unclear=(),
    )
