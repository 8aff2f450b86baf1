"""Whether a message asks which work fits by its words, whichever intent NLU found."""

from __future__ import annotations

from actions.about_you.patterns import pattern
from actions.about_you.told import plain_text
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
    if _asks_for_other_work(question, told) or (told.last_work and asks("and_me", words)):
        return True
    if question.person.last_work and asks("begins_with_somebody", words):
        return True  # of two people who were told of
    in_need = bool(told) or situations_in(question.message) or tells_hardship(question.message)
    own = (question.person.occupation, *question.person.former)
    others = [one for one in question.of("occupation") if one.value not in own]
    if contains("asks_for_gap", words) and (aims or question.state.goal):
        return False  # "I'm a cook. now what am I missing"
    if (not aims or not others) and in_need and asks("what_now", words):
        return True
    if aims or contains("asks_for_gap", words):
        return False
    next_step = bool(told.last_work) and question.intent == SKILL_GAP
    return asks("what_fits", words) or (next_step and asks("from_own_work", words))


def _asks_for_other_work(question: Question, told: Person) -> bool:
    """Return whether other work with a wish is asked for from one's own: "from a desk, for a nurse"."""
    own = (question.person.occupation, *question.person.former)
    named = [one.value for one in question.of("occupation")]
    asked = pattern("asks_for_other_work").search(plain_text(question.message).text)
    return bool(asked and named and (told.wants or told.refuses)) and all(one in own for one in named)
