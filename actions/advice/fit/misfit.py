"""The reply to a protest against an occupation: what spoke for it, and what else the message wishes."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.directions import known_directions
from actions.about_you.telegrams import asks
from actions.advice.advise import told_now
from actions.advice.answers import ADVICE
from actions.advice.fit.answer import fit_reply
from actions.advice.fit.list_questions import answer_on_list
from actions.advice.fit.order import first_few, ordered_list
from actions.advice.fit.profile import code_of, known_of
from actions.advice.fit.texts import plurals, short_reasons
from actions.advice.for_whom import step_for_whom
from actions.advice.kinds import advice_topic
from actions.advice.taken_back import answer_taken_back
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.messages import message
from actions.questions.message import ABOUT_YOU, ASKED, GOAL
from actions.questions.protested import disowned_keys, protested_keys
from actions.questions.question import Question
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE, CAREER_FIT, SKILL_GAP
from actions.thresholds import PART_IS_A_QUESTION
from knowledge.queries.occupation_fit import fit_of


@step_for_whom
def answer_protest(connection: Connection, question: Question) -> Reply | None:
    """Return what fits without the occupations that a message protests against; None if it asks of others."""
    if taken_back := answer_taken_back(connection, question):
        return taken_back
    state = question.state
    advised = state.topics_so_far() & set(ADVICE_TOPICS)
    if not question.message.protested or not advised or question.message.values("occupation"):
        return None
    shown = question.intent == ABOUT_YOU and question.confidence >= PART_IS_A_QUESTION
    if shown and asks(question.message.text):
        return None  # "still you write welder. What do you know about me?"
    if advice_topic(question, told_now(connection, question)) in (CAREER_CHANGE, SKILL_GAP):
        return None  # "I never said high school. Make me a plan"
    if question.item is not None and question.topic is not None:
        return None  # "get rid of the butcher. What does the second one pay?"
    if CAREER_FIT not in advised:
        return _last_advice(connection, question)
    if not any(letter.isalpha() for letter in question.message.text):
        return fit_reply(connection, state)
    names_others = len(known_directions(connection, question.message)) > 1  # "no, AC or cars"
    for answer in () if names_others else (first_few, ordered_list, answer_on_list):
        if reply := answer(connection, question):
            return reply
    return fit_reply(connection, state)


def _last_advice(connection: Connection, question: Question) -> Reply | None:
    """Return the last advice anew for what is now known; what fits, where it was on what is not wanted."""
    state, topic = question.state, question.state.topic
    if topic not in ADVICE or any(one.tag in (GOAL, ASKED) for one in question.message.tagged):
        return None
    if state.last_occupation in ("", question.person.occupation):
        return fit_reply(connection, state)
    return ADVICE[topic](connection, question.about(topic))


def with_misfit(connection: Connection, question: Question, reply: Reply) -> Reply:
    """Return a reply behind the admission that the occupations that a message protests against fit badly."""
    own = (question.person.occupation, *question.person.former)
    keys = [one for one in protested_keys(connection, question.message) if one not in own]
    state = question.state
    listed = CAREER_FIT in state.topics_so_far()
    if not keys or not (listed or question.message.disowned):
        return reply  # "how do I become an electrician?", "forget electrician, and a plumber?"
    codes = [code for key in keys if (code := code_of(connection, key))]
    person = question.state.other or question.person
    shown = replace(person, declined=tuple(one for one in person.declined if one not in (*keys, *codes)))
    profile = known_of(connection, shown).profile
    fits = [fit_of(connection, profile=profile, code=code) for code in codes[:1]]
    reasons = [short_reasons(one) for one in fits if one and one.position and one.reasons]
    names = plurals(connection, codes)
    name = "fit.misfit.reason" if reasons else "fit.misfit.none"
    denied = set(keys) <= set(disowned_keys(connection, question.message))
    name = "fit.misfit.disowned" if denied else name
    text = message(name, occupations=names, reason="".join(reasons[:1]))
    return replace(reply, answer=replace(reply.answer, blocks=(TextBlock(text), *reply.answer.blocks)))
