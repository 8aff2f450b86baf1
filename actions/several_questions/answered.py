"""Answers the parts of a message one after the other, each in the state that the one before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.questions.message import UserMessage
from actions.questions.part_questions import with_scope
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.several_questions.joined import Answered, join
from actions.state import ConversationState
from actions.topic_answers import answer_topic

Decide = Callable[[Connection, Question], Reply]


def answer_each(
    connection: Connection,
    question: Question,
    parts: Sequence[UserMessage],
    decide: Decide,
    read: Sequence[Question] = (),
) -> Reply:
    """Answer parts of a question by their topics; ``read``: the parts, where they were read already."""
    state = question.state
    answered: list[Answered] = []
    for place, part in enumerate(parts):
        if read:
            asked = replace(read[place], state=state)
        else:
            asked = read_question(connection, with_scope(part, question), state)
        # Doubt about a part stands in its heading.
        reply = answer_topic(connection, asked) if asked.topic else decide(connection, asked)
        state = reply.state
        answered.append((asked, reply))
    return join(connection, answered, question.message.unclear)


def in_turn(
    connection: Connection,
    state: ConversationState,
    parts: Sequence[UserMessage],
    decide: Decide,
) -> Reply:
    """Decide on parts by themselves."""
    answered: list[Answered] = []
    for part in parts:
        asked = read_question(connection, part, state)
        reply = decide(connection, asked)
        state = reply.state
        answered.append((asked, reply))
    return join(connection, answered, ())
