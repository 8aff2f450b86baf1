"""Which licence one needs, of which no source tells: "whats the license i need"."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import contains
from actions.questions.message import UserMessage
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER

UNANSWERED, EDUCATION = "unanswered_career_question", "education"
# What NLU takes the question for, where it does not know it.
_TAKEN_FOR = frozenset(
    {"tools", "skills", "requirement_check", "nlu_fallback", "skill_gap", "certifications", "what_about"}
)


def asks_which_licence(text: str) -> bool:
    """Return whether a text asks for a licence that is needed; "I am licensed" tells one."""
    return contains("names_a_licence", text) and contains("asks_which_is_needed", text)


def read_licence(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a doubtful question for a licence as one for what it takes, or as one that no source answers."""
    sure = message.intent not in _TAKEN_FOR or message.confidence >= UNDOUBTED_ANSWER
    if message.is_payload or sure or not asks_which_licence(message.words):
        return message
    held = bool(message.values("occupation")) or not state.of_articles
    intent = EDUCATION if held else UNANSWERED
    return replace(message, intent=intent, confidence=UNDOUBTED_ANSWER, parts=(), unclear=())
