"""Parts of a message that NLU does not understand, but whose words ask something of an occupation."""

from __future__ import annotations

from dataclasses import replace

from actions.datasets.unheld import names_unheld
from actions.questions.cues import contains
from actions.questions.kinds import SCOPES
from actions.questions.message import UserMessage
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER

UNANSWERED = "unanswered_career_question"
_BEYOND_PAY = ("asks_for_past", "asks_for_tips", "asks_for_benefits")


def read_unclear_parts(message: UserMessage) -> UserMessage:
    """Return a message with the parts that its words make clear: "… and how long is the schooling"."""
    if message.is_payload or not message.unclear or len(message.values("occupation")) > 1:
        return message
    named = tuple(one for one in message.entities if one.kind in SCOPES)
    known = {part.intent for part in message.parts}
    parts: list[UserMessage] = []
    unclear: list[str] = []
    for text in message.unclear:
        beyond, topic = _topic_beyond(text), _topic_of(text)
        if beyond:
            parts.append(UserMessage(text, beyond, named, confidence=UNDOUBTED_ANSWER))
        elif topic is None or topic in known or not named:
            unclear.append(text)
        else:
            parts.append(UserMessage(text, topic, named, confidence=PART_IS_A_QUESTION))
    return replace(message, parts=(*message.parts, *parts), unclear=tuple(unclear)) if parts else message


def _topic_of(text: str) -> str | None:
    """Return the topic that a question asks for by its words; None for none."""
    if not (contains("wh_words", text) or contains("asks_for_number", text)):
        return None
    told = (topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, text))
    return next(told, None)


def _topic_beyond(text: str) -> str | None:
    """Return the topic that says that what a part asks for is not held: "… and do they get tips"."""
    if any(contains(cue, text) for cue in _BEYOND_PAY):
        return "salary"
    return UNANSWERED if contains("asks_for_an_age_limit", text) or names_unheld(text) else None
