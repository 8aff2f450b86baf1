"""The one table that says which advice answers a topic."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Connection

from actions.advice.change.verdict import answer_change
from actions.advice.fit.answer import answer_fit
from actions.advice.for_whom import for_whom
from actions.advice.gap import answer_gap
from actions.composition.compose import Reply
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT, SKILL_GAP

ADVICE: dict[str, Callable[[Connection, Question], Reply]] = {
    CAREER_CHANGE: for_whom(answer_change),
    CAREER_FIT: for_whom(answer_fit),
    SKILL_GAP: for_whom(answer_gap),
}
