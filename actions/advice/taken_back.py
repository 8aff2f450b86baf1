"""What was wrongly kept of a person and is denied: "no, 6 years OFF, not experience"."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.about_you.patterns import pattern
from actions.about_you.told import plain_text
from actions.advice.advise import told_now
from actions.advice.answers import ADVICE
from actions.advice.profile_shown import show
from actions.composition.compose import Reply
from actions.questions.question import Question


def answer_taken_back(connection: Connection, question: Question) -> Reply | None:
    """Give the last advice anew after a denial that tells nothing else; without advice, show what is kept."""
    if question.message.is_payload:
        return None
    told = plain_text(question.message)
    denies = pattern("experience_denied").search(told.text) or pattern("never_said").search(told.text)
    if not denies or not told.tells_only() or told_now(connection, question):
        return None
    topic = question.state.topic or ""
    if topic in ADVICE:
        return ADVICE[topic](connection, question.about(topic))
    return show(connection, question) if question.person else None
