"""Answers a topic of occupations that a message means and does not name, where the person is."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.questions.linking import link_values
from actions.questions.own import with_own_place
from actions.questions.question import Question
from actions.questions.reader import retopic
from actions.topic_answers import answer_topic


def answer_of(connection: Connection, question: Question, topic: str, *keys: str) -> Reply:
    """Answer a topic of occupations, given by their keys, beside what a question names itself."""
    named = link_values(connection, [("occupation", key) for key in keys])
    asked = replace(question, entities=(*question.entities, *named))
    return answer_topic(connection, with_own_place(connection, retopic(connection, asked, topic)))


def compared_with_own(connection: Connection, question: Question, key: str) -> Reply:
    """Compare an occupation with the work that a person has, or had last."""
    return answer_of(connection, question, "comparison", key, question.person.last_work)
