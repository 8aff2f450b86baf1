"""Advice for somebody else, such as "what could my son do?": nothing of it is the speaker's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TypeVar

from sqlalchemy.engine import Connection

from actions.compose import Reply
from actions.questions.question import Question

Answered = TypeVar("Answered", Reply, "Reply | None")


def for_whom(
    answer: Callable[[Connection, Question], Answered],
) -> Callable[[Connection, Question], Answered]:
    """Let what advises the speaker advise whom the message is about, if that is somebody else."""

    @wraps(answer)
    def advised(connection: Connection, question: Question) -> Answered:
        own, other = question.person, question.state.other
        if other is None:
            return answer(connection, question)
        state = replace(question.state, person=other, other=None)
        reply = answer(connection, replace(question, state=state))
        if reply is None:
            return reply
        return replace(reply, state=replace(reply.state, person=own, other=reply.state.person))

    return advised
