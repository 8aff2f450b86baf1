"""Abbreviations of degrees that look like job titles: "Librarian, MLIS"."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.cues import phrases
from actions.questions.message import UserMessage
from knowledge.terms import normalise


def without_degrees(message: UserMessage) -> UserMessage:
    """Return a message without the occupations that NLU took abbreviations of degrees for."""
    if message.is_payload:
        return message
    degrees = phrases("degree_abbreviations")
    kept = tuple(
        one for one in message.entities if not (one.kind == "occupation" and normalise(one.typed) in degrees)
    )
    return message if len(kept) == len(message.entities) else replace(message, entities=kept)
