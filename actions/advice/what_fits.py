"""Whether a message asks in words what fits, whatever it sounds like to NLU."""

from __future__ import annotations

from actions.advice.asked import asks
from actions.advice.hardship import tells_hardship
from actions.advice.situations import situations_in
from actions.person import Person
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.questions.topic_slots import SKILL_GAP


def says_what_fits(question: Question, told: Person, *, aims: bool) -> bool:
    """Return whether a message asks in words what fits: "what should I look at?", "and me? I'm a cook"."""
    words = question.message.words
    if told.occupation and asks("and_me", words):
        return True
    in_need = bool(told) or situations_in(question.message) or tells_hardship(question.message)
    if not aims and in_need and asks("what_now", words):
        return True
    if aims or contains("asks_for_gap", words):
        return False
    next_step = bool(told.last_work) and question.intent == SKILL_GAP
    return asks("what_fits", words) or (next_step and asks("from_own_work", words))
