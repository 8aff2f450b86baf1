"""A question for the reason of a figure that was told: "why so much more in Iowa?"."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import contains, phrases, words_of_question
from actions.questions.message import UserMessage
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER

WHY = "why"
OF_FIGURES = frozenset({"salary", "outlook", "industries", "regional_demand"})


def asks_for_reason(text: str) -> bool:
    """Return whether a text begins by asking for a reason: "but why do they earn so much"."""
    asked = f"{' '.join(words_of_question(text))} "
    return any(asked.startswith(f"{one} ") for one in phrases("opens_a_reason"))


def read_reason(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a question for a reason behind a figure as one on the topic of this, which says no reason.

    Of those that the articles tell of, and of what a message says of the person, other questions are meant.
    """
    named = message.values("occupation")
    words = message.words
    if message.is_payload or not asks_for_reason(words) or contains("first_person", words):
        return message
    if contains("names_the_field", words) or (state.of_articles and not named):
        unclear = message.confidence < PART_IS_A_QUESTION and state.rows and not named
        return replace(message, intent=WHY, confidence=UNDOUBTED_ANSWER) if unclear else message
    told = next((topic for cue, topic in LIKELY_TOPICS_OF_CUES if contains(cue, words)), None)
    last = state.topic if state.topic in OF_FIGURES else None
    topic = told if told in OF_FIGURES else (last if told is None and state.occupations else None)
    if topic is None or not (named or state.occupations):
        return message
    return replace(message, intent=topic, confidence=UNDOUBTED_ANSWER, parts=(), unclear=())
