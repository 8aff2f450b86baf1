"""Advice for somebody else, such as "what could my son do?": nothing of it is the speaker's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from sqlalchemy.engine import Connection

from actions.about_you.reader import read_beside
from actions.answer import NoteBlock
from actions.composition.compose import Reply
from actions.messages import message
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT

Answer = Callable[[Connection, Question], Reply]
Step = Callable[[Connection, Question], "Reply | None"]


def for_whom(answer: Answer) -> Answer:
    """Let an answer for the speaker be one for whom the message is about, if that is somebody else."""

    @wraps(answer)
    def answered(connection: Connection, question: Question) -> Reply:
        return _back(answer(connection, _of_other(question)), question)

    return answered


def step_for_whom(step: Step) -> Step:
    """Do the same with a step that may have no answer."""

    @wraps(step)
    def stepped(connection: Connection, question: Question) -> Reply | None:
        reply = step(connection, _of_other(question))
        return reply and _back(reply, question)

    return stepped


def _of_other(question: Question) -> Question:
    """Return a question with somebody else in the place of the speaker."""
    other = question.state.other
    if other is None:
        return question
    return replace(question, state=replace(question.state, person=other))


def _back(reply: Reply, question: Question) -> Reply:
    """Return a reply after which the speaker is who they were, and somebody else is kept apart."""
    if question.state.other is None:
        return reply
    return replace(reply, state=replace(reply.state, person=question.person, other=reply.state.person))


def with_beside(connection: Connection, question: Question, reply: Reply) -> Reply:
    """Return advice for the speaker with the offer of the same for somebody told of beside them."""
    beside = None if question.state.other else read_beside(connection, question.message)
    if beside is None or reply.answer.topic != CAREER_FIT:
        return reply
    who = beside[0].removeprefix("my ")
    text = message("about_other.beside", who=who)
    *blocks, last = reply.answer.blocks
    return replace(reply, answer=replace(reply.answer, blocks=(*blocks, NoteBlock(text), last)))
