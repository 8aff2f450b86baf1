"""Work in a field, or in one of several: "maybe writing or teaching", "how do I get into IT?"."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.about_you.directions import is_broad
from actions.about_you.patterns import pattern
from actions.advice.answers import ADVICE
from actions.advice.change.relative_pay import with_relative_pay
from actions.advice.kinds import ADVICE_INTENTS, asks_for_plan
from actions.composition.compose import Reply
from actions.composition.ways_on import speaks_of_the_field
from actions.person import Person
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT, OCCUPATION_SEARCH
from actions.thresholds import UNDOUBTED_ANSWER


def answer_directed(connection: Connection, question: Question, told: Person) -> Reply | None:
    """Return what fits where a message names directions rather than an occupation; None where it does not."""
    if not (told.towards and _looks_that_way(question, told)) or speaks_of_the_field(question):
        return None
    return ADVICE[CAREER_FIT](connection, with_relative_pay(connection, question).about(CAREER_FIT))


def _looks_that_way(question: Question, told: Person) -> bool:
    words = question.message.words
    if asks_for_plan(question) or contains("asks_for_gap", words):
        return False
    if question.intent in ("comparison", "difference"):
        return False
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if question.topic_is(OCCUPATION_SEARCH):
        known = question.person.last_work or question.person.field or contains("first_person", words)
        if contains("asks_for_the_most", words) or (sure and not known):
            return False  # "which jobs in health care grow fastest?"
    elif sure and question.intent not in ADVICE_INTENTS:
        return False
    return len(told.towards) > 1 or is_broad(told.towards[0]) or bool(pattern("work_about").search(words))
