"""What fits somebody of the family, asked about in a word: "and my dad?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.patterns import pattern
from actions.advice.answers import ADVICE
from actions.composition.compose import Reply, say
from actions.messages import message
from actions.person import Person
from actions.questions.question import Question
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_FIT
from knowledge.queries.nearest_occupations import nearest_occupations

_FAMILY_WORK = "family_work"  # kind of note


def answer_kin(connection: Connection, question: Question) -> Reply | None:
    """Return what fits the one who is named behind advice: who was told of, or shares the family's work."""
    state = question.state
    named = pattern("kin_alone").fullmatch(question.message.text.casefold())  # which spelling may spoil
    if question.message.is_payload or named is None or not state.topics_so_far() & set(ADVICE_TOPICS):
        return None
    if state.other is not None:
        return ADVICE[CAREER_FIT](connection, question.about(CAREER_FIT))
    shared = next((value for kind, value in state.notes if kind == _FAMILY_WORK), "")
    work = shared.casefold().removeprefix("our ").removeprefix("family ")
    near = next(iter(nearest_occupations(connection, text=work)), None) if work else None
    if near is None:
        return say(state, "clarify", message("kin.ask"), about_occupation=False)
    theirs = Person(former=(near.code,))
    asked = replace(question, state=replace(state, person=theirs)).about(CAREER_FIT)
    reply = ADVICE[CAREER_FIT](connection, asked)
    return replace(reply, state=replace(reply.state, person=question.person, other=theirs))
