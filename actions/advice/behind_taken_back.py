"""What a message asks behind what it takes back of the person: "forget Boston. What does a cook earn?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.about_you import about_you
from actions.advice.forget import correct_lines
from actions.advice.forgotten import asked_behind_forgotten, asks_something
from actions.composition.compose import Reply
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question

ReplyTo = Callable[[Connection, Question], Reply]


def about_you_and_more(connection: Connection, question: Question, reply_to: ReplyTo) -> Reply | None:
    """Show or forget what a person said, and answer what a message asks behind that."""
    reply = about_you(connection, question)
    rest = asked_behind_forgotten(question.message) if reply else None
    return _with_rest(connection, reply, rest, reply_to) if reply and rest else reply


def profile_corrected(connection: Connection, question: Question, reply_to: ReplyTo) -> Reply | None:
    """Take back what is denied by its number in the list of what is known, and answer what else is asked."""
    corrected = correct_lines(connection, question)
    if corrected is None:
        return None
    reply, rest = corrected
    return _with_rest(connection, reply, rest, reply_to) if asks_something(rest) else reply


def _with_rest(connection: Connection, reply: Reply, rest: UserMessage, reply_to: ReplyTo) -> Reply:
    answer = reply_to(connection, read_question(connection, rest, reply.state))
    first = reply.answer.blocks[:1]
    if answer.answer.outcome == "clarify":
        return reply  # the rest asks nothing that is understood
    if answer.answer.blocks[:1] == first:
        return answer  # which shows the same list
    return replace(answer, answer=replace(answer.answer, blocks=(*first, *answer.answer.blocks)))
